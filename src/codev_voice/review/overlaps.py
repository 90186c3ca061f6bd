"""Overlaps and cut-offs: on a video call latency makes false ones, so that a few are not told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from codev_voice.review.backchannel import back_channel
from codev_voice.session.values import Turn

LEAST = 5
LONG = 2.0  # seconds from which a turn can be cut
CUT = 1.0  # seconds after another's start within which a turn is stopped
RESUMED = 5.0  # seconds within which it is taken up again


def collisions(turns: Sequence[Turn]) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """The turns spoken over and the turns cut (positions), back-channels excluded; None each when there are too few to mean anything."""
    spoken = [turn for turn in turns if not back_channel(turn)]
    over, cut = [], []
    for at, (before, after) in enumerate(pairwise(spoken)):
        if before.voice == after.voice or after.start >= before.end:
            continue
        over.append(before.index)
        following = spoken[at + 2 : at + 4]
        if _stopped(before, after) and not any(one.voice == before.voice and one.start - before.end < RESUMED for one in following):
            cut.append(before.index)
    return _told(over), _told(cut)


def _stopped(before: Turn, after: Turn) -> bool:
    finished = before.text.rstrip(' »"').endswith((".", "!", "?"))
    return before.duration >= LONG and before.end <= after.start + CUT and not finished


def _told(turns: Sequence[int]) -> tuple[int, ...] | None:
    return tuple(turns) if len(turns) >= LEAST else None
