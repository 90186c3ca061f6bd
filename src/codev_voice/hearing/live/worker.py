"""The hearing worker: follows the sound of a session on the disk, and says what it hears.

A process of its own, at a lower priority than the call: whatever it does, sound goes on being recorded. It can be killed at any time:
another one goes on from the last piece that was said, hearing the sound again.
"""

from __future__ import annotations

import queue
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from codev_voice.hearing.live.introductions import Introductions, joined
from codev_voice.hearing.live.lanes import Lanes
from codev_voice.hearing.live.listener import Listener
from codev_voice.hearing.live.messages import (
    Begin,
    Behind,
    Command,
    Done,
    Finish,
    Flush,
    Introduced,
    Learn,
    Message,
    Ready,
    Recognised,
    Revoiced,
    Saying,
    Settled,
)
from codev_voice.hearing.live.pieces import MICRO_VOICE, UNKNOWN, Pieces, label_of, voice_of
from codev_voice.hearing.live.tape import Tape
from codev_voice.hearing.recognising import recognised, unpacked
from codev_voice.session.events import Heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.live.listener import Ear
    from codev_voice.hearing.live.voices_beside import Voices
    from codev_voice.session.values import Piece, Word

    Again = Callable[[NDArray[np.float32]], Sequence[Word]]

STEP = 0.5
"""Seconds of new sound from which the window is heard again."""
SURE_STEP = 2.5
"""The same for a larger model, when a quick one gives the words in between."""
LOOK = 0.08
"""Seconds between two looks at the folder."""
RECALL = 150.0
"""Seconds of sound before where it goes on that a new worker hears for its voices."""
REVIEW = 10.0
"""Seconds between two looks at the voices already given."""
AGAIN = "encore-"
"""Before the ids of what was heard again, which are numbered as the pieces are."""
LOOKED_BACK = 400
"""Pieces whose voice is looked at again."""


class Worker:
    """Hears a session's sound as it is written.

    Args:
        begin: what it was told.
        ears: what settles words, and what gives the provisional ones (None: the same).
        voices: who speaks.
        tell: where messages go.
        again: hears the session's beginning once more, for the names (see `introductions`).
    """

    def __init__(
        self, begin: Begin, ears: tuple[Ear, Ear | None], voices: Voices, tell: Callable[[Message], None], again: Again | None = None
    ) -> None:
        from codev_voice.session.sealing import seal_of
        from codev_voice.sound.echo import EchoGuard
        from codev_voice.sound.segments import Follower

        since = max(0.0, begin.since - RECALL)
        self._begin, self._voices, self._tell = begin, voices, tell
        self._asked = {person: unpacked(bytes.fromhex(sound)) for person, sound in begin.asked.items()}
        self._recognised: dict[str, str] = {}
        self._offset = since
        self._follower = Follower(Path(begin.folder), since, seal_of(bytes.fromhex(begin.key)))
        self._lanes = Lanes(since, two_tracks=begin.two_tracks)
        self._guard = EchoGuard()
        self._tape = Tape(since)
        self._quick = ears[1]
        self._listener = Listener(ears[0], self._tape, prompt=begin.prompt, start=begin.since, quick=ears[1], tell=self._say)
        self._pieces = Pieces(begin.number, max((end for _, _, end, _ in begin.known), default=None))
        self._given: dict[str, tuple[float, float, str]] = {name: (start, end, voice) for name, start, end, voice in begin.known}
        self._introductions = Introductions(again if not begin.since else None)
        self._introduced: tuple[Piece, ...] = ()
        self._taught = not begin.known
        self._heard = self._glanced = begin.since
        self._reviewed = begin.since

    def run(self, commands: queue.Queue[Command]) -> None:
        """Until everything is heard and `Finish` was told."""
        self._tell(Ready())
        finishing = False
        end: float | None = None  # where sound stops, while there is anything to settle before it
        while True:
            try:
                command = commands.get(timeout=0.0 if end is not None or self._waits() else LOOK)
            except queue.Empty:
                command = None
            finishing = finishing or isinstance(command, Finish)
            if isinstance(command, Learn):
                self._teach(command.voice, command.spans)
            read = self._read()
            if isinstance(command, Flush) or (finishing and not read):
                end = self._all()
            if end is not None:
                self._step(end, over=True)
                if self._heard >= end:
                    end = None
                    if finishing and not read:
                        break
            elif self._waits():
                self._step(self._tape.end)
        self._say_pieces(self._pieces.rest(self._heard, over=True))
        self._review()
        self._tell(Done())

    def _waits(self) -> bool:
        """Whether enough sound came since the last step."""
        return self._tape.end - (self._glanced if self._quick else self._heard) >= STEP

    def _read(self) -> bool:
        """Take what came on the disk; False when nothing is left there."""
        blocks = self._follower.poll()
        self._lanes.lay(blocks)
        while (taken := self._lanes.take(waiting=self._follower.waiting)) is not None:
            self._hear(*taken)
        return bool(blocks or self._follower.waiting)

    def _all(self) -> float:
        """Take all that is on the disk, a channel that is late having nothing more; the second at which it ends."""
        while self._read():
            pass
        while (taken := self._lanes.take(all_of_it=True)) is not None:
            self._hear(*taken)
        return self._tape.end

    def _hear(self, micro: NDArray[np.float32] | None, call: NDArray[np.float32]) -> None:
        clean = None if micro is None else self._guard.clean(micro, call)
        self._voices.feed(call, clean)
        mono = call if clean is None else (clean + call) * 0.5
        self._tape.feed(mono)
        self._introductions.feed(mono)
        if not self._taught and self._tape.end >= self._begin.since:
            self._taught = True
            for voice in {voice for _, _, voice in self._given.values()}:
                self._teach(voice, [(start, end) for start, end, other in self._given.values() if other == voice])

    def _step(self, until: float, *, over: bool = False) -> None:
        if until <= self._listener.since and not over:
            return
        if self._quick and not over and until - self._heard < SURE_STEP:
            self._glanced = until
            self._say(self._listener.glance(until))
            return
        update = self._listener.step(until, over=over)
        self._heard = self._glanced = max(self._heard, update.heard)
        self._tape.forget(self._listener.since - 1.0)
        labels = self._voices.voices([_moved(word, -self._offset) for word in update.settled]) if update.settled else ()
        self._recognise()
        self._say_pieces(self._pieces.add(update.settled, labels))
        self._say_pieces(self._pieces.rest(update.heard if not update.provisional else 0.0, over=over and update.heard >= until))
        self._say(update.provisional)
        if update.heard - self._reviewed >= REVIEW:
            self._review()
        self._tell(Behind(lag=round(max(0.0, self._tape.end - self._heard), 2), heard=round(self._heard, 2), bleed=self._guard.bleed))

    def _say(self, provisional: tuple[Word, ...]) -> None:
        settled = self._pieces.open
        words = [*(word for word, _ in settled), *provisional]
        label = next((label for _, label in reversed(settled) if label), None)
        self._tell(
            Saying(
                settled=" ".join(word.text for word, _ in settled),
                provisional=" ".join(word.text for word in provisional),
                voice=voice_of(label),
                start=words[0].start if words else self._heard,
                heard=max([self._heard, *(word.end for word in provisional)]),
            )
        )

    def _say_pieces(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self._given[piece.id] = (piece.start, piece.end, piece.voice)
            self._tell(Settled(piece=Heard.of(piece)))

    def _review(self) -> None:
        """Say which pieces are now known to be another voice's."""
        self._reviewed = self._heard
        recent = list(self._given.items())[-LOOKED_BACK:]
        asked = [(name, start - self._offset, end - self._offset, label_of(voice)) for name, (start, end, voice) in recent]
        said = self._introductions.said
        again = [(AGAIN + one.id, one.start, one.end, None) for one in said]  # one look at the memory for both
        labels = self._voices.corrections([*(one for one in asked if one[1] >= 0), *again])
        found = {name: voice_of(label) for name, label in labels.items()}
        changed = {name: voice for name, voice in found.items() if name in self._given and voice != self._given[name][2]}
        for name, voice in changed.items():
            start, end, _ = self._given[name]
            self._given[name] = (start, end, voice)
        if changed:
            self._tell(Revoiced(voices=changed))
        self._introduce(said, found)

    def _introduce(self, said: Sequence[Piece], found: Mapping[str, str]) -> None:
        """Say in whose voices (`found`) the beginning was heard again, each time it is better known."""
        introduced = joined([replace(one, voice=self._hers(one) or found.get(AGAIN + one.id, UNKNOWN)) for one in said])
        if introduced != self._introduced:
            self._introduced = introduced
            self._tell(Introduced(pieces=tuple(Heard.of(one) for one in introduced)))

    def _hers(self, piece: Piece) -> str | None:
        """The facilitator's voice, when her track held most of this stretch."""
        on = sum(
            max(0.0, min(end, piece.end) - max(start, piece.start)) for start, end, voice in self._given.values() if voice == MICRO_VOICE
        )
        return MICRO_VOICE if on * 2 > piece.end - piece.start else None

    def _recognise(self) -> None:
        """Say who, of those who asked, the voices sound like, each time it is better known."""
        if not self._asked:
            return
        found = {voice_of(label): person for label, person in recognised(self._voices.sounds(), self._asked).items()}
        if found != self._recognised:
            self._recognised = found
            self._tell(Recognised(voices=found))

    def _teach(self, voice: str, spans: Iterable[tuple[float, float]]) -> None:
        label = label_of(voice)
        here = [(start - self._offset, end - self._offset) for start, end in spans if end > self._offset]
        if label is not None and here:
            self._voices.learn(label, here)


def _moved(word: Word, by: float) -> Word:
    return replace(word, start=word.start + by, end=word.end + by)
