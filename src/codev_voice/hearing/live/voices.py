"""Who speaks, as the sound comes.

The same ears as afterwards (`hearing.voices`): the segmentation network hears the last ten seconds every second or so, windows of the
call's speech are embedded as soon as they are over, and the windows of the whole session are grouped again as they grow in number, each
group keeping its label. What a word is given is what is known two or three seconds after it was said; what is known later comes as
corrections. A voice that is like none of those known, or nearly as much like two, is not named at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from codev_voice.hearing.embedding import Windows
from codev_voice.hearing.live.voices_activity import RunningActivity
from codev_voice.hearing.live.voices_groups import Known, regrouped, thinned
from codev_voice.hearing.live.voices_memory import NOBODY, Memory
from codev_voice.hearing.rescoring import assign as follow
from codev_voice.hearing.rescoring import scores
from codev_voice.hearing.segmentation import CHUNK, SECONDS, STRIDE, Activity, runs, seconds
from codev_voice.hearing.turns import assign
from codev_voice.hearing.voices import CALL_BELOW, DOUBT, EDGE, FACILITATOR, MICRO_ABOVE, PHRASE, closed, spoken
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.live.voices_ear import Ear
    from codev_voice.session.values import Word

SILENT, STRANGER, HERS = -1, -2, -3
"""What a frame holds beside the voices' numbers: nobody, somebody unknown, the facilitator."""
STEP_SECONDS, LONGEST_STEP = 1.0, 4.0
"""Seconds of new sound that are listened to at once; more when much waits."""
FRESH = 0.3
"""Seconds before now that lack what follows: not looked at yet."""
WINDOW, HOP = 1.5, 0.5
"""Seconds of a window, and between two."""
LEAST = 0.25
"""Seconds under which a window says nothing."""
AROUND = 8.0
"""Seconds looked at before and after what is asked."""
ALIKE, ALIKE_ALONE = 0.25, 0.6
"""Likeness under which a voice is unknown: among several voices, and when one only is known (nothing could be taken away)."""
NEW, SETTLED = 0.24, 400
"""Likeness asked for besides while somebody may be about to speak for the first time: as much at first, nothing after so many windows."""
CLEAR = 0.12
"""How much more like its voice than like any other a word must be, over a second or so around it."""
CLEARLY = 0.1
"""The same for a piece whose label is to change."""
_SMOOTHING = 0.2
"""Seconds over which levels are compared."""
_FLOOR = 1e-8


@dataclass(frozen=True)
class Heard:
    """Who speaks from frame `first` on: owner of each frame, (frames,), and likeness to each voice known, (frames, voices)."""

    first: int
    owners: NDArray[np.int_]
    score: NDArray[np.float32]


class LiveVoices:
    """Who speaks, as the sound comes.

    Labels are « micro » (the facilitator, with two tracks), then « v1 », « v2 »… as voices are found; a label stays that of the same
    voice for the whole session. Times are seconds since the first sample fed.

    Args:
        people: size of the roster, facilitator included, None when not known; may be changed later.
        two_tracks: whether the facilitator's microphone is heard apart.
        threads: processor threads the networks may take.
        ear: what hears, the bundled networks by default.

    Raises:
        WeightsError: a network does not lie on this machine.
    """

    def __init__(self, *, people: int | None, two_tracks: bool, threads: int = 1, ear: Ear | None = None) -> None:
        import numpy as np

        if ear is None:
            from codev_voice.hearing.live.voices_ear import Networks

            ear = Networks(threads)
        self.people = people
        self._ear = ear
        self._call = RunningActivity(ear)
        self._micro = RunningActivity(ear) if two_tracks else None
        self._sound = np.zeros((2 if two_tracks else 1, 0), dtype=np.float32)
        self._first = 0
        self._listened = 0
        self._memory = Memory()
        self._next = self._covered = 0.0
        self._open: list[tuple[tuple[float, float], NDArray[np.float32]]] = []
        self._known: Known | None = None
        self._new = 0
        self._fresh = 0
        self._labels: dict[str, int] = {}
        self._before: list[Word] = []

    @property
    def now(self) -> float:
        """Up to when sound was fed."""
        return (self._first + self._sound.shape[1]) / RATE

    def feed(self, call: NDArray[np.float32], micro: NDArray[np.float32] | None = None) -> None:
        """Hear the next samples, 16 kHz, of both tracks (or of the only one); any length."""
        import numpy as np

        tracks = [call] if self._micro is None else [call, np.zeros_like(call) if micro is None else micro]
        self._sound = np.concatenate([self._sound, np.stack(tracks)], axis=1)
        while (waiting := self.now - self._listened / RATE) >= STEP_SECONDS:
            self._listen(self._listened + int(min(waiting, LONGEST_STEP) * RATE))

    def voices(self, words: Sequence[Word]) -> tuple[str | None, ...]:
        """The label of the voice that says each of these words, which come after those asked before; None where it is not sure."""
        if not words:
            return ()
        before = [word for word in self._before if word.end > words[0].start - AROUND]
        self._before = [*before, *words][-12:]
        heard = self._heard(words[0].start, words[-1].end)
        given = self._assigned([*before, *words], heard)[len(before) :]
        return tuple(self._sure(word, number, heard) for word, number in zip(words, given, strict=True))

    def changes(self, start: float, end: float) -> tuple[float, ...]:
        """The moments between two others at which the voice changes, as far as is known: seconds, in order."""
        import numpy as np

        heard = self._heard(start, end)
        speaking = np.flatnonzero(heard.owners != SILENT)
        where = speaking[1:][np.diff(heard.owners[speaking]) != 0]
        return tuple(at for at in (seconds(heard.first + int(frame)) for frame in where) if start <= at < end)

    def corrections(self, pieces: Sequence[tuple[str, float, float, str | None]]) -> dict[str, str]:
        """The new label of the pieces (id, start, end, label) whose label is clearly another, or that had none and clearly have one."""
        import numpy as np

        self._regroup_if_due()
        memory, known = self._memory, self._known
        if known is None:
            return {}
        like = known.voices.likeness(memory.vectors())
        weights = np.where(memory.pure, 1.0, 0.3)
        totals = np.concatenate([np.zeros((1, like.shape[1])), np.cumsum(like * weights[:, None], axis=0)])
        counts = np.concatenate([[0.0], np.cumsum(weights)])
        middles = (memory.starts + memory.ends) / 2
        least = self._least(known)
        changed: dict[str, str] = {}
        for name, start, end, label in pieces:
            first, last = np.searchsorted(middles, (start + EDGE, end - EDGE))
            if label == FACILITATOR or last <= first:
                continue
            mean = (totals[last] - totals[first]) / (counts[last] - counts[first])
            best = self._label(known.numbers[int(mean.argmax())])
            others = np.delete(mean, int(mean.argmax()))
            if best != label and mean.max() > least + CLEARLY and mean.max() - others.max(initial=least) > CLEARLY:
                changed[name] = best
        return changed

    def learn(self, label: str, spans: Sequence[tuple[float, float]]) -> None:
        """Know that these past stretches (start, end) are this label's: it was given before a restart, or somebody said so."""
        if self._micro is not None and label == FACILITATOR:
            return
        number = self._number(label)
        middles = (self._memory.starts + self._memory.ends) / 2
        for start, end in spans:
            self._memory.taught[(middles > start) & (middles < end)] = number
        self._new = self._memory.count

    def _listen(self, until: int) -> None:
        """Listen up to a sample."""
        start = max(0, -(-(until - CHUNK) // STRIDE))
        here = slice(start * STRIDE - self._first, until - self._first)
        for track, sound in zip((self._call, self._micro), self._sound, strict=False):
            if track is not None:
                track.listen(sound[here], start)
        self._listened = until
        self._embed(until // STRIDE - round(FRESH / SECONDS))
        forgotten = max(0, start * STRIDE - self._first)
        self._sound = self._sound[:, forgotten:].copy()
        self._first += forgotten
        self._regroup_if_due()

    def _activity(self, first: int, last: int) -> tuple[Activity, NDArray[np.bool_]]:
        """The call's activity, and where the facilitator speaks, in the frames from `first` to before `last`."""
        import numpy as np

        theirs = self._call.between(first, last)
        hers = np.zeros(last - first, dtype=np.bool_)
        if self._micro is None:
            return theirs, hers
        mine = self._micro.between(first, last)
        width = np.ones(round(_SMOOTHING / SECONDS)) / round(_SMOOTHING / SECONDS)
        micro, call = (
            10 * np.log10(np.convolve(track.power(first, last), width)[len(width) // 2 :][: last - first] + _FLOOR)
            for track in (self._micro, self._call)
        )
        above = micro - call
        for low, high in spoken(np.where(above > MICRO_ABOVE, mine.speech, 0)):
            hers[low:high] = True
        kept = np.where(above < CALL_BELOW, theirs.speech, 0)
        return Activity(kept, np.where(kept > 0, theirs.overlap, 0), theirs.change), hers

    def _embed(self, last: int) -> None:
        """Embed the windows of speech that are over before a frame, and (not to be kept) the end of speech that goes on."""
        import numpy as np

        first = max(0, last - round((CHUNK / RATE - FRESH - 0.1) / SECONDS))
        if last <= first:
            return
        activity, _ = self._activity(first, last)
        spans: list[tuple[float, float]] = []
        going: list[tuple[float, float]] = []
        for low, high in closed(spoken(activity.speech), PHRASE):
            start, end = seconds(first + low), seconds(first + high)
            at = max(start, self._next)
            while at + WINDOW <= end:
                spans.append((at, at + WINDOW))
                at += HOP
                self._next, self._covered = at, at - HOP + WINDOW
            if end - max(start, self._covered) < LEAST:
                continue
            if (last - first - high) * SECONDS < PHRASE:
                going.append((max(start, end - WINDOW), end))
            else:
                spans.append((max(start, end - WINDOW), end))
                self._next = self._covered = end
        if not spans and not going:
            self._open = []
            return
        sound = self._sound[0]
        pieces = [sound[max(0, int(start * RATE) - self._first) : int(end * RATE) - self._first] for start, end in (*spans, *going)]
        vectors = self._ear.vectors(pieces)
        doubt = np.maximum(activity.change, activity.overlap)
        bounds = [(int((start + EDGE) / SECONDS) - first, int((end - EDGE) / SECONDS) - first) for start, end in spans]
        pure = [bool(doubt[max(0, low) : max(high, low + 1)].max(initial=0) < DOUBT) for low, high in bounds]
        self._memory.add(spans, vectors[: len(spans)], pure)
        self._open = list(zip(going, vectors[len(spans) :], strict=True))
        self._new += sum(pure)

    def _regroup_if_due(self) -> None:
        """Group all windows again when enough are new: the more there are, the rarer."""
        memory = self._memory
        if self._new < max(3, min(30, memory.count // 10)) or not memory.pure.any():
            return
        self._new = 0
        chosen = thinned(memory.owners, memory.pure)
        known = regrouped(memory.vectors(chosen), memory.owners[chosen], memory.taught[chosen], bound=self._bound, fresh=self._fresh)
        self._known = known
        self._fresh = max(self._fresh, *(number + 1 for number in known.numbers))
        self._own(slice(0, memory.count), known)

    def _own(self, where: slice, known: Known) -> None:
        """Say again whose these windows are."""
        import numpy as np

        like = known.voices.likeness(self._memory.vectors(where))
        least = self._least(known)
        self._memory.owners[where] = np.where(like.max(axis=1) > least, np.array(known.numbers)[like.argmax(axis=1)], NOBODY)

    def _least(self, known: Known) -> float:
        """Likeness under which a voice is unknown; even with all the roster heard, somebody who is not on it may come."""
        if not known.centred:
            return ALIKE_ALONE
        bound = self._bound
        coming = bound is None or len(known.numbers) <= bound
        return ALIKE + NEW * max(0.0, 1 - self._memory.count / SETTLED) * coming

    @property
    def _bound(self) -> int | None:
        """How many people the roster has on the call."""
        return None if self.people is None else max(1, self.people - (self._micro is not None))

    def _heard(self, start: float, end: float) -> Heard:
        """Who speaks from some seconds before a moment to some seconds after another."""
        import numpy as np

        if end > self._listened / RATE - 2 * FRESH and self.now > self._listened / RATE:
            self._listen(self._first + self._sound.shape[1])
        first = max(0, int((start - AROUND) / SECONDS))
        last = max(first + 1, min(int((end + AROUND) / SECONDS), self._listened // STRIDE - round(FRESH / SECONDS)))
        activity, hers = self._activity(first, last)
        where = spoken(activity.speech)
        owners = np.full(last - first, SILENT, dtype=np.int_)
        known, windows = self._known, self._windows(first, last)
        score = np.zeros((last - first, len(known.numbers) if known else 0), dtype=np.float32)
        if known is None or not windows.count:
            for low, high in where:
                owners[low:high] = STRANGER
        else:
            score = scores(windows, known.voices.likeness(windows.vectors), last - first)
            strange = np.full((last - first, 1), self._least(known), dtype=np.float32)
            path = follow(np.concatenate([score, strange], axis=1), activity.change, closed(where, PHRASE))
            numbers = np.array([*known.numbers, STRANGER, SILENT])
            for low, high in where:
                owners[low:high] = numbers[path[low:high]]
        owners[hers] = HERS
        return Heard(first, owners, score)

    def _windows(self, first: int, last: int) -> Windows:
        """The windows between two frames, those of speech that goes on too; their times from the first."""
        import numpy as np

        start, end = first * SECONDS, last * SECONDS
        inside = self._memory.inside(start, end)
        going = [(span, vector) for span, vector in self._open if span[0] >= start and span[1] <= end + HOP]
        starts = np.concatenate([self._memory.starts[inside], [span[0] for span, _ in going]]) - start
        ends = np.concatenate([self._memory.ends[inside], [span[1] for span, _ in going]]) - start
        vectors = np.concatenate([self._memory.vectors(inside), *(vector[None] for _, vector in going)])
        kept = (starts >= 0) & (starts < end - start)
        return Windows(starts[kept], ends[kept], vectors[kept])

    def _assigned(self, words: Sequence[Word], heard: Heard) -> list[int]:
        """The number of the voice nearest to each word, a change in mid-sentence being less likely than between two."""
        from pyannote.core import Annotation, Segment

        told = Annotation()
        for number in set(heard.owners.tolist()) - {SILENT}:
            for first, last in runs(heard.owners == number):
                told[Segment(seconds(heard.first + first), seconds(heard.first + last)), number] = str(number)
        if not told:
            return [STRANGER] * len(words)
        return [int(label) for label in assign(words, told)]

    def _sure(self, word: Word, number: int, heard: Heard) -> str | None:
        """The label of this number, unless the voice around the word is nearly as much another's."""
        import numpy as np

        if number == HERS:
            return FACILITATOR
        if number == STRANGER or self._known is None or number not in self._known.numbers:
            return None
        first, last = (int(at / SECONDS) - heard.first for at in (word.start, word.end))
        around = np.arange(max(0, first - 30), min(len(heard.owners), last + 30))
        around = around[heard.owners[around] == number]
        if not around.size:
            return None
        mean = heard.score[around].mean(axis=0)
        place = self._known.numbers.index(number)
        others = np.delete(mean, place)
        return self._label(number) if mean[place] - others.max(initial=-1.0) > CLEAR else None

    def _label(self, number: int) -> str:
        """The label of a number; labels are numbered as they are first given."""
        for label, known in self._labels.items():
            if known == number:
                return label
        label = next(name for rank in count(1) if (name := f"v{rank}") not in self._labels)
        self._labels[label] = number
        return label

    def _number(self, label: str) -> int:
        if label not in self._labels:
            self._labels[label] = self._fresh
            self._fresh += 1
        return self._labels[label]
