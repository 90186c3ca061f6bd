"""Silero's voice activity detector on sound that keeps coming: the same probabilities as `hearing.speech`, a frame at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.speech import ENTER, FRAME, SECONDS, Detector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDING = 1e-6


class Vad:
    """Remembers, for each frame of 32 ms since the start, whether somebody spoke: a byte a frame, 170 kB for 90 minutes."""

    def __init__(self) -> None:
        import numpy as np

        self._detector = Detector()
        self._left = np.zeros(0, dtype=np.float32)
        self._spoken = bytearray()

    def feed(self, mono: NDArray[np.float32]) -> None:
        """Listen to the next samples, (any,), 16 kHz."""
        import numpy as np

        sound = np.concatenate([self._left, mono])
        whole = sound.size - sound.size % FRAME
        self._left = sound[whole:]
        if whole:
            heard = self._detector.hear(sound[:whole].reshape(-1, FRAME))
            self._spoken += bytes((heard >= ENTER).astype(np.uint8))

    def spoken(self, start: float, end: float) -> float:
        """Seconds of speech between two moments."""
        return sum(self._spoken[_frame(start) : _frame(end)]) * SECONDS

    def first(self, start: float, end: float) -> float | None:
        """When speech begins between two moments, None if nobody speaks."""
        at = self._spoken.find(1, _frame(start), _frame(end))
        return None if at < 0 else at * SECONDS

    def last(self, start: float, end: float) -> float | None:
        """When speech ends between two moments, None if nobody speaks."""
        at = self._spoken.rfind(1, _frame(start), _frame(end))
        return None if at < 0 else (at + 1) * SECONDS


def _frame(moment: float) -> int:
    """The frame a moment falls in; a moment that is a frame's end, but for rounding, is the start of the next."""
    return max(0, int(moment / SECONDS + _ROUNDING))
