"""The same clause said again, by anybody, later in the session: it is not told a second time."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from codev_voice.method.french_words import listed, tokens

NOWHERE = -1
"""The turn of a clause that is to be hushed wherever it is said."""

_GRAMMAR = ("pronouns", "determiners", "linking", "questions", "adverbs", "be_have", "modals", "talk")
_Meaning = tuple[frozenset[str], frozenset[str]]


class Repeats:
    """What has been told, or refused, in a session: looked up by meaning, so that its length costs nothing.

    Two clauses are the same when all their content words and their negations are, and one holds the other word for word: « oui,
    alors moi je trouve que tu devrais lui parler » repeats « tu devrais lui parler ». A clause that has no content word of its own
    (« pourquoi pas ? », « tu devrais essayer ») repeats nothing: each time, it may be about something else.
    """

    def __init__(self) -> None:
        self._known: dict[_Meaning, list[tuple[str, int, bool]]] = {}

    def tell(self, excerpt: str, turn: int) -> None:
        """This clause was told, of what was said in this turn (a position)."""
        self._add(excerpt, turn, refused=False)

    def refuse(self, excerpt: str, turn: int = NOWHERE) -> None:
        """This clause is no advice: the facilitator said so."""
        self._add(excerpt, turn, refused=True)

    def has(self, excerpt: str, turn: int) -> bool:
        """Whether this clause was told or refused in another turn.

        What was refused with its dressing (« on t'a dit que tu devrais lui parler ? ») says nothing of the bare clause.
        """
        meaning, words = _read(excerpt)
        return any(
            where != turn and (former in words or (not refused and words in former))
            for former, where, refused in self._known.get(meaning, ())
        )

    def _add(self, excerpt: str, turn: int, *, refused: bool) -> None:
        meaning, words = _read(excerpt)
        if meaning[0]:
            self._known.setdefault(meaning, []).append((words, turn, refused))


def _read(excerpt: str) -> tuple[_Meaning, str]:
    """The content words and the negations of an excerpt, and its words without those that only fill, between spaces."""
    words = [word for word in tokens(excerpt) if word not in _fillers()]
    content = frozenset(word for word in words if word not in _empty())
    return (content, frozenset(words) & _negations()), f" {' '.join(words)} "


@cache
def _fillers() -> frozenset[str]:
    return listed("talk") | {"ne", "n'"}


@cache
def _empty() -> frozenset[str]:
    return listed(*_GRAMMAR) | frozenset(_held()["light"].split())


@cache
def _negations() -> frozenset[str]:
    return frozenset(_held()["negations"].split())


@cache
def _held() -> dict[str, str]:
    held: dict[str, str] = tomllib.loads(resources.files("codev_voice.method.french").joinpath("repeats.toml").read_text(encoding="utf-8"))
    return held
