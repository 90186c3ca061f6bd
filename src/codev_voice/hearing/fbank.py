"""Mel filterbanks as Kaldi computes them: what CAM++ listens to.

Frames of 25 ms every 10 ms, mean removed, pre-emphasis 0.97, Povey window, power spectrum, 80 triangular filters on Kaldi's mel scale
from 20 Hz to 8 kHz, logarithm; no dither, no energy. Kaldi's own conventions (whole frames only, the previous sample of a frame's
first one is itself) are kept, so that the network hears what it was trained on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BINS = 80
STEP, LENGTH = 160, 400
"""Samples between two frames, and in each."""
_SPECTRUM = 512
_EMPHASIS = 0.97
_LOW, _HIGH = 20.0, RATE / 2
_FLOOR = 1.1920929e-07  # single precision's epsilon, as Kaldi
_BLOCK = 4_096  # frames computed at once: about 40 s, some 20 MB


@cache
def _window() -> NDArray[np.float32]:
    import numpy as np

    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(LENGTH) / (LENGTH - 1))
    return (hann**0.85).astype(np.float32)


@cache
def _filters() -> NDArray[np.float32]:
    """(bins of the spectrum, mel bins)."""
    import numpy as np

    def mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(1127.0 * np.log(1.0 + hertz / 700.0))

    low, high = mel(np.array([_LOW, _HIGH])).tolist()
    edges = np.linspace(low, high, BINS + 2)
    # Kaldi leaves the Nyquist bin out.
    bins = mel(np.arange(_SPECTRUM // 2) * RATE / _SPECTRUM)[:, None]
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (bins - left) / (centre - left), (right - bins) / (right - centre)
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)), dtype=np.float32)


def frames(samples: int) -> int:
    """How many whole frames this many samples hold."""
    return 0 if samples < LENGTH else 1 + (samples - LENGTH) // STEP


def fbank(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log mel filterbanks of 16 kHz sound: (frames, 80); frame i hears samples 160 i to 160 i + 400."""
    import numpy as np

    count = frames(sound.size)
    found = np.empty((count, BINS), dtype=np.float32)
    for at in range(0, count, _BLOCK):
        here = min(_BLOCK, count - at)
        piece = np.ascontiguousarray(sound[at * STEP : (at + here - 1) * STEP + LENGTH], dtype=np.float32)
        framed = np.lib.stride_tricks.sliding_window_view(piece, LENGTH)[::STEP]
        framed = framed - framed.mean(axis=1, keepdims=True)
        before = np.concatenate([framed[:, :1], framed[:, :-1]], axis=1)
        spectrum = np.fft.rfft((framed - _EMPHASIS * before) * _window(), _SPECTRUM)[:, :-1]
        power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
        found[at : at + here] = np.log(np.maximum(power @ _filters(), _FLOOR))
    return found
