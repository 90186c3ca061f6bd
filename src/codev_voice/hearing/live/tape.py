"""The sound a listener still needs: the mix of the tracks since some second, and where somebody speaks in the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.live.vad import Vad
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Tape:
    """Grows at one end and is forgotten at the other; times in seconds of the session."""

    def __init__(self, start: float = 0.0) -> None:
        """Nothing yet; the first sample fed is that of the second `start`."""
        import numpy as np

        self._vad = Vad()
        self._start = start
        self._first = round(start * RATE)
        self._sound = np.zeros(0, dtype=np.float32)

    @property
    def end(self) -> float:
        """Up to when there is sound."""
        return (self._first + self._sound.size) / RATE

    def feed(self, mono: NDArray[np.float32]) -> None:
        """Add the next samples, 16 kHz."""
        import numpy as np

        self._vad.feed(mono)
        self._sound = np.concatenate([self._sound, mono])

    def forget(self, before: float) -> None:
        """Let go of the sound before this second."""
        gone = min(max(0, int(before * RATE) - self._first), self._sound.size)
        self._sound = self._sound[gone:].copy()
        self._first += gone

    def mono(self, start: float, end: float) -> NDArray[np.float32]:
        """The mix between two moments, as far as it is still there."""
        return self._sound[max(0, round(start * RATE) - self._first) : max(0, round(end * RATE) - self._first)]

    def spoken(self, start: float, end: float) -> float:
        """Seconds of speech between two moments."""
        return self._vad.spoken(start - self._start, end - self._start)

    def first(self, start: float, end: float) -> float | None:
        """When speech begins between two moments, None if nobody speaks."""
        return self._moment(self._vad.first(start - self._start, end - self._start))

    def last(self, start: float, end: float) -> float | None:
        """When speech ends between two moments, None if nobody speaks."""
        return self._moment(self._vad.last(start - self._start, end - self._start))

    def _moment(self, since: float | None) -> float | None:
        return None if since is None else since + self._start
