"""What is kept of a live session: its journal, what judges it and what it makes, in one order whichever thread comes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from codev_voice import __version__
from codev_voice.companion.judging import Judge
from codev_voice.companion.live.proposing import Papers
from codev_voice.companion.papers import Left, changed, redrafted
from codev_voice.companion.understanding import conclusions
from codev_voice.hearing.live.pieces import MICRO_VOICE, UNKNOWN
from codev_voice.hearing.naming import firm_names, name_voices
from codev_voice.session.events import AFTER, FACILITATOR, HEARD, Corrected, Ended, Event, Heard, Opened, Unknown, VoiceNamed
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Piece, Session, Voice

NAMING = 10.0
"""Seconds of speech between two searches for who the voices are."""

Judged = Callable[[Judge], tuple[Event, ...]]


class Kept:
    """The journal, its fold and its judge; `changed` is called, outside of everything, when something was kept."""

    def __init__(
        self,
        journal: Journal,
        seance: Seance,
        *,
        source: str,
        changed: Callable[[], None],
        failed: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        """A journal without events is opened, from `source`.

        Raises:
            MachineError: it cannot be written.
        """
        self._journal, self.seance, self._changed = journal, seance, changed
        self.failed = failed
        """Called with what the drafting of documents raised, which nobody foresaw."""
        self.order = threading.RLock()
        if not journal.events:
            journal.append(Opened(by=FACILITATOR, version=__version__, source=source, title=seance.title))
        self._folded: Session | None = None
        self.judge = Judge.resume(journal.events, seance)
        self.ended = any(isinstance(event, Ended) for event in journal.events)
        """Whether everything was heard and judged."""
        self.papers = Papers(self)
        self._unrested = False
        self._named = 0.0
        self._introduced: tuple[Piece, ...] = ()
        self._recognised: Mapping[str, str] = {}
        self._awaited: set[str] = set()

    @property
    def folder(self) -> Folder:
        """Of the session."""
        return Folder(self._journal.path.parent)

    @property
    def events(self) -> Sequence[Event | Unknown]:
        """The journal's."""
        return self._journal.events

    @property
    def session(self) -> Session:
        """The fold of the journal: made again only when it is read after something was kept."""
        with self.order:
            if self._folded is None:
                self._folded = fold(self._journal.events, self.seance)
            return self._folded

    @property
    def paused(self) -> bool:
        """Whether it is « hors micro »."""
        return bool(self.session.pauses) and self.session.pauses[-1].end is None

    @property
    def by_hand(self) -> bool:
        """Whether the stages go on by hand, nothing being heard."""
        return bool(self.session.by_hand) and self.session.by_hand[-1].end is None

    @property
    def withdrawn(self) -> bool:
        """Whether somebody took their consent back."""
        return bool(self.session.withdrawn)

    @property
    def people(self) -> tuple[str, ...]:
        """Who must agree: the roster, and who came in late."""
        return tuple(dict.fromkeys(person.name for person in (*self.seance.people, *self.session.joined)))

    @property
    def silent(self) -> tuple[str, ...]:
        """Who did not say yes: nothing is heard without them."""
        return tuple(name for name in self.people if self.session.consents.get(name) is not True)

    @property
    def times(self) -> dict[str, tuple[float, float]]:
        """When each piece starts and ends, in order."""
        return {event.id: (event.start, event.end) for event in self._journal.events if isinstance(event, Heard)}

    def pieces(self) -> list[Piece]:
        """What was heard, in the voices known now."""
        with self.order:
            events = list(self._journal.events)
        voices = {event.piece: event.voice for event in events if isinstance(event, Corrected)}
        heard = [event.piece for event in events if isinstance(event, Heard)]
        return [replace(piece, voice=voices[piece.id]) if piece.id in voices else piece for piece in heard]

    def keep(self, *events: Event) -> None:
        """Append to the journal.

        Raises:
            MachineError: it cannot be written; nothing was.
        """
        with self.order:
            self._journal.append(*events)
            self._folded = None
        self._tell()

    def judged(self, act: Judged) -> None:
        """Let the judge hear or learn something, and keep what it makes of it.

        Raises:
            MachineError: the journal cannot be written; the judge then knows no more than it does.
        """
        with self.order:
            try:
                events = act(self.judge)
                if events:
                    self.keep(*events)
            except BaseException:
                self.judge = Judge.resume(self._journal.events, self.seance)
                raise

    def hear(self, piece: Piece) -> None:
        """A piece was heard; now and then, look for who the voices are by what is said."""
        with self.order:
            self.judged(lambda judge: judge.hear(piece))
            self._unrested = True
            if piece.end - self._named < NAMING and piece.voice not in self._awaited:
                return
            self._awaited.discard(piece.voice)
            self._named = piece.end
            self._name()

    def introduce(self, pieces: Sequence[Piece]) -> None:
        """The session's beginning was heard again: names are looked for in it, and it is kept nowhere."""
        with self.order:
            self._introduced = tuple(pieces)
            self._name()

    def recognise(self, voices: Mapping[str, str]) -> None:
        """These voices sound like people who asked to be recognised; one that said nothing yet is named as soon as it does."""
        with self.order:
            self._recognised = dict(voices)
            self._awaited = set(voices) - {voice.label for voice in self.session.voices}
            self._name()

    def _name(self) -> None:
        fresh = self._fresh_names()
        if fresh:
            self.judged(lambda judge: judge.rename(fresh, by=HEARD))

    def _fresh_names(self) -> dict[str, str | None]:
        """The voices whose name what was heard so far changes; None takes it back."""
        since = max((piece.end for piece in self._introduced), default=0.0)
        later = (piece for piece in self.pieces() if piece.start >= since)
        pieces = [piece for piece in (*self._introduced, *later) if piece.voice != UNKNOWN]
        heard = {piece.voice for piece in pieces}
        before = {voice.label: voice.person for voice in self.session.voices if voice.person and voice.label in heard}
        named = self._named_by_her() | ({MICRO_VOICE: before[MICRO_VOICE]} if MICRO_VOICE in before else {})  # known from her track
        heard_before = {label: person for label, person in before.items() if label not in named}
        found = firm_names(pieces, self.seance, heard_before, again=bool(self._introduced), recognised=self._recognised)
        now = {label: found.get(label) for label in heard - named.keys() if found.get(label) not in named.values()}
        return {label: person for label, person in now.items() if person != before.get(label)}

    def rest(self) -> None:
        """Nobody goes on for now: the last sentence is judged as it stands, once."""
        with self.order:
            if self._unrested:
                self._unrested = False
                self.judged(lambda judge: judge.rest())

    def erase(self, pieces: set[str], *events: Event) -> None:
        """Take these pieces out of the journal, and make anew what was made of them; the judge remembers nothing of them."""
        with self.order:
            try:
                self._journal.erase(pieces, *events)
                judged = conclusions(self._journal.events, self.seance) if self.ended else ()
                if new := (*judged, *redrafted([*self._journal.events, *judged], self.seance)):
                    self._journal.append(*new)
            finally:  # the disk may fill up between both
                self._folded, self._introduced = None, ()
                self.judge = Judge.resume(self._journal.events, self.seance)
        self._tell()

    def rewrite(self, left: Left, *events: Event) -> None:
        """Write the journal anew with what is left of its events, none of which is judged, and these after them."""
        with self.order:
            self._folded = None  # whatever refuses
            self._journal.rewrite(left, *events)
        self._tell()

    def _tell(self) -> None:
        self.papers.look()
        self._changed()

    def end(self, seconds: float) -> None:
        """The session is over as it is: it was followed by hand, or the whole cannot be judged again."""
        with self.order:
            self.keep(Ended(by=FACILITATOR, seconds=seconds))
            self.ended = True

    def conclude(
        self,
        found: Sequence[Event],
        seconds: float,
        said: Sequence[Piece] | None = None,
        recognised: Mapping[str, str] | None = None,
    ) -> None:
        """The last batch: voices as they were told apart again, who they are, and the whole judged again.

        They are known by what was `said`, and by sounding like people who asked to be `recognised`.
        """
        with self.order:
            voices = {event.piece: event.voice for event in found if isinstance(event, Corrected)}
            pieces = [replace(piece, voice=voices.get(piece.id, piece.voice)) for piece in self.pieces()]
            events = [*found, *self._names(self._guessed(pieces if said is None else said, recognised or {}))]
            judged = conclusions([*self._journal.events, *events], self.seance)
            whole = [*self._journal.events, *events, *judged]
            self.keep(*events, *judged, *changed(whole, fold(whole, self.seance), self.seance), Ended(by=AFTER, seconds=seconds))
            self.ended = True

    def _names(self, found: Sequence[Voice]) -> list[Event]:
        """Who the whole session says the voices are; one that it does not tell keeps its name, unless another now bears it."""
        before = {voice.label: voice.person for voice in self.session.voices}
        taken = {voice.person for voice in found if voice.person}
        return [VoiceNamed.of(voice, AFTER) for voice in found if voice.person or before.get(voice.label) in taken]

    def _guessed(self, pieces: Sequence[Piece], recognised: Mapping[str, str]) -> list[Voice]:
        """Who the voices seem to be: neither those that somebody named, nor somebody whose voice was said to be another."""
        named = self._named_by_her()
        found = name_voices([piece for piece in pieces if piece.voice != UNKNOWN], self.seance, recognised)
        return [voice for voice in found if voice.label not in named and voice.person not in named.values()]

    def _named_by_her(self) -> dict[str, str | None]:
        """The voices that the facilitator named."""
        return {event.voice: event.person for event in self._journal.events if isinstance(event, VoiceNamed) and event.by == FACILITATOR}
