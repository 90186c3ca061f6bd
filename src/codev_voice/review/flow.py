"""How speech goes from one to another: who spoke after whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from codev_voice.review.backchannel import back_channel
from codev_voice.session.values import Turn


def flow(turns: Sequence[Turn]) -> dict[tuple[str, str], int]:
    """How many times the second of two people spoke next after the first, back-channels excluded; a stranger breaks the chain."""
    counted: Counter[tuple[str, str]] = Counter()
    for before, after in pairwise(turn for turn in turns if not back_channel(turn)):
        if before.person and after.person and before.person != after.person:
            counted[before.person, after.person] += 1
    return dict(sorted(counted.items()))
