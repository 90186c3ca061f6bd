"""What a device gives at its own rate, with its own channels, as 16 kHz and one channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Resampler:
    """Keeps its filter from one call to the next: no click where blocks meet."""

    def __init__(self, rate: int, channels: int) -> None:
        """`rate`: samples a second of what will come."""
        from av.audio.resampler import AudioResampler

        self._rate, self._channels = rate, channels
        self._resampler = AudioResampler(format="s16", layout="mono", rate=RATE)

    def feed(self, data: bytes) -> bytes:
        """Raw int16 of all channels, interleaved; returns raw int16 of one channel, at 16 kHz (some samples later)."""
        import numpy as np
        from av.audio.frame import AudioFrame

        samples: NDArray[np.int16] = np.frombuffer(data, dtype="<i2")
        # More than two channels are averaged here: their layout is not known.
        mono = samples.reshape(-1, self._channels).mean(axis=1).astype(np.int16).reshape(1, -1)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(mono), format="s16", layout="mono")
        frame.sample_rate = self._rate
        return b"".join(block.to_ndarray().astype("<i2").tobytes() for block in self._resampler.resample(frame))
