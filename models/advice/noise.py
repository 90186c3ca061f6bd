"""What talk adds to words: some said twice or cut short, fillers, an opening and an ending. Used while learning only.

The hands write how people talk, not everything a transcriber or a recogniser leaves in; here chance adds it, and the labels follow
their words.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

OPENINGS = (
    *("ben", "bon", "ah", "oui", "ouais", "mais", "enfin", "euh", "alors", "non", "hein", "voilà"),
    *("non mais", "ah oui", "oh ben", "bon ben", "ouais ouais", "et puis", "mais enfin", "oui mais", "ah non", "mais tu sais"),
)
FILLERS = ("euh", "hein", "enfin", "quoi", "bon", "euh euh", "ouais", "si tu veux", "voilà", "hm")
ENDINGS = ("hein", "quoi", "enfin bon", "euh", "voilà", "hein ouais", "et puis voilà", "bon", "non", "enfin je sais pas")
OPENED, ENDED = 0.4, 0.3
"""How often words are given an opening and an ending."""
LEVELS = (0.03, 0.08, 0.14)
"""How often a short word is said twice, in a tidy, an ordinary and a messy mouth; words are cut and fillers said in proportion."""
CUT, FILLED = 0.3, 0.5
TWICE, LONG = 4, 6
"""Words of so many letters at most are said twice, of so many at least are cut."""
Label = TypeVar("Label")


def troubled(
    words: Sequence[tuple[str, Label]],
    draw: random.Random,
    outside: Label,
    openings: Sequence[str] = OPENINGS,
    endings: Sequence[str] = ENDINGS,
) -> list[tuple[str, Label]]:
    """Labelled words with what talk adds; a filler has the label of the words on both sides, else `outside`."""
    level = draw.choice(LEVELS)
    found = [(word, outside) for word in draw.choice(openings).split()] if draw.random() < OPENED else []
    for at, (word, label) in enumerate(words):
        if len(word) <= TWICE and word.isalpha() and draw.random() < level:
            found.append((word, label))
        elif len(word) >= LONG and word.isalpha() and draw.random() < level * CUT:
            found.append((word[: draw.randint(2, 4)] + "-", label))
        found.append((word, label))
        if draw.random() < level * FILLED:
            follows = words[at + 1][1] if at + 1 < len(words) else outside
            found += [(filler, label if label == follows else outside) for filler in draw.choice(FILLERS).split()]
    return found + ([(word, outside) for word in draw.choice(endings).split()] if draw.random() < ENDED else [])
