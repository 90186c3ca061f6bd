"""The two networks that voices are heard with, loaded once for a session: segmentation of ten seconds, embedding of a short piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from codev_voice.hearing.embedding import DIMENSIONS, unit
from codev_voice.hearing.fbank import fbank
from codev_voice.hearing.segmentation import curves

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Ear(Protocol):
    """What hears: the bundled networks, or what stands for them in a test."""

    def activity(self, chunk: NDArray[np.float32]) -> NDArray[np.float32]:
        """Speech, overlap and change in ten seconds of 16 kHz sound: (3, 589)."""
        ...

    def vectors(self, pieces: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """An embedding of length one of each piece of 16 kHz sound (0.2 s at least): (pieces, 192)."""
        ...


class Networks:
    """The bundled networks.

    Raises:
        WeightsError: a network does not lie on this machine.
    """

    def __init__(self, threads: int) -> None:
        from codev_voice.hearing.networks import network

        self._segmentation = network("voices/segmentation-3.0.onnx", threads)
        self._embedding = network("voices/campplus.onnx", threads)

    def activity(self, chunk: NDArray[np.float32]) -> NDArray[np.float32]:
        """Speech, overlap and change in ten seconds of 16 kHz sound: (3, 589)."""
        import numpy as np

        return curves(np.exp(self._segmentation({"sound": chunk[None, None]}))[0])

    def vectors(self, pieces: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """An embedding of length one of each piece of 16 kHz sound (0.2 s at least): (pieces, 192)."""
        import numpy as np

        found = np.empty((len(pieces), DIMENSIONS), dtype=np.float32)
        mels = [fbank(piece) for piece in pieces]
        for length in {len(mel) for mel in mels}:
            places = [place for place, mel in enumerate(mels) if len(mel) == length]
            batch = np.stack([mels[place] for place in places])
            found[places] = unit(self._embedding({"mels": batch - batch.mean(axis=1, keepdims=True)}))
        return found
