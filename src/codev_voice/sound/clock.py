"""When each block of a stream was said: samples are counted, and the count is held to the wall clock.

A sound card's clock drifts from the computer's by some hundredths of a percent; a computer sleeps; a busy one reads late what lies
ready. Blocks arrive late for many reasons, but never early: the least late of some seconds tell how far the count is off. Small
differences are taken back little by little, in both directions; when even the least late are late, sound was lost, and that is a gap.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from codev_voice.sound.tracks import RATE

JUMP = 0.3
"""Seconds late from which sound was lost."""
DEAD = 0.02
"""Seconds of difference that are left as they are."""
WINDOW = 4.0
"""Seconds over which the least late block is looked for: a machine that is busy for so long is taken to lose sound."""
HOLE = 0.5
"""Seconds without a block after which the looking begins anew: those that lay ready meanwhile are all late."""
SLEW, FAST, FAR = 0.005, 0.02, 0.1
"""Most that a block may be moved, as a share of its length, and the same beyond `FAR` seconds (an opening on a busy machine)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block begins at `start` (seconds from the session's start), after `gap` seconds of lost sound."""

    start: float
    gap: float = 0.0


class Clock:
    """Places the blocks of one stream, from its opening to its end."""

    def __init__(self, *, not_before: float = 0.0, exact: float | None = None) -> None:
        """Begin a stream.

        Args:
            not_before: where the channel's sound already reaches; a new stream does not go back behind it.
            exact: where the stream begins, when it has a time of its own (a recording): samples alone are counted then.
        """
        self._not_before = not_before
        self._exact = exact is not None
        self._next = exact
        self._moved = 0.0
        self._seen: deque[tuple[float, float]] = deque()
        self._apart: float | None = None

    def place(self, arrived: float, steady: float, size: int) -> Placed:
        """Where a block of `size` samples begins.

        Args:
            arrived: when it was read, seconds from the session's start by the wall clock.
            steady: the same moment by a clock that nobody sets and that stands still while the machine sleeps, in seconds.
            size: samples.
        """
        length = size / RATE
        if self._next is None:
            self._next = max(arrived - length, self._not_before)
        gap = 0.0 if self._exact else self._correct(arrived - length - self._next, steady, arrived - steady, length)
        start = self._next
        self._next = start + length
        return Placed(start, gap)

    def _correct(self, late: float, steady: float, apart: float, length: float) -> float:
        """Move the count by what it is off; returns the sound that was lost."""
        assert self._next is not None  # noqa: S101 - set before
        slept = self._apart is not None and apart - self._apart > JUMP
        self._apart = apart
        if self._seen and steady - self._seen[-1][0] > HOLE:
            self._seen.clear()
        self._seen.append((steady, late + self._moved))
        whole = steady - self._seen[0][0] >= WINDOW
        while steady - self._seen[0][0] > WINDOW:
            self._seen.popleft()
        off = late if slept else min(seen for _, seen in self._seen) - self._moved
        if slept or (whole and off > JUMP):
            self._next += off
            self._seen.clear()
            return off
        if whole and abs(off) > DEAD:
            most = length * (FAST if abs(off) > FAR else SLEW)
            step = max(-most, min(most, off))
            self._next += step
            self._moved += step
        return 0.0
