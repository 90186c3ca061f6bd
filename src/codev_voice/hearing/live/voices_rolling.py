"""Rows of numbers by frame of which only the last two minutes are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.segmentation import STRIDE
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 120 * RATE // STRIDE
"""Frames kept (two minutes): as far back as words may lag behind the sound on a slow machine."""


class Rolling:
    """Frames are numbered from the session's start; those before `first` are forgotten, and read as zeros."""

    def __init__(self, rows: int) -> None:
        import numpy as np

        self._values = np.zeros((rows, 0), dtype=np.float32)
        self.first = 0

    @property
    def end(self) -> int:
        """The frame after the last."""
        return self.first + self._values.shape[1]

    def add(self, start: int, values: NDArray[np.float32]) -> None:
        """Add these values, (rows, frames), to the frames from `start` on, which begin as zeros."""
        import numpy as np

        end = start + values.shape[1]
        if end > self.end:
            rows = len(self._values)
            longer = np.concatenate([self._values, np.zeros((rows, end - self.end), dtype=np.float32)], axis=1)
            self.first += max(0, longer.shape[1] - KEPT)
            self._values = longer[:, -KEPT:].copy()
        skipped = max(0, self.first - start)
        self._values[:, start + skipped - self.first : end - self.first] += values[:, skipped:]

    def between(self, first: int, last: int) -> NDArray[np.float32]:
        """The frames from `first` to before `last`: (rows, frames)."""
        import numpy as np

        found = np.zeros((len(self._values), max(0, last - first)), dtype=np.float32)
        low, high = max(first, self.first), min(last, self.end)
        if low < high:
            found[:, low - first : high - first] = self._values[:, low - self.first : high - self.first]
        return found
