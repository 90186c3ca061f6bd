"""The samples of a session: one mixed track, and the two it was mixed from when they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of every track."""


@dataclass(frozen=True)
class Tracks:
    """Sound at 16 kHz, float32 between -1 and 1, all tracks of one length and starting together.

    `mono` is always there. `micro` (the facilitator's microphone) and `call` (everybody else) come together or not at all.
    `missing` is how many seconds the file announces beyond what could be read: more than 0 only for a damaged file of which most
    could be read.
    """

    mono: NDArray[np.float32]
    micro: NDArray[np.float32] | None = None
    call: NDArray[np.float32] | None = None
    missing: float = 0.0

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.mono.size / RATE
