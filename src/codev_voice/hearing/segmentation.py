"""Where there is speech, where two speak at once, where the voice changes: pyannote's segmentation network, run over the whole sound.

The network hears ten seconds and gives, for each frame, the probability of every set of at most two among three local voices (Plaquet
and Bredin, "Powerset multi-class cross entropy loss for neural speaker diarization", Interspeech 2023). Local voices have no identity
from one chunk to the next, so only what needs none is kept: speech, overlap, change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.session.progress import Progress, silent
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK, FRAMES = 10 * RATE, 589
"""Samples the network hears at once, and frames it gives of them."""
STRIDE = 270
"""Samples between two frames."""
SECONDS = STRIDE / RATE
"""Seconds between two frames."""
_OFFSET = (991 - STRIDE) / 2 / RATE  # a frame hears 991 samples: the stretch it speaks of lies in their middle
_HOP = 119  # frames between two chunks, about two seconds
_BATCH = 8
_SETS = ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2))  # the local voices of each class
_LAG = 12  # frames, 0.2 s: on both sides of a change


@dataclass(frozen=True)
class Activity:
    """Three probabilities for each frame, each (frames,): somebody speaks, two speak, the voice changes around here."""

    speech: NDArray[np.float32]
    overlap: NDArray[np.float32]
    change: NDArray[np.float32]

    @property
    def frames(self) -> int:
        """Number of frames."""
        return int(self.speech.size)


def seconds(frame: int) -> float:
    """When this frame starts."""
    return frame * SECONDS + _OFFSET if frame else 0.0


def segment(sound: NDArray[np.float32], *, threads: int = 2, progress: Progress = silent) -> Activity:
    """Listen to 16 kHz sound by overlapping chunks, each frame the weighted mean of those that hear it.

    Raises:
        WeightsError: the network does not lie on this machine.
    """
    import numpy as np

    from codev_voice.hearing.networks import network

    model = network("voices/segmentation-3.0.onnx", threads)
    frames = max(1, -(-sound.size // STRIDE))
    starts = range(0, max(1, frames - FRAMES + _HOP), _HOP)
    totals = np.zeros((3, starts[-1] + FRAMES), dtype=np.float32)
    weights = np.zeros(totals.shape[1], dtype=np.float32)
    # The ends of a chunk lack context on one side.
    weight = np.hamming(FRAMES).astype(np.float32)
    for at in range(0, len(starts), _BATCH):
        batch = starts[at : at + _BATCH]
        chunks = np.zeros((len(batch), 1, CHUNK), dtype=np.float32)
        for chunk, start in zip(chunks, batch, strict=True):
            heard = sound[start * STRIDE : start * STRIDE + CHUNK]
            chunk[0, : heard.size] = heard
        for start, classes in zip(batch, np.exp(model({"sound": chunks})), strict=True):
            totals[:, start : start + FRAMES] += weight * curves(classes)
            weights[start : start + FRAMES] += weight
        progress("Repérage de la parole", min(1.0, (at + len(batch)) / len(starts)))
    speech, overlap, change = (totals / weights)[:, :frames]
    return Activity(speech, overlap, change)


def curves(classes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Speech, overlap and change of one chunk, (3, frames), from the probabilities of the powerset classes, (frames, 7)."""
    import numpy as np

    voices = np.array([[voice in members for voice in range(3)] for members in _SETS], dtype=np.float32)
    active = classes @ voices
    change = np.zeros(len(classes), dtype=np.float32)
    change[_LAG:-_LAG] = np.abs(active[2 * _LAG :] - active[: -2 * _LAG]).max(axis=1)
    return np.stack([1 - classes[:, 0], classes[:, 4:].sum(axis=1), change])


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches where the mask holds, as (first, last + 1)."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def stretches(
    probability: NDArray[np.float32], *, enter: float = 0.5, leave: float = 0.5, pause: float = 0.0, shortest: float = 0.0
) -> list[tuple[int, int]]:
    """Stretches of frames where a probability goes above `enter`, as far as it stays above `leave`.

    Args:
        probability: (frames,).
        enter: what a stretch must reach once.
        leave: what it must keep.
        pause: seconds of a hole that is filled.
        shortest: seconds under which what remains is dropped.
    """
    kept = [(first, last) for first, last in runs(probability > leave) if probability[first:last].max() > enter]
    joined: list[tuple[int, int]] = []
    for first, last in kept:
        if joined and (first - joined[-1][1]) * SECONDS <= pause:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return [(first, last) for first, last in joined if (last - first) * SECONDS >= shortest]
