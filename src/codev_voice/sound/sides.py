"""Do the two channels of a file hold two different sounds: the facilitator's microphone and the call?

Call programs and recorders often write a stereo file whose channels are copies of each other, or a room heard by two microphones:
such a file is one track. Two tracks are known by their levels: on some of the sound the left is far louder (she speaks),
on some the right has a sound of its own (the others do). A leak of one side into the other, by a loudspeaker or by a codec that
joins stereo at a low rate, narrows the difference but does not take it away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME = 1_600
"""Samples of the frames that are compared (0.1 s at 16 kHz)."""
AUDIBLE = 10 ** (-50 / 20)
"""Root mean square, full scale 1, below which a frame is taken for silence: -50 dB."""
APART = 9.0
"""Decibels between the sides from which a frame belongs to the louder one: a room heard by two microphones gives fewer."""
SHARE = 0.02
"""Share of the audible frames each side must hold alone: a facilitator says at least that much."""


def levels(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Root mean square of each whole frame of `samples`."""
    import numpy as np

    count = samples.size // FRAME
    frames = samples[: count * FRAME].reshape(count, FRAME)
    energy: NDArray[np.float64] = np.einsum("ij,ij->i", frames, frames, dtype=np.float64)
    return np.sqrt(energy / FRAME)


def differ(left: NDArray[np.float32], right: NDArray[np.float32]) -> bool:
    """Whether these channels are two tracks (left alone sometimes, right alone sometimes)."""
    import numpy as np

    of_left, of_right = levels(left), levels(right)
    audible = np.maximum(of_left, of_right) > AUDIBLE
    if not audible.any():
        return False
    gap = 20 * np.log10(np.maximum(of_left[audible], 1e-6) / np.maximum(of_right[audible], 1e-6))
    return bool(np.mean(gap > APART) >= SHARE and np.mean(gap < -APART) >= SHARE)
