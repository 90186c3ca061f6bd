"""Blocks of two channels, as they come from the disk, laid on one clock and given out together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.sound.segments import CALL, MICRO
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.sound.segments import Block

    Samples = NDArray[np.float32]

PATIENCE = 0.6
"""Seconds a channel may be later than the other before it is taken for silent (a device lost, a reader late)."""
MOST = 30 * RATE
"""Samples given out at once at most."""


class Lanes:
    """What was laid and not yet given: float32 samples of each channel from one second on, silence where there was none."""

    def __init__(self, since: float, *, two_tracks: bool = False) -> None:
        """Nothing yet; the first sample given will be that of the second `since`. `two_tracks`: both are given even if one never comes."""
        import numpy as np

        self._from = round(since * RATE)
        expected = (MICRO, CALL) if two_tracks else ()
        self._lanes: dict[str, Samples] = {channel: np.zeros(0, dtype=np.float32) for channel in expected}
        self._ends: dict[str, int] = dict.fromkeys(expected, 0)

    def lay(self, blocks: Sequence[Block]) -> None:
        """Put blocks at their times; what comes too late for what was already given is left out."""
        import numpy as np

        for block in blocks:
            start = round(block.start * RATE) - self._from
            sound = block.samples[max(0, -start) :].astype(np.float32) / 32768
            at = max(0, start)
            if not sound.size:
                continue
            lane = self._lanes.get(block.channel, np.zeros(0, dtype=np.float32))
            if at + sound.size > lane.size:  # grown by halves: a minute late is not copied at every block
                lane = np.concatenate([lane, np.zeros(max(at + sound.size - lane.size, lane.size // 2, RATE), dtype=np.float32)])
            lane[at : at + sound.size] = sound
            self._lanes[block.channel] = lane
            self._ends[block.channel] = max(self._ends.get(block.channel, 0), at + sound.size)

    def take(self, *, all_of_it: bool = False, waiting: Collection[str] = ()) -> tuple[Samples | None, Samples] | None:
        """The next samples of the microphone and the call, both of one length; None when there is nothing new.

        With one channel only, it is given as the call, and the microphone is None.

        Args:
            all_of_it: nothing more will come.
            waiting: channels of which more lies on the disk: they are waited for, however far the other is.
        """
        import numpy as np

        if not self._ends:
            return None
        last = max(self._ends.values())
        ready = last if all_of_it else max(min(self._ends.values()), last - round(PATIENCE * RATE))
        ready = min(ready, MOST, *(self._ends.get(channel, 0) for channel in waiting))
        if ready <= 0:
            return None
        given = {}
        for channel, lane in self._lanes.items():
            here = lane[:ready]
            given[channel] = np.concatenate([here, np.zeros(ready - here.size, dtype=np.float32)])
            self._lanes[channel] = lane[ready:].copy()
        self._ends = {channel: end - ready for channel, end in self._ends.items()}
        self._from += ready
        if CALL not in given:
            return None, given[MICRO]
        return given.get(MICRO), given[CALL]
