"""Carry the brackets of a contribution over to what a recogniser wrote of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

ALIKE = 0.6
"""What the whole must keep of its letters in order (0 to 1)."""
WORDS = 0.5
"""What it must keep of its words."""
CLAUSE_ALIKE, CLAUSE_WORDS = 0.75, 0.7
"""The same of a departing clause: with less, it may not depart any more."""
FRINGE = 2
"""Words at each end that may come from the clip before or after."""
_EDGE = re.compile(r"[\s,.;:?!…]*$")


def alike(said: str, heard: str, *, letters: float, words: float) -> bool:
    """Whether what was heard keeps these shares of the letters and of the words of what was said, in order."""
    one, other = _letters(said)[0], _letters(heard)[0]
    kept = LCSseq.similarity(one.split(), other.split())
    return fuzz.ratio(one, other) >= 100 * letters and kept >= words * len(one.split())


def trimmed(text: str, heard: str) -> str:
    """What was heard without the words at its ends, `FRINGE` at most, that were said before or after this text."""
    words = heard.split()
    said = _letters(text)[0]
    cuts = [(first, last) for first in range(FRINGE + 1) for last in range(FRINGE + 1) if first + last < len(words)]
    kept = [" ".join(words[first : len(words) - last]) for first, last in cuts]
    return max(kept, key=lambda each: fuzz.ratio(said, _letters(each)[0]), default="")


def carried(text: str, acts: Sequence[tuple[str, str]], heard: str) -> str | None:
    """What was heard with the brackets of what was said, or None where it is too far from it or a clause cannot be placed.

    Letters are aligned; a heard word is in a clause when most of its letters come from there.
    """
    words = trimmed(text, heard).split()
    if not words or not alike(text, " ".join(words), letters=ALIKE, words=WORDS):
        return None
    spans = []
    for kind, clause in acts:
        found = _placed(text, clause, words)
        if found is None:
            return None
        spans.append((*found, kind))
    spans.sort()
    if any(one[1] >= other[0] for one, other in pairwise(spans)):
        return None
    for first, last, kind in reversed(spans):
        inside = " ".join(words[first : last + 1])
        edge = _EDGE.search(inside)
        bare = inside[: edge.start()] if edge else inside
        words[first : last + 1] = [f"[{kind}: {bare}]{inside[len(bare) :]}"]
    return " ".join(words)


def _placed(text: str, clause: str, words: Sequence[str]) -> tuple[int, int] | None:
    """The first and last of the heard words that come from the clause."""
    start = text.find(clause)
    said, places = _letters(text)
    within = [start <= place < start + len(clause) for place in places]
    heard = ""
    owners: list[int] = []
    for number, word in enumerate(words):
        letters = _letters(word)[0]
        heard += (" " if heard else "") + letters
        owners += [number] * (len(heard) - len(owners))
    votes = [0] * len(words)
    for step in Levenshtein.opcodes(said, heard):
        if step.tag in ("equal", "replace"):
            for offset in range(step.dest_end - step.dest_start):
                votes[owners[step.dest_start + offset]] += 1 if within[step.src_start + offset] else -1
    inside = [number for number, vote in enumerate(votes) if vote > 0]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    enough = alike(clause, " ".join(words[first : last + 1]), letters=CLAUSE_ALIKE, words=CLAUSE_WORDS)
    return (first, last) if enough else None


def _letters(text: str) -> tuple[str, list[int]]:
    """Lower-case letters and digits without accents, one space for anything between, and where in the text each stands."""
    kept: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text.lower()):
        plain = unicodedata.normalize("NFKD", letter.replace("œ", "oe"))
        bare = [each for each in plain if each.isalnum()]
        if not bare and kept and kept[-1] != " ":
            bare = [" "]
        kept += bare
        places += [place] * len(bare)
    if kept and kept[-1] == " ":
        kept.pop()
        places.pop()
    return "".join(kept), places
