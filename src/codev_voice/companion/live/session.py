"""A live session: the recorder, the hearing, the page, and what is kept of what they say.

Sound, hearing and page each have their thread and none waits for another; what is kept goes through `Kept`, in one order.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from codev_voice.companion.copies import undisturbed
from codev_voice.companion.desk import Act
from codev_voice.companion.live import acts
from codev_voice.companion.live.after import conclude
from codev_voice.companion.live.asking import asks_to_stop
from codev_voice.companion.live.ears import Ears
from codev_voice.companion.live.hearing import beginning
from codev_voice.companion.live.kept import Kept
from codev_voice.companion.live.looking_back import LookingBack
from codev_voice.companion.live.moment import Live, Phase, Said
from codev_voice.companion.live.options import LiveOptions, save
from codev_voice.companion.live.publishing import Publisher
from codev_voice.companion.live.seen import Seen
from codev_voice.companion.live.sides import Sides
from codev_voice.companion.live.troubles import ENDS, Troubles
from codev_voice.companion.live.view import changes, passing, view
from codev_voice.companion.recognising import reminder
from codev_voice.companion.withdrawing import wipe
from codev_voice.errors import SessionError
from codev_voice.hearing.live.messages import Begin, Behind, Failed, Introduced, Recognised, Revoiced, Saying, Settled
from codev_voice.hearing.live.pieces import MICRO_VOICE
from codev_voice.session.events import FACILITATOR, HEARD, ConsentWithdrawn, Event, Gap, Heard, Paused, Resumed, Started
from codev_voice.session.values import Role
from codev_voice.sound import messages as recorder
from codev_voice.sound.segments import MICRO

if TYPE_CHECKING:
    from codev_voice.hearing.live import messages as said
    from codev_voice.session.folder import Folder
    from codev_voice.session.journal import Journal

USUAL = 2.0
"""Seconds between two words of the hearing: beyond, it is late, or not there yet."""
ECHO = "L'appel revient dans votre micro : son écho est enlevé, mais un casque vaudrait mieux."
FULL = "Le disque est plein : l'enregistrement s'est arrêté ; ce qui est écrit reste lisible."


class LiveSession(Seen):
    """The desk of a session while it is held; the caller holds its folder's lock and its journal."""

    def __init__(self, folder: Folder, journal: Journal, options: LiveOptions, *, models: tuple[Path, Path]) -> None:
        """Nothing runs before `open`.

        Args:
            folder: of the session, with its `seance.toml`.
            journal: open for writing; a session already begun goes on.
            options: what is heard and how.
            models: the folders of the model that settles words, and of the quick one.

        Raises:
            SettingsError: `seance.toml` is wrong.
            MachineError: the journal cannot be written.
        """
        self._folder, self._options, self._models = folder, options, models
        self._troubles = Troubles(self._changed)
        self.kept = Kept(journal, folder.settings(), source=f"direct {options.model}", changed=self._changed, failed=self._troubles.met)
        self.former = LookingBack(self.kept, folder, self._changed)
        self._sides = Sides()
        self._open: Saying | None = None
        self._behind = Behind(lag=0.0, heard=self.kept.session.duration)
        self._cuts: list[tuple[float, float]] = []
        self._progress: tuple[str, float] | None = None
        self._reminder = ""
        self._answered: float | None = None
        self.over = threading.Event()
        """Set once nothing more will happen."""
        self._ears = Ears(folder.sound, lambda: self._options, self._recorded, self._begin, self._heard, self._troubles.met)
        self._page = Publisher(self._drawn, changes, lambda: passing(self.kept.session, self._live()), self._troubles.met)

    # What the page does; `Seen` is what it sees

    def act(self, act: Act) -> None:
        """Do what somebody did on the page.

        Raises:
            CodevError: it cannot be done.
        """
        acts.do(self, act)
        self._page.publish()

    def served(self, port: int) -> None:
        """Its page answers at this port: the same address when it is taken up again."""
        self._set(port=port)

    # The life of the session

    @property
    def options(self) -> LiveOptions:
        """How it is heard, and where its page is."""
        return self._options

    @property
    def progress(self) -> tuple[str, float] | None:
        """What is being done after the session, and how much of it is done."""
        return self._progress

    @property
    def problem(self) -> str | None:
        """What went wrong and is not mended: one French line."""
        return self._troubles.problem

    @property
    def started(self) -> bool:
        """Whether sound is or was recorded."""
        return self._options.began is not None

    @property
    def by_hand(self) -> bool:
        """Whether nothing may be heard: somebody said no at the door, or the facilitator began without asking everybody."""
        return not self.started and (self._options.by_hand is not None or False in self.kept.session.consents.values())

    @property
    def ended(self) -> bool:
        """Whether everything was heard and judged."""
        return self.kept.ended

    def now(self) -> float:
        """Seconds since the session's start, up to its end; 0 at the door, until stages are followed by hand."""
        return self._options.moment(time.time())

    def open(self) -> None:
        """Open the door, or go on where the session stopped: at the door, in the call, « hors micro », or after it."""
        self._page.start()
        self.former.start()
        if self.ended:
            self.over.set()
        elif not self.started:
            self.answered()
        elif self._options.over:
            self._ears.hear(withdrawn=self.kept.withdrawn)
            self.stop()
        else:
            self._run()

    def start(self) -> None:
        """Begin to record and to hear: everybody agreed.

        Raises:
            SessionError: somebody did not answer yet, or refused.
        """
        if missing := ", ".join(self.kept.silent):
            raise SessionError(f"Tout le monde n'a pas encore dit oui ({missing})", "demandez à chacun, puis recommencez")
        if self.started:
            return
        self._ears.ready()
        self._set(began=self._options.by_hand or time.time())
        self.kept.keep(Started(by=FACILITATOR, t=self.now(), device="un enregistrement" if self._options.file else "l'appel"))
        facilitators = self.kept.seance.named(Role.FACILITATOR)
        if len(facilitators) == 1:  # known from her track, before she says a word
            self.kept.judged(lambda judge: judge.rename({MICRO_VOICE: facilitators[0]}, by=HEARD))
        self._run()

    def follow_by_hand(self) -> None:
        """The facilitator follows the stages though nothing is heard: somebody said no, or the group is not asked yet."""
        if not self.started and self._options.by_hand is None:
            self._set(by_hand=time.time())
            self.answered()

    def answered(self) -> None:
        """At the door no device is open after one no, nor by hand; they are again once it is a yes."""
        if not self.started:
            self._ears.meter(wanted=not self.by_hand)

    def withdraw(self, person: str) -> None:
        """Somebody no longer agrees: nothing more is captured nor analysed, for anybody: one voice cannot be taken out of a mix."""
        self.kept.keep(ConsentWithdrawn(by=FACILITATOR, person=person, t=self.now()))
        self._ears.deafen()
        self.pause()
        self._open = None
        self._reminder = reminder(person) or self._reminder  # last: a keyring may take its time, while nothing may be heard
        self._changed()

    def pause(self) -> None:
        """« Hors micro »: nothing is captured any more."""
        if self.started and not self.kept.paused and self._phase() == "ecoute":
            self._ears.pause()
            self._sides.paused()
            self.kept.keep(Paused(by=FACILITATOR, t=self.now()))
            self._ears.flush()

    def resume(self) -> None:
        """Hear again: the facilitator's act.

        Raises:
            SessionError: somebody withdrew, or came in late and was not asked.
        """
        if missing := ", ".join(self.kept.silent):
            raise SessionError(f"L'écoute reste suspendue : {missing} n'a pas dit oui", "demandez-lui d'abord son accord")
        if self.kept.paused:
            self.kept.keep(Resumed(by=FACILITATOR, t=self.now()))
            self._ears.resume(withdrawn=self.kept.withdrawn)

    def go_on(self) -> None:
        """The facilitator does not want to stop now."""
        self._answered = self.now()

    def stop(self) -> None:
        """End the recording; what is left is heard, then the whole is gone through again."""
        if self.by_hand and not self.ended:
            self._set(until=self.now())
            self.kept.end(self.now())
            self.over.set()
        elif self.started and self._progress is None and not self.over.is_set():
            self._progress = ("Fin de l'écoute", 0.0)
            with self._troubles.telling():
                self._set(over=True, until=self.now())
            threading.Thread(target=self._end, name="suite", daemon=True).start()

    def close(self) -> None:
        """Leave everything as it is: `resume` goes on from there."""
        self.kept.papers.stop()
        self._ears.close()
        self._page.stop()

    # What people do (see `acts`)

    def erase(self, pieces: set[str], start: float, end: float, *events: Event) -> None:
        """Take these pieces out of the journal, and the sound of this stretch off the disk."""
        self._cuts.append((start, end))
        if self._open is not None and self._open.start < end:
            self._open = None
        with undisturbed(self._folder):
            wipe(self._folder, (start, end))  # first: should it stop there, or refuse, the passage is still there to be cut again
            self.kept.erase(pieces, *events)

    def learn(self, voice: str) -> None:
        """Tell the hearing that somebody named this voice."""
        self._ears.learn(voice, tuple((turn.start, turn.end) for turn in self.kept.session.turns if turn.voice == voice))

    # What comes from the processes

    def _recorded(self, message: recorder.Message) -> None:
        with self._troubles.telling():
            self._sides.take(message)
            match message:
                case recorder.Level():
                    self._page.passes()
                    return
                case recorder.Recording() if self._options.file and self._options.played is None:
                    self._set(played=message.t)
                case recorder.Back() if self.started:
                    self.kept.keep(Gap(channel=message.channel, t=message.t, seconds=message.gap))
                case recorder.Full():
                    self._troubles.problem = FULL
                case recorder.Stopped() if self._options.file and self.started:
                    self.stop()  # the recording was played to its end
                case _:
                    pass
        self._changed()

    def _heard(self, message: said.Message) -> None:
        with self._troubles.telling():
            match message:
                case Saying():
                    said = (message.settled or message.provisional) and not self._cut(message.start, message.heard)
                    self._open = message if said else None
                    self._page.passes(now=True)
                    if self._open is None:
                        self.kept.rest()
                case Behind():
                    self._behind = message
                case Settled():
                    self._settled(message.piece)
                case Revoiced():
                    known = self.kept.times
                    voices = {piece: voice for piece, voice in message.voices.items() if piece in known}
                    self.kept.judged(lambda judge: judge.correct(voices))
                case Introduced(pieces=heard):
                    self.kept.introduce([one.piece for one in heard if not self._cut(one.start, one.end)])
                case Recognised(voices=voices):
                    self.kept.recognise(voices)
                case Failed():
                    self._troubles.problem = f"{message.problem} : {message.remedy}."
                    self._changed()
                case _:
                    pass
        self._page.passes()

    def _settled(self, heard: Heard) -> None:
        if self.problem == FULL or self._cut(heard.start, heard.end):
            return
        self._sides.spoke(heard.channel or MICRO, heard.end)
        self.kept.hear(heard.piece)

    def _cut(self, since: float, until: float) -> bool:
        """Whether something of what was said then was cut before it was said to be heard."""
        return any(start < until and since < end for start, end in self._cuts)

    def _begin(self) -> Begin:
        return beginning(self._folder.sound, self._models, self.kept, self._options.threads)

    def _run(self) -> None:
        self.kept.papers.start()
        self._ears.run(paused=self.kept.paused, withdrawn=self.kept.withdrawn)
        self._changed()

    def _end(self) -> None:
        whole: bool | None = None
        with self._troubles.telling():
            whole = self._ears.finish()
        self._open = None
        if whole is False and self.problem:  # somebody can mend it: `resume` hears the rest
            self._progress = None
            self._changed()
            self.over.set()
            return
        with self._troubles.telling(ENDS):
            threads, deaf = self._options.threads, self._ears.deaf
            model, heard = self._models[0], self._behind.heard
            conclude(self.kept, self._folder.sound, model, heard, self.now(), deaf=deaf, threads=threads, progress=self._advance)
        self._progress = None
        with self._troubles.telling(ENDS):
            self._page.publish()
        self.over.set()

    def _advance(self, doing: str, done: float) -> None:
        self._progress = (doing, done)
        self._changed()

    # What the page is shown

    def _changed(self) -> None:
        self._page.changed()

    def _drawn(self) -> dict[str, Any]:
        with self.kept.order:
            session, seance, live = self.kept.session, self.kept.seance, self._live()
            ask = asks_to_stop(session, seance, live.t, self._answered) if live.phase == "ecoute" else None
            papers = self.kept.papers.rows(whole=self.by_hand or self.ended)
            return view(session, seance, replace(live, ask=ask), papers=papers, followups=self.former.rows())

    def _live(self) -> Live:
        now, phase = self.now(), self._phase()
        hears, opened = phase == "ecoute", phase in {"accueil", "ecoute"} and not self.by_hand
        said, judge = self._open, self.kept.judge
        return Live(
            phase=phase,
            t=now,
            stage=judge.stage if phase in {"ecoute", "pause"} else None,
            doubt=judge.doubt if hears else None,
            open=Said(said.voice, said.settled, said.provisional) if said is not None and hears else None,
            levels=self._sides.levels if opened else {},
            line=self._sides.line if opened else "",
            warnings=(
                *self._troubles.lines,
                *([self._reminder] if self._reminder else []),
                *(self._sides.warnings if opened else ()),
                *([ECHO] if hears and self._behind.bleed is not None else []),
            ),
            lag=max(self._behind.lag, now - self._behind.heard - USUAL) if hears else 0.0,
            recording=hears and self.problem is None,
            progress=self._progress,
        )

    def _phase(self) -> Phase:
        if self._progress is not None:
            return "suite"
        if self.ended:
            return "fin"
        return "accueil" if not self.started else "pause" if self.kept.paused else "ecoute"

    def _set(self, **changed: Any) -> None:  # noqa: ANN401 - fields of the options
        self._options = msgspec.structs.replace(self._options, **changed)
        save(self._folder, self._options)
