"""Turns cut into clauses: the unit that is judged, quoted and never told twice.

Written text is cut at its punctuation. Speech as Whisper writes it may have none: a long stretch is then cut before the words that
open a new clause in spoken French ("et", "parce que", "moi je", "tu…").
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from codev_voice.method.french_words import fold

_SENTENCE_END = re.compile(r"[.!?…]+[\"»”]?(?=\s|$)|[;:](?=\s)|\n+")
_TITLES = re.compile(r"\b(?:M|MM|Mme|Mlle|Dr|Me|cf|etc)$")
_QUOTED = re.compile(r"«[^«»]{0,200}»")
_WORD = re.compile(r"[^\s]+")
_LONG = 13
_SHORT = 4
_COMMA_MARKS = (",", "–", "—")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a turn's text: `text == turn.text[start:end]`, offsets in characters."""

    text: str
    start: int
    end: int

    @property
    def unquoted(self) -> str:
        """The text with what is quoted between guillemets replaced by one word: reported words are not the speaker's."""
        return _QUOTED.sub("citation", self.text)

    @property
    def asks(self) -> bool:
        """True when it is written with a question mark (a transcript may have none)."""
        return "?" in self.text


def clauses(text: str) -> tuple[Clause, ...]:
    """Cut a turn's text into clauses, in order, letter for letter; empty for a text without words."""
    masked = _QUOTED.sub(lambda quoted: "«" + "x" * (len(quoted.group()) - 2) + "»", text)
    found = [clause for start, end in sentences(masked) for clause in _split_long(masked, start, end)]
    return tuple(Clause(text[clause.start : clause.end], clause.start, clause.end) for clause in found)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, in characters; those without words are left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _SENTENCE_END.finditer(text):
        if mark.group() == "." and _TITLES.search(text[start : mark.start()]):
            continue
        spans.append((start, mark.end()))
        start = mark.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, *span)) is not None]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    if not any(letter.isalnum() for letter in piece):
        return None
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _split_long(text: str, start: int, end: int) -> list[Clause]:
    words = [(match.start() + start, match.end() + start) for match in _WORD.finditer(text[start:end])]
    if len(words) <= _LONG:
        return [Clause(text[start:end], start, end)]
    openers, binders = _cutting_words()
    cuts = [0]
    for position in range(1, len(words)):
        if position - cuts[-1] < _SHORT or len(words) - position < _SHORT:
            continue
        before = text[words[position - 1][0] : words[position - 1][1]]
        here = fold(text[words[position][0] : words[position][1]].strip(',.?!«»"')).replace("’", "'")
        after_comma = before.endswith(_COMMA_MARKS)
        opens = here in openers and fold(before.strip(',.?!«»"')) not in binders
        if (after_comma and position - cuts[-1] >= _SHORT + 1) or (opens and position - cuts[-1] >= _SHORT):
            cuts.append(position)
    bounds = [*cuts, len(words)]
    spans = [(words[a][0], words[b - 1][1]) for a, b in pairwise(bounds)]
    return [Clause(text[a:b], a, b) for a, b in spans]


@cache
def _cutting_words() -> tuple[frozenset[str], frozenset[str]]:
    held = tomllib.loads(resources.files("codev_voice.method.french").joinpath("clauses.toml").read_text(encoding="utf-8"))
    return frozenset(held["openers"].split()), frozenset(held["binders"].split())
