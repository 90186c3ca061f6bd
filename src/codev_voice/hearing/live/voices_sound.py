"""What is heard of the tracks while they come: activity, where the facilitator speaks, windows of the call to tell voices by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.hearing.live.voices_activity import RunningActivity
from codev_voice.hearing.segmentation import CHUNK, SECONDS, STRIDE, Activity, seconds
from codev_voice.hearing.voices import CALL_BELOW, DOUBT, EDGE, MICRO_ABOVE, PHRASE, closed, spoken
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.live.voices_ear import Ear

    Span = tuple[float, float]

STEP, LONGEST_STEP = 1.0, 4.0
"""Seconds of new sound that are listened to at once; more when much waits."""
FRESH = 0.3
"""Seconds before now that lack what follows: not looked at yet."""
WINDOW, HOP = 1.5, 0.5
"""Seconds of a window, and between two."""
LEAST = 0.25
"""Seconds under which a window says nothing."""
_SMOOTHING = 0.2
"""Seconds over which levels are compared: longer than the echo's delay, shorter than a word."""
_SILENCE = 1e-8
"""Power that no microphone goes under."""


@dataclass(frozen=True)
class Cut:
    """Windows of one moment: those that are over, whether each holds one voice, and the end of the speech that goes on."""

    spans: tuple[Span, ...]
    pure: tuple[bool, ...]
    going: tuple[Span, ...]


class RunningSound:
    """The last ten seconds of the tracks, and two minutes of what was heard in them. Frames and seconds are the session's."""

    def __init__(self, ear: Ear, *, two_tracks: bool) -> None:
        import numpy as np

        self._call = RunningActivity(ear)
        self._micro = RunningActivity(ear) if two_tracks else None
        self._sound = np.zeros((2 if two_tracks else 1, 0), dtype=np.float32)
        self._first = 0
        self._listened = 0
        # Windows start from `_next` on, and speech before `_covered` lies in one.
        self._next = self._covered = 0.0

    @property
    def waiting(self) -> float:
        """Seconds that were fed and not listened to."""
        return (self._first + self._sound.shape[1] - self._listened) / RATE

    @property
    def last(self) -> int:
        """The frame up to which what was heard can be trusted."""
        return max(0, self._listened // STRIDE - round(FRESH / SECONDS))

    def feed(self, call: NDArray[np.float32], micro: NDArray[np.float32] | None) -> None:
        """Add samples, 16 kHz, of one length; a microphone that is not given is silent."""
        import numpy as np

        tracks = [call] if self._micro is None else [call, np.zeros_like(call) if micro is None else micro]
        self._sound = np.concatenate([self._sound, np.stack(tracks)], axis=1)

    def listen(self) -> None:
        """Listen to what waits, at most four seconds of it."""
        self._listened = min(self._first + self._sound.shape[1], self._listened + round(LONGEST_STEP * RATE))
        start = max(0, -(-(self._listened - CHUNK) // STRIDE))
        self._sound = self._sound[:, max(0, start * STRIDE - self._first) :].copy()
        self._first = max(self._first, start * STRIDE)
        heard = self._sound[:, : self._listened - self._first]
        self._call.listen(heard[0], start)
        if self._micro is not None:
            self._micro.listen(heard[1], start)

    def activity(self, first: int, last: int) -> tuple[Activity, NDArray[np.bool_]]:
        """The call's activity, and where the facilitator speaks, in the frames from `first` to before `last`."""
        import numpy as np

        theirs = self._call.between(first, last)
        hers = np.zeros(last - first, dtype=np.bool_)
        if self._micro is None:
            return theirs, hers
        above = _decibels(self._micro.power(first, last)) - _decibels(self._call.power(first, last))
        mine = self._micro.between(first, last)
        for low, high in spoken(np.where(above > MICRO_ABOVE, mine.speech, 0)):
            hers[low:high] = True
        kept = np.where(above < CALL_BELOW, theirs.speech, 0)
        return Activity(kept, np.where(kept > 0, theirs.overlap, 0), theirs.change), hers

    def cut(self) -> Cut:
        """The windows of the call's speech that are over since the last time."""
        import numpy as np

        # As far back as there is sound.
        first = max(0, self.last - round((CHUNK / RATE - FRESH - 0.1) / SECONDS))
        activity, _ = self.activity(first, self.last)
        spans: list[Span] = []
        going: list[Span] = []
        for low, high in closed(spoken(activity.speech), PHRASE):
            start, end = seconds(first + low), seconds(first + high)
            spans += self._whole(start, end)
            if end - max(start, self._covered) < LEAST:
                continue
            rest = (max(start, end - WINDOW), end)
            if (self.last - first - high) * SECONDS < PHRASE:
                going.append(rest)
            else:
                spans.append(rest)
                self._next = self._covered = end
        doubt = np.maximum(activity.change, activity.overlap)
        # The ends of a window may touch a silence, which is a change too.
        bounds = [(int((start + EDGE) / SECONDS) - first, int((end - EDGE) / SECONDS) - first) for start, end in spans]
        pure = [bool(doubt[max(0, low) : max(high, low + 1)].max(initial=0) < DOUBT) for low, high in bounds]
        return Cut(tuple(spans), tuple(pure), tuple(going))

    def pieces(self, spans: Sequence[Span]) -> list[NDArray[np.float32]]:
        """The call's sound in windows that were just cut."""
        call = self._sound[0]
        return [call[max(0, int(start * RATE) - self._first) : int(end * RATE) - self._first] for start, end in spans]

    def _whole(self, start: float, end: float) -> Iterator[Span]:
        """The whole windows that a stretch holds beyond those cut before."""
        at = max(start, self._next)
        while at + WINDOW <= end:
            yield at, at + WINDOW
            self._next, self._covered = at + HOP, at + WINDOW
            at += HOP


def _decibels(power: NDArray[np.float32]) -> NDArray[np.float32]:
    """Level of each frame, smoothed over 0.2 s."""
    import numpy as np

    width = round(_SMOOTHING / SECONDS)
    smooth = np.convolve(power, np.ones(width) / width)[width // 2 :][: power.size]
    return np.asarray(10 * np.log10(smooth + _SILENCE), dtype=np.float32)
