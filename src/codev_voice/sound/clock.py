"""When each block of a stream was said: samples are counted, and the count is held to the wall clock.

A sound card's clock drifts from the computer's by some hundredths of a percent; a computer sleeps; a sound server stalls. Small
differences are taken back little by little, in both directions; a stream that is suddenly late has lost sound: that is a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

from codev_voice.sound.tracks import RATE

JUMP = 0.3
"""Seconds late from which sound was lost."""
DEAD = 0.02
"""Seconds of difference that are left as they are: blocks do not arrive like clockwork."""
SLEW = 0.005
"""Most that a block may be moved, as a share of its length."""
LEAK = 0.0005
"""Seconds by which the least lateness seen is let grow at each block: a stream that has become slower is noticed in some seconds."""


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
        self._late = 0.0

    def place(self, arrived: float, size: int, *, waited: bool) -> Placed:
        """Where a block of `size` samples begins, that was read at `arrived`.

        Args:
            arrived: seconds from the session's start.
            size: samples.
            waited: whether one had to wait for it: a block that lay ready was only read late.
        """
        length = size / RATE
        if self._next is None:
            start = max(arrived - length, self._not_before)
            self._next = start + length
            return Placed(start)
        late = 0.0 if self._exact else arrived - length - self._next
        gap = 0.0
        if late > JUMP and waited:
            gap, self._late = late, 0.0
        else:
            # The least late blocks tell the drift: the others were only slow to arrive.
            self._late = min(late, self._late + LEAK * waited)
            if abs(self._late) > DEAD:
                step = max(-SLEW * length, min(SLEW * length, self._late))
                self._next += step
                self._late -= step
        start = self._next + gap
        self._next = start + length
        return Placed(start, gap)
