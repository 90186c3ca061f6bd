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
from codev_voice.hearing.live.voices_groups import Known, likeliest, regrouped, thinned
from codev_voice.hearing.live.voices_memory import NOBODY, Memory
from codev_voice.hearing.live.voices_sound import FRESH, HOP, STEP, RunningSound
from codev_voice.hearing.rescoring import assign as follow
from codev_voice.hearing.rescoring import scores
from codev_voice.hearing.segmentation import SECONDS, runs, seconds
from codev_voice.hearing.turns import assign
from codev_voice.hearing.voices import FACILITATOR, PHRASE, closed, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.live.voices_ear import Ear
    from codev_voice.session.values import Word

SILENT, STRANGER, HERS = -1, -2, -3
"""What a frame holds beside the voices' numbers: nobody, somebody unknown, the facilitator."""
AROUND = 8.0
"""Seconds looked at before and after what is asked."""
REMEMBERED = 12
"""Words asked before that are looked at again with those asked now: a sentence goes on."""
ALIKE, ALIKE_ALONE = 0.25, 0.6
"""Likeness under which a voice is unknown: among several voices, and when one only is known (nothing could be taken away)."""
NEW, SETTLED = 0.24, 400
"""Likeness asked for besides while somebody may be about to speak for the first time: as much at first, nothing after so many windows."""
CLEAR = 0.12
"""How much more like its voice than like any other a word must be, over a second or so around it."""
CLEARLY = 0.1
"""The same for a piece whose label is to change."""
SURROUNDINGS = 0.5
"""Seconds before and after a word that tell whose it is, as far as the same voice speaks."""
COMPARED = 6
"""Windows of a voice, some four seconds, from which it may be compared with the voices of people who asked to be recognised."""
FIRST, EVERY, SHARE = 3, 30, 0.1
"""New windows of one voice from which all are grouped again: this share of all, at least and at most so many."""


@dataclass(frozen=True)
class Heard:
    """Who speaks from frame `first` on: owner of each frame, (frames,), and likeness to each voice known, (frames, voices)."""

    first: int
    owners: NDArray[np.int_]
    score: NDArray[np.float32]


class LiveVoices:
    """Who speaks, as the sound comes.

    Labels are « micro » (the facilitator, with two tracks), then « v1 », « v2 »… as they are first given; a label stays that of the
    same voice for the whole session. Times are seconds since the first sample fed.

    Args:
        people: size of the roster, facilitator included, None when not known; it may change later.
        two_tracks: whether the facilitator's microphone is heard apart.
        threads: processor threads the networks may take.
        ear: what hears, the bundled networks by default.

    Raises:
        WeightsError: a network does not lie on this machine.
    """

    def __init__(self, *, people: int | None, two_tracks: bool, threads: int = 1, ear: Ear | None = None) -> None:
        if ear is None:
            from codev_voice.hearing.live.voices_ear import Networks

            ear = Networks(threads)
        self.people = people
        self._ear = ear
        self._two_tracks = two_tracks
        self._sound = RunningSound(ear, two_tracks=two_tracks)
        self._memory = Memory()
        self._going: list[tuple[tuple[float, float], NDArray[np.float32]]] = []
        self._known: Known | None = None
        self._sounds: dict[int, NDArray[np.float32]] | None = None
        self._new = 0
        self._fresh = 0
        self._numbers: dict[str, int] = {}
        self._before: list[Word] = []

    def feed(self, call: NDArray[np.float32], micro: NDArray[np.float32] | None = None) -> None:
        """Hear the next samples, 16 kHz, of both tracks (or of the only one, as `call`); any length."""
        self._sound.feed(call, micro)
        while self._sound.waiting >= STEP:
            self._listen()

    def voices(self, words: Sequence[Word]) -> tuple[str | None, ...]:
        """The label of the voice that says each of these words, which come after those asked before; None where it is not sure."""
        if not words:
            return ()
        before = [word for word in self._before if word.end > words[0].start - AROUND]
        self._before = [*before, *words][-REMEMBERED:]
        heard = self._heard(words[0].start, words[-1].end)
        given = assigned([*before, *words], heard)[len(before) :]
        return tuple(self._sure(word, number, heard) for word, number in zip(words, given, strict=True))

    def corrections(self, pieces: Sequence[tuple[str, float, float, str | None]]) -> dict[str, str]:
        """The new label of the pieces (id, start, end, label) whose label is clearly another, or that had none and clearly have one.

        The facilitator's own pieces are never among them.
        """
        self._regroup_if_due()
        others = [piece for piece in pieces if not (self._two_tracks and piece[3] == FACILITATOR)]
        if self._known is None:
            return {}
        found = likeliest(
            self._memory,
            self._known,
            [(start, end) for _, start, end, _ in others],
            least=self._least(self._known) + CLEARLY,
            clear=CLEARLY,
        )
        labels = [None if number is None else self._label(number) for number in found]
        return {name: new for (name, _, _, old), new in zip(others, labels, strict=True) if new is not None and new != old}

    def learn(self, label: str, spans: Sequence[tuple[float, float]]) -> None:
        """Know that these past stretches (start, end) are this label's: it was given before a restart, or somebody said so."""
        if self._two_tracks and label == FACILITATOR:
            return
        if label not in self._numbers:
            self._numbers[label], self._fresh = self._fresh, self._fresh + 1
        middles = (self._memory.starts + self._memory.ends) / 2
        for start, end in spans:
            self._memory.taught[(middles > start) & (middles < end)] = self._numbers[label]
        self._new = self._memory.count

    def sounds(self) -> dict[str, NDArray[np.float32]]:
        """What each voice that was given a label sounds like, when all were last grouped: an embedding of length one, (192,).

        The facilitator's own track is not among them.
        """
        if self._sounds is None:
            self._sounds = self._memory.sounds(COMPARED)
        return {label: self._sounds[number] for label, number in self._numbers.items() if number in self._sounds}

    def _listen(self) -> None:
        self._sound.listen()
        cut = self._sound.cut()
        self._going = []
        if spans := (*cut.spans, *cut.going):
            vectors = self._ear.vectors(self._sound.pieces(spans))
            self._memory.add(cut.spans, vectors[: len(cut.spans)], cut.pure)
            self._going = list(zip(cut.going, vectors[len(cut.spans) :], strict=True))
            self._new += sum(cut.pure)
        self._regroup_if_due()

    def _regroup_if_due(self) -> None:
        """Group all windows again when enough are new: the more there are, the rarer."""
        import numpy as np

        memory = self._memory
        if self._new < max(FIRST, min(EVERY, SHARE * memory.count)) or not memory.pure.any():
            return
        self._new = 0
        chosen = thinned(memory.owners, memory.pure)
        known = regrouped(memory.vectors(chosen), memory.owners[chosen], memory.taught[chosen], bound=self._bound, fresh=self._fresh)
        self._known, self._sounds = known, None
        self._fresh = max(self._fresh, *(number + 1 for number in known.numbers))
        like = known.voices.likeness(memory.vectors())
        memory.owners[:] = np.where(like.max(axis=1) > self._least(known), np.array(known.numbers)[like.argmax(axis=1)], NOBODY)

    @property
    def _bound(self) -> int | None:
        """How many people the roster has on the track that is told apart."""
        return None if self.people is None else max(1, self.people - self._two_tracks)

    def _least(self, known: Known) -> float:
        """Likeness under which a voice is unknown; even with all the roster heard, somebody who is not on it may come."""
        if not known.centred:
            return ALIKE_ALONE
        coming = self._bound is None or len(known.numbers) <= self._bound
        return ALIKE + NEW * max(0.0, 1 - self._memory.count / SETTLED) * coming

    def _heard(self, start: float, end: float) -> Heard:
        """Who speaks from some seconds before a moment to some seconds after another."""
        import numpy as np

        while self._sound.waiting and end > seconds(self._sound.last) - FRESH:
            self._listen()
        self._regroup_if_due()
        first = max(0, int((start - AROUND) / SECONDS))
        last = max(first + 1, min(int((end + AROUND) / SECONDS), self._sound.last))
        activity, hers = self._sound.activity(first, last)
        where = spoken(activity.speech)
        owners = np.full(last - first, SILENT, dtype=np.int_)
        known, windows = self._known, self._windows(first, last)
        score = np.zeros((last - first, len(known.numbers) if known else 0), dtype=np.float32)
        numbers, path = np.array([STRANGER]), np.zeros(last - first, dtype=np.int_)
        if known and windows.count:
            score = scores(windows, known.voices.likeness(windows.vectors), last - first)
            strange = np.full((last - first, 1), self._least(known), dtype=np.float32)
            numbers = np.array([*known.numbers, STRANGER])
            path = follow(np.concatenate([score, strange], axis=1), activity.change, closed(where, PHRASE))
        for low, high in where:
            owners[low:high] = numbers[path[low:high]]
        owners[hers] = HERS
        return Heard(first, owners, score)

    def _windows(self, first: int, last: int) -> Windows:
        """The windows between two frames, those of speech that goes on too; their times from the first."""
        import numpy as np

        start, end = first * SECONDS, last * SECONDS
        inside = self._memory.inside(start, end)
        starts = np.concatenate([self._memory.starts[inside], [span[0] for span, _ in self._going]]) - start
        ends = np.concatenate([self._memory.ends[inside], [span[1] for span, _ in self._going]]) - start
        vectors = np.concatenate([self._memory.vectors(inside), *(vector[None] for _, vector in self._going)])
        kept = (starts >= 0) & (starts < end - start) & (ends < end - start + HOP)
        return Windows(starts[kept], ends[kept], vectors[kept])

    def _sure(self, word: Word, number: int, heard: Heard) -> str | None:
        """The label of this number, unless the voice around the word is nearly as much another's."""
        import numpy as np

        if number == HERS:
            return FACILITATOR
        if number == STRANGER or self._known is None:
            return None
        low, high = (int(at / SECONDS) - heard.first for at in (word.start - SURROUNDINGS, word.end + SURROUNDINGS))
        around = slice(max(0, low), max(0, high))
        here = heard.score[around][heard.owners[around] == number]
        if not here.size:
            return None
        mean = here.mean(axis=0)
        place = self._known.numbers.index(number)
        return self._label(number) if mean[place] - np.delete(mean, place).max(initial=-1.0) > CLEAR else None

    def _label(self, number: int) -> str:
        """The label of a number, a new one if it has none yet."""
        for label, known in self._numbers.items():
            if known == number:
                return label
        label = next(name for rank in count(1) if (name := f"v{rank}") not in self._numbers)
        self._numbers[label] = number
        return label


def assigned(words: Sequence[Word], heard: Heard) -> list[int]:
    """Who is nearest to each word, a change in mid-sentence being less likely than between two."""
    from pyannote.core import Annotation, Segment

    told = Annotation()
    for number in sorted(set(heard.owners.tolist()) - {SILENT}):
        for first, last in runs(heard.owners == number):
            told[Segment(seconds(heard.first + first), seconds(heard.first + last)), number] = str(number)
    return [int(label) for label in assign(words, told)] if told else [STRANGER] * len(words)
