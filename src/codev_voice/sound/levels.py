"""How loud a stretch of sound is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPAN = RATE // 5
"""Samples a level is measured over (200 ms)."""
SILENCE = -100.0
"""dBFS said of digital silence, which has none."""
FULL_SCALE = 32_767


@dataclass(frozen=True, slots=True)
class Loudness:
    """dBFS of the whole and of the highest sample; `clipped` is the share of samples at full scale (0 to 1)."""

    db: float
    peak_db: float
    clipped: float


def loudness(samples: NDArray[np.int16]) -> Loudness:
    """How loud these samples are."""
    import numpy as np

    if not samples.size:
        return Loudness(SILENCE, SILENCE, 0.0)
    heights = np.abs(samples.astype(np.float64))
    return Loudness(_decibels(float(np.sqrt(np.mean(heights**2)))), _decibels(float(heights.max())), float(np.mean(heights >= FULL_SCALE)))


class Meter:
    """Takes sound as it comes, and tells a level each 200 ms of it."""

    def __init__(self) -> None:
        """Nothing heard yet."""
        self._blocks: list[NDArray[np.int16]] = []
        self._size = 0

    def add(self, samples: NDArray[np.int16]) -> Loudness | None:
        """The level of the last 200 ms or a little more, when they are complete."""
        import numpy as np

        self._blocks.append(samples)
        self._size += samples.size
        if self._size < SPAN:
            return None
        whole = np.concatenate(self._blocks)
        self._blocks, self._size = [], 0
        return loudness(whole)


def _decibels(height: float) -> float:
    import math

    return round(max(20 * math.log10(height / FULL_SCALE), SILENCE), 1) if height else SILENCE
