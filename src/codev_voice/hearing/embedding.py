"""What each moment's voice sounds like: CAM++ embeddings of short overlapping windows of the speech.

Embeddings are biometric data: they live in memory while a recording is heard, and are written nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.hearing.fbank import BINS, LENGTH, STEP, fbank, frames
from codev_voice.session.progress import Progress, silent
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 192
WINDOW, HOP = 148, 50
"""Filterbank frames of a window (1.5 s) and between two windows (0.5 s)."""
SHORTEST = 20
"""Filterbank frames the network needs to say anything (0.2 s)."""
_BATCH = 16


@dataclass(frozen=True)
class Windows:
    """Windows in order: `starts` and `ends` in seconds, (windows,); `vectors` of length one, (windows, 192)."""

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    vectors: NDArray[np.float32]

    @property
    def count(self) -> int:
        """Number of windows."""
        return int(self.starts.size)


def places(count: int) -> list[tuple[int, int]]:
    """Windows, as (first, last + 1), that cover a stretch of `count` filterbank frames; one shorter when the stretch is."""
    if count < SHORTEST:
        return []
    if count <= WINDOW:
        return [(0, count)]
    firsts = [*range(0, count - WINDOW, HOP), count - WINDOW]
    return [(first, first + WINDOW) for first in firsts]


def embed(sound: NDArray[np.float32], spans: Sequence[tuple[float, float]], *, threads: int = 2, progress: Progress = silent) -> Windows:
    """Embed windows of 1.5 s every 0.5 s inside spans of 16 kHz sound.

    Args:
        sound: (samples,).
        spans: (start, end) in seconds, in order; those under 0.2 s give no window.
        threads: processor threads the network may take.
        progress: told how far it is.

    Raises:
        WeightsError: the network does not lie on this machine.
    """
    import numpy as np

    from codev_voice.hearing.networks import network

    model = network("voices/campplus.onnx", threads)
    starts: list[float] = []
    ends: list[float] = []
    vectors: list[NDArray[np.float32]] = []
    total = sum(end - start for start, end in spans) or 1.0
    done = 0.0
    for start, end in spans:
        first, last = int(start * RATE), min(int(end * RATE), sound.size)
        where = places(frames(last - first))
        if where:
            mels = fbank(sound[first:last])
            width = where[0][1] - where[0][0]
            for at in range(0, len(where), _BATCH):
                batch = np.empty((len(where[at : at + _BATCH]), width, BINS), dtype=np.float32)
                for row, (low, high) in zip(batch, where[at : at + _BATCH], strict=True):
                    row[:] = mels[low:high]
                vectors.extend(unit(model({"mels": batch - batch.mean(axis=1, keepdims=True)})))
            starts += [(first + low * STEP) / RATE for low, _ in where]
            ends += [(first + (high - 1) * STEP + LENGTH) / RATE for _, high in where]
        done += end - start
        progress("Écoute des voix", min(1.0, done / total))
    return Windows(np.array(starts), np.array(ends), np.array(vectors, dtype=np.float32).reshape(-1, DIMENSIONS))


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same vectors, each of length one; (…, dimensions)."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
