"""Speech, overlaps and changes of one track while it comes: the last ten seconds are heard again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.live.voices_rolling import Rolling
from codev_voice.hearing.segmentation import CHUNK, FRAMES, STRIDE, Activity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.live.voices_ear import Ear

_SILENCE = 1e-4
"""Peak under which ten seconds hold nothing (a muted microphone, a pause): the network need not be asked."""


class RunningActivity:
    """One track's probabilities, frame by frame from the session's start; each is the weighted mean of the chunks that heard it."""

    def __init__(self, ear: Ear) -> None:
        import numpy as np

        self._ear = ear
        # The ends of a chunk lack context on one side.
        self._weight = np.hamming(FRAMES).astype(np.float32)
        self._heard = Rolling(4)
        self._power = Rolling(1)

    def listen(self, sound: NDArray[np.float32], start: int) -> None:
        """Hear the end of the track.

        Args:
            sound: at most ten seconds, which end now.
            start: frame at which they start.
        """
        import numpy as np

        frames = min(FRAMES, sound.size // STRIDE)
        heard = np.zeros((4, FRAMES), dtype=np.float32)
        heard[3] = self._weight
        if np.abs(sound).max(initial=0.0) >= _SILENCE:
            chunk = np.zeros(CHUNK, dtype=np.float32)
            chunk[: sound.size] = sound
            heard[:3] = self._weight * self._ear.activity(chunk)
        self._heard.add(start, heard[:, :frames])
        fresh = max(start, self._power.end)
        framed = sound[(fresh - start) * STRIDE : frames * STRIDE].reshape(-1, STRIDE)
        self._power.add(fresh, np.einsum("ij,ij->i", framed, framed)[None] / STRIDE)

    def between(self, first: int, last: int) -> Activity:
        """The frames from `first` to before `last`; those that are forgotten or not heard yet are silent."""
        import numpy as np

        heard = self._heard.between(first, last)
        return Activity(*(heard[:3] / np.maximum(heard[3], 1e-6)))

    def power(self, first: int, last: int) -> NDArray[np.float32]:
        """Mean square of the sound in each frame: (frames,)."""
        found: NDArray[np.float32] = self._power.between(first, last)[0]
        return found
