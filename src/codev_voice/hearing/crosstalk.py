"""On which of two leaking tracks somebody speaks: the facilitator's microphone, or the call.

The call leaks into the microphone (loudspeakers, sometimes only 3 dB down) and each side into the other (stereo codecs at a low rate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.segmentation import SECONDS, STRIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SMOOTHING = 0.2
"""Seconds over which levels are compared: longer than the echo's delay, shorter than a word."""
_SILENCE = 1e-8
"""Power that no microphone goes under: what is quieter is as quiet."""


def level(sound: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Level in decibels of each segmentation frame, smoothed over 0.2 s: (frames,)."""
    import numpy as np

    padded = np.zeros(frames * STRIDE, dtype=np.float32)
    padded[: min(sound.size, padded.size)] = sound[: padded.size]
    framed = padded.reshape(frames, STRIDE)
    power = np.einsum("ij,ij->i", framed, framed) / STRIDE
    width = min(frames, max(1, round(_SMOOTHING / SECONDS)))
    smooth = np.convolve(power, np.ones(width) / width, mode="same")
    return np.asarray(10 * np.log10(smooth + _SILENCE), dtype=np.float32)


def louder(micro: NDArray[np.float32], call: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """How much louder the microphone is than the call in each frame, in decibels: (frames,)."""
    found: NDArray[np.float32] = level(micro, frames) - level(call, frames)
    return found
