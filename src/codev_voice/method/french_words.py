"""French words as the judges compare them: folded, cut at elisions, reduced to stems, or replaced by their shape."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from codev_voice.session.wording import fold, tokens

__all__ = ["fold", "function_words", "listed", "shape", "stems", "tokens"]

_STEM = 5
_SPEAKING = frozenset({"resources", "people", "judging"})  # lists of words that also say what a sentence is about
_DIGITS = re.compile(r"\d")
_SHAPES = (
    ("rions", "COND"), ("riez", "COND"), ("rais", "COND"), ("rait", "COND"), ("raient", "COND"),
    ("ssez", "EZ"), ("ez", "EZ"), ("ons", "ONS"), ("ais", "IMPF"), ("ait", "IMPF"), ("aient", "IMPF"),
    ("rai", "FUT"), ("ras", "FUT"), ("ront", "FUT"), ("er", "INF"), ("ir", "INF"), ("oir", "INF"), ("re", "RE"),
    ("ement", "MENT"), ("ment", "MENT"), ("tion", "TION"), ("tions", "TION"), ("ion", "TION"),
    ("ee", "E"), ("ees", "E"), ("es", "S"), ("e", "X"), ("s", "S"), ("i", "I"), ("u", "U"),
)  # fmt: skip


def stems(text: str) -> list[str]:
    """The first letters of the words that carry content (no function word, at least three letters), in order."""
    empty = _empty_words()
    return [_stem(word) for word in tokens(text) if word not in empty and _stem(word) not in _act_stems() and len(word) > 2]  # noqa: PLR2004 - "va", "an" say little


def shape(word: str) -> str:
    """A function word itself, else a class read from its ending: "deleguer" gives "INF", "reunions" gives "ONS"."""
    if word in function_words():
        return word
    if _DIGITS.search(word):
        return "NUM"
    return next((name for ending, name in _SHAPES if word.endswith(ending) and len(word) > len(ending) + 1), "W")


@cache
def function_words() -> frozenset[str]:
    """The words of `french/function_words.toml` whose form says how something is said: never replaced by their shape."""
    return frozenset(word for line in _word_lists().values() for word in line.split())


@cache
def listed(*names: str) -> frozenset[str]:
    """The words of these lists of `french/function_words.toml`.

    Raises:
        KeyError: there is no such list.
    """
    return frozenset(word for name in names for word in _word_lists()[name].split())


@cache
def _empty_words() -> frozenset[str]:
    lists = _word_lists()
    return frozenset(word for name, line in lists.items() if name not in _SPEAKING for word in line.split())


@cache
def _act_stems() -> frozenset[str]:
    """Every form of "demander", "proposer", "conseiller"… says nothing about the subject."""
    return frozenset(_stem(word) for word in _word_lists()["acts"].split() if len(word) > _STEM)


@cache
def _word_lists() -> dict[str, str]:
    text = resources.files("codev_voice.method.french").joinpath("function_words.toml").read_text(encoding="utf-8")
    lists: dict[str, str] = tomllib.loads(text)["words"]
    return lists


def _stem(word: str) -> str:
    return word.rstrip("sxe")[:_STEM] or word
