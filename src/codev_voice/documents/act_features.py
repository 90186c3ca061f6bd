"""What a clause of the contract shows of its act: its words, who says it, where it stands, what was done just before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from codev_voice.documents.wording import content_words
from codev_voice.method.clauses import Clause
from codev_voice.method.french_words import fold

NOTHING = "none"
"""The act of a clause that does nothing for the documents."""
_WORD = re.compile(r"[\w]+(?:'|’)?")
_LONG, _SHORT = 14, 5
_LAST = 8
"""Words of the turn before that are looked at, the last ones."""
_ASKED = ("QD", "QK", "QX", "QP", "QY")
_WORDED = ("D", "R")


@dataclass(frozen=True, slots=True)
class Before:
    """What was done up to a clause: acts of the turn so far and of the turn before, the last question asked, what was done at all.

    `role` and `last` words are the turn before's; `worded` are the content words of the last wording of the demand.
    """

    role: str = ""
    last: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    asked: str = ""
    done: frozenset[str] = field(default_factory=frozenset)
    worded: frozenset[str] = field(default_factory=frozenset)

    def after_clause(self, act: str, role: str, text: str) -> Before:
        """The same once a clause has done its act."""
        asked = act if act in _ASKED else self.asked
        worded = content_words(text) if act in _WORDED else self.worded
        return replace(self, here=(*self.here, act), asked=asked, done=self.done | {f"{role}{act}"}, worded=worded)

    def after_turn(self, role: str, text: str) -> Before:
        """The same once a turn is over."""
        return replace(self, role=role, last=tuple(_words(text)[-_LAST:]), acts=self.here, here=())


def features(cut: Sequence[Clause], at: int, role: str, before: Before) -> Iterator[str]:
    """The features of the clause `at` of a turn, by name; `role` is "C", "A" or "K"."""
    clause = cut[at]
    words = _words(clause.text)
    for size in (1, 2, 3):
        for gram in _grams(words, size):
            yield f"w{size} {gram}"
            yield f"{role}w{size} {gram}"
    for word in words:
        for gram in _letters(word):
            yield f"{role}l {gram}"
    place = "only" if len(cut) == 1 else "first" if at == 0 else "last" if at == len(cut) - 1 else "inside"
    length = "short" if len(words) < _SHORT else "long" if len(words) > _LONG else "medium"
    acts = "+".join(sorted(set(before.acts) - {NOTHING})) or NOTHING
    here = before.here[-1] if before.here else "start"
    yield f"{role} {place} {length} {clause.asks}"
    yield f"{role} after {before.role} {acts}"
    yield f"{role} after {before.role} {acts} {place} {length}"
    yield f"{role} here {here}"
    yield f"{role} here {here} {length}"
    yield f"{role} asked {before.asked}"
    yield f"{role} asked {before.asked} {here} {place}"
    for one in sorted(before.done):  # always in one order: the same data give the same weights
        yield f"{role} done {one}"
    for word in words[:3]:
        yield f"{role} asked {before.asked} {word}"
        yield f"{role} after {acts} {word}"
    for word in before.last:
        yield f"{role} before {before.role} {word}"
    shared = len(content_words(clause.text) & before.worded)
    yield f"{role} repeats {min(shared, 3)} {before.role}"
    neighbour = _words(cut[at + 1].text)[:2] if at + 1 < len(cut) else ["end"]
    yield f"{role} next {' '.join(neighbour)}"


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _grams(words: Sequence[str], size: int) -> Iterator[str]:
    edged = ["<", *words, ">"]
    return (" ".join(edged[start : start + size]) for start in range(len(edged) - size + 1))


def _letters(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    return (edged[start : start + 4] for start in range(max(1, len(edged) - 3)))
