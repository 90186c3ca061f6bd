"""What stands around each word of the client that may name what she sets aside: its neighbours, its clause and the next, the question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codev_voice.method.clauses import Clause
from codev_voice.method.french_words import fold

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*['’]?")
_EDGE = "#"
_FAR, _NEAR = 3, 2
"""Words on each side that are looked at, alone and in pairs."""
_NEXT, _LAST, _ASKED = 6, 5, 8
"""Words of the next clause, the first ones; of the one before, and of the turn before, the last ones."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a turn, from `start` to `end`, without accents or capitals; `mark` is the sign between it and the word before."""

    text: str
    start: int
    end: int
    mark: str


def words_of(text: str) -> list[Word]:
    """The words of a turn; an article before an apostrophe is one."""
    found: list[Word] = []
    for word in _WORD.finditer(text):
        between = text[found[-1].end if found else 0 : word.start()].strip()
        found.append(Word(fold(word[0]), word.start(), word.end(), between[:1]))
    return found


def features(words: Sequence[Word], cut: Sequence[Clause], before: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The features of each word of a turn cut into clauses, by name: its own, and those of its clause, one value for all its words.

    `before` is what was said in the turn before.
    """
    owners = [next((at for at, clause in enumerate(cut) if clause.start <= word.start < clause.end), -1) for word in words]
    held: list[list[str]] = [[] for _ in cut]
    for word, owner in zip(words, owners, strict=True):
        if owner >= 0:
            held[owner].append(word.text)
    turn = (*(f"q {word}" for word in fold(before).split()[-_ASKED:]), f"turn {min(len(words) // 8, 4)}")
    shared = [(*_of_clause(held, at), *turn, f"clause {min(at, 4)}") for at in range(len(cut))]
    alone = (*turn, "clause -1")
    place = 0
    for at, owner in enumerate(owners):
        place = place + 1 if at and owner == owners[at - 1] else 0
        left = len(held[owner]) - place if owner >= 0 else -place
        own = (*_of_word(words, at), f"from start {min(place, 4)}", f"from end {min(left, 4)}")
        yield own, shared[owner] if owner >= 0 else alone


def _of_word(words: Sequence[Word], at: int) -> Iterator[str]:
    """The word, its ending, those around it, and the marks on both sides."""
    around = {by: words[at + by].text if 0 <= at + by < len(words) else _EDGE for by in range(-_FAR, _FAR + 1)}
    for by, word in around.items():
        yield f"w{by} {word}"
    for by in range(-_NEAR, _NEAR):
        yield f"p{by} {around[by]} {around[by + 1]}"
    yield f"t- {around[-3]} {around[-2]} {around[-1]}"
    yield f"t+ {around[1]} {around[2]} {around[3]}"
    word = around[0]
    left = words[at].mark if at else "<"
    right = words[at + 1].mark if at + 1 < len(words) else ">"
    yield f"e3 {word[-3:]}"
    yield f"e2 {word[-2:]}"
    yield f"b4 {word[:4]}"
    yield f"l {left}"
    yield f"r {right}"
    yield f"l {left} {around[-1]}"
    yield f"r {right} {around[1]}"
    yield f"lr {left} {right} {word[-2:]}"


def _of_clause(held: Sequence[Sequence[str]], at: int) -> Iterator[str]:
    """The words of a clause and of those around it."""
    here = held[at]
    after = held[at + 1][:_NEXT] if at + 1 < len(held) else []
    yield f"length {min(len(here), 8)}"
    yield f"opens {' '.join(here[:2])}"
    yield f"next opens {' '.join(after[:3])}"
    for word in here:
        yield f"c {word}"
    for pair in pairwise(here):
        yield f"cc {' '.join(pair)}"
    for word in after:
        yield f"n {word}"
    for pair in pairwise(after):
        yield f"nn {' '.join(pair)}"
    for word in held[at - 1][-_LAST:] if at else ():
        yield f"v {word}"
