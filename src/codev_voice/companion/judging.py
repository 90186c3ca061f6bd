"""Judgements as pieces come: the stage after each, the departures in each; and what people click and answer, which outranks them.

Pure: the same pieces and the same acts, in the same order, give the same events, live or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Self

from codev_voice.companion.departing import by_act, hush
from codev_voice.companion.tracking import CLICK, Tracker
from codev_voice.method import advice
from codev_voice.method.address import leaning
from codev_voice.method.repeats import NOWHERE, Repeats
from codev_voice.method.stages import doubted
from codev_voice.session.events import (
    AFTER,
    FACILITATOR,
    HEARD,
    Corrected,
    Event,
    Heard,
    NoticeAnswered,
    Noticed,
    PersonJoined,
    RoleChanged,
    StageMoved,
    StageMoveUndone,
    Unknown,
    VoiceNamed,
)
from codev_voice.session.roster import outranks, people_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Answer, Level, Notice, Person, Piece, Stage

_ENDED = re.compile(r"(?<!\.)[.!?][\"»”)]?\s*$")


class Judge:
    """Hears settled pieces one by one, learns what people do, and says what each changes.

    `names` gives the person of each voice, `people` their roles; both may know less than everybody. A `live` piece may end anywhere:
    of a sentence that goes on, the last clause is judged when more of it has been heard, or when it is left there (`rest`, or
    another voice). Every method gives the events to append to the journal, in order.
    """

    def __init__(self, seance: Seance, names: Mapping[str, str | None], people: Sequence[Person], *, live: bool = False) -> None:
        self._seance = seance
        self._live = live
        self._track = Tracker(replace(seance, people=tuple(people)), names)
        self._base = replace(seance, people=tuple(people))
        self._named: dict[str, VoiceNamed] = {}
        self._group: list[Event] = []  # what was said of the people
        self._log: list[Event] = []
        self._starts: list[int] = []  # of each turn, the place of its first piece in the log
        self._turn_of: dict[str, int] = {}  # the turn of each piece (a position)
        self._voices: dict[str, str] = {}  # of the pieces that were corrected
        self._told: list[Notice] = []  # in the open turn
        self._known = Repeats()  # in the whole session
        self._leaning = [0.0]  # before each turn, towards "vous": summed as they close, never gone through again

    @classmethod
    def resume(cls, events: Sequence[Event | Unknown], seance: Seance, *, live: bool = True) -> Self:
        """The judge of a session whose journal holds these events: it goes on as the one that gave them would have."""
        judge = cls(seance, {}, seance.people, live=live)
        for event in events:
            if not isinstance(event, Unknown) and event.by != AFTER:
                judge._learn(event)
        return judge

    @property
    def stage(self) -> Stage:
        """The stage to show."""
        return self._track.shown if self._track.shown is not None else self._track.belief.stage

    @property
    def doubt(self) -> Stage | None:
        """The stage that is believed in, but not surely enough to be shown."""
        return None if self._track.waiting else doubted(self._track.belief)

    def hear(self, piece: Piece) -> tuple[Event, ...]:
        """The events of this piece: that it was heard, the move it makes if any, the notices it deserves."""
        left = self._noticed(whole=True) if self._track.begins(piece) and self._goes_on() else ()
        events: list[Event] = [*self._acted(Heard.of(piece))]
        belief = self._track.belief
        if belief.stage is not self._track.shown:
            sure = round(belief.probabilities[belief.stage], 3)
            events += self._acted(StageMoved(piece=piece.id, stage=belief.stage, confidence=sure, t=piece.end))
        events += self._acted(*left)
        return (*events, *self._acted(*self._noticed(whole=not self._goes_on())))

    def rest(self) -> tuple[Event, ...]:
        """Nobody goes on for now: what was left open of the last sentence is judged as it stands."""
        return self._acted(*self._noticed(whole=True)) if self._goes_on() else ()

    def click(self, stage: Stage, t: float | None = None) -> tuple[Event, ...]:
        """The facilitator says which stage it is, from what is heard next on; only a move heard later leaves it."""
        return self._acted(StageMoved(piece=CLICK, stage=stage, t=t, by=FACILITATOR))

    def undo(self, t: float | None = None) -> tuple[Event, ...]:
        """The last change of stage is taken back, whoever made it; nothing where there is none."""
        changes = self._track.changes
        if not changes or changes[-1].former is None:
            return ()
        return self._acted(StageMoveUndone(piece=changes[-1].piece, t=t, by=FACILITATOR))

    def rename(self, names: Mapping[str, str | None], t: float | None = None, by: str = FACILITATOR) -> tuple[Event, ...]:
        """These voices are these people; what is heard of a voice changes nothing of what the facilitator said of it."""
        return self._acted(
            *(
                event
                for voice, person in names.items()
                if _renames(event := VoiceNamed(voice=voice, person=person, t=t, by=by), self._named.get(voice))
            )
        )

    def people(self, people: Sequence[Person], t: float | None = None) -> tuple[Event, ...]:
        """These people are there, in these roles: who is not known has just come in; nobody leaves."""
        known = {person.name: person for person in self._track.people}
        came = [PersonJoined(person=one.name, role=one.role, t=t, by=FACILITATOR) for one in people if one.name not in known]
        turned = [one for one in people if one.name in known and known[one.name].role is not one.role]
        return self._acted(*came, *(RoleChanged(person=one.name, role=one.role, t=t, by=FACILITATOR) for one in turned))

    def answer(self, piece: str, excerpt: str, answer: Answer, t: float | None = None) -> tuple[Event, ...]:
        """The facilitator answers what was noticed of a clause; one that is no advice is only logged from now on."""
        return self._acted(NoticeAnswered(piece=piece, excerpt=excerpt, answer=answer, t=t, by=FACILITATOR))

    def correct(self, voices: Mapping[str, str], by: str = HEARD) -> tuple[Event, ...]:
        """These pieces (by their ids) were said by these voices: turns split or join, and the stages since are read again.

        What has been shown stays shown, until the next piece says otherwise.
        """
        return self._acted(*(Corrected(piece=piece, voice=voice, by=by) for piece, voice in voices.items()))

    def _goes_on(self) -> bool:
        """Whether the last sentence is still being said."""
        pieces = self._track.pieces
        return self._live and bool(pieces) and not _ENDED.search(pieces[-1].text)

    def _noticed(self, *, whole: bool) -> tuple[Noticed, ...]:
        """What the open turn deserves beyond what was told of it; unless it is judged `whole`, not in what is still being said."""
        turn, belief = self._track.open, self._track.belief
        if turn is None or (self._track.waiting and self._track.shown is not belief.stage):
            return ()  # she has just said that this is another stage
        notices = advice.judge(
            replace(by_act(turn, self._track.people, moves=belief.since == turn.index), settled=whole),
            self._track.turns,
            stage=belief.stage,
            strictness=self._seance.strictness,
            polite=self._leaning[-1] + leaning(turn) > 0,
            told=self._told,
            hush=hush(self._seance, self._known),
        )
        return tuple(Noticed.of(notice) for notice in notices)

    def _acted(self, *events: Event) -> tuple[Event, ...]:
        for event in events:
            self._learn(event)
        return events

    def _learn(self, event: Event) -> None:
        """Follow one event, whoever gives it: the judge itself, or the journal."""
        self._log.append(event)
        match event:
            case Heard():
                self._take(event.piece)
            case StageMoved(by=by, piece=piece, stage=stage):
                if by == FACILITATOR:
                    self._track.click(stage)
                else:
                    self._track.moved(piece, stage)
            case StageMoveUndone():
                self._track.undo()
            case Noticed():
                self._tell(event)
            case NoticeAnswered():
                self._known = self._repeats()
            case Corrected(piece=piece, voice=voice):
                self._correct(piece, voice)
            case _:
                self._meet(event)

    def _meet(self, event: Event) -> None:
        """Learn who a voice or a person is."""
        if isinstance(event, VoiceNamed) and outranks(event, self._named.get(event.voice)):
            self._named[event.voice] = event
            self._track.name({event.voice: event.person})
        elif isinstance(event, RoleChanged | PersonJoined):
            self._group.append(event)
            self._track.roster(people_of(self._group, self._base)[0])

    def _take(self, piece: Piece) -> None:
        piece = replace(piece, voice=self._voices.get(piece.id, piece.voice))
        closes = self._track.begins(piece)
        if closes or not self._track.pieces:
            self._starts.append(len(self._log) - 1)
            self._told = []
        self._track.hear(piece)
        if closes:
            self._leaning.append(self._leaning[-1] + leaning(self._track.turns[-1]))
        self._turn_of[piece.id] = len(self._track.turns)

    def _tell(self, event: Noticed) -> None:
        turn = self._turn_of.get(event.piece, NOWHERE)
        if turn == len(self._track.turns):
            self._told.append(event.notice(turn))
        if event.level is not Level.LOG:
            self._known.tell(event.excerpt, turn)

    def _repeats(self) -> Repeats:
        """What is known of clauses told or refused, the last answer to each standing."""
        known = Repeats()
        answers: dict[tuple[str, str], Answer] = {}
        for event in self._log:
            if isinstance(event, Noticed) and event.level is not Level.LOG:
                known.tell(event.excerpt, self._turn_of.get(event.piece, NOWHERE))
            elif isinstance(event, NoticeAnswered):
                answers[event.piece, event.excerpt] = event.answer
        for (_, excerpt), answer in answers.items():
            if answer is Answer.NOT_ADVICE:
                known.refuse(excerpt, NOWHERE)
        return known

    def _correct(self, piece: str, voice: str) -> None:
        """Read again from before the turn of this piece, with what was done since."""
        self._voices[piece] = voice
        if piece not in self._turn_of:
            return
        first = self._track.rewind({piece})
        log, self._log = self._log, self._log[: self._starts[first]]
        again = log[self._starts[first] : -1]
        del self._starts[first:], self._leaning[first + 1 :]
        self._told = []
        for event in again:
            if isinstance(event, Corrected):
                self._log.append(event)  # its voice is known already
            else:
                self._learn(event)
        self._log.append(log[-1])
        self._known = self._repeats()


def _renames(event: VoiceNamed, former: VoiceNamed | None) -> bool:
    return outranks(event, former) and (former is None or (former.person, former.by) != (event.person, event.by))
