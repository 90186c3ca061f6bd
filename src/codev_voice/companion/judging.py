"""Judgements as pieces come: the stage after each, the departures in each.

Pure: the same pieces, in the same order, give the same events, live or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from codev_voice.method import advice, consultations, stages
from codev_voice.method.address import polite
from codev_voice.session.events import AFTER, ConsultationOpened, Event, Heard, Noticed, Rejudged, StageMoved
from codev_voice.session.seance import Seance
from codev_voice.session.state import turns_of
from codev_voice.session.values import Notice, Person, Piece, Role, Session, Stage, Turn


class Judge:
    """Hears settled pieces one by one and says what each changes.

    `names` gives the person of each voice, `people` their roles; both may know less than everybody.
    """

    def __init__(self, seance: Seance, names: Mapping[str, str | None], people: Sequence[Person]) -> None:
        self._seance = seance
        self._names = names
        self._people = tuple(people)
        self._roles = {person.name: person.role for person in people}
        self._turns: list[Turn] = []  # the closed ones
        self._pieces: list[Piece] = []  # those of the open turn
        self._told: list[Notice] = []  # in the open turn
        self._closed = self._belief = stages.start(seance)
        self._stage: Stage | None = None

    def hear(self, piece: Piece) -> tuple[Event, ...]:
        """The events of this piece: that it was heard, the move it makes if any, the notices it deserves."""
        if self._pieces and (piece.opens or piece.voice != self._pieces[-1].voice):
            self._turns.append(self._open())
            self._closed, self._pieces, self._told = self._belief, [], []
        self._pieces.append(piece)
        turn = self._open()
        self._belief = stages.hear(self._closed, turn, _context(self._seance, self._people, self._turns))
        events: list[Event] = [Heard.of(piece)]
        if self._belief.stage is not self._stage:
            self._stage = self._belief.stage
            sure = round(self._belief.probabilities[self._stage], 3)
            events.append(StageMoved(piece=piece.id, stage=self._stage, confidence=sure, t=piece.end))
        notices = self._departures(turn)
        self._told += notices
        return (*events, *(Noticed.of(replace(notice, piece=piece.id)) for notice in notices))

    def _open(self) -> Turn:
        turn = turns_of(self._pieces)[0]
        person = self._names.get(turn.voice)
        return replace(turn, index=len(self._turns), person=person, role=turn.role or self._roles.get(person or turn.voice))

    def _departures(self, turn: Turn) -> tuple[Notice, ...]:
        return advice.judge(
            _by_act(turn, self._people, moves=self._belief.since == turn.index),
            self._turns,
            stage=self._belief.stage,
            strictness=self._seance.strictness,
            polite=polite([*self._turns, turn]),
            told=self._told,
        )


def rejudged(session: Session, seance: Seance) -> tuple[Event, ...]:
    """The whole judged again once everything has been heard, as one batch that replaces every earlier judgement but people's.

    Stages are smoothed, consultations told apart, departures sought in what is then the clarification.
    """
    found = stages.settle(session.turns, _context(seance, session.people))
    turns = [replace(turn, stage=stage, notices=()) for turn, stage in zip(session.turns, found, strict=True)]
    events: list[Event] = [Rejudged(by=AFTER)]
    events += [
        StageMoved(piece=turn.pieces[0], stage=found[turn.index], by=AFTER, t=turn.start)
        for turn in turns
        if turn.index == 0 or found[turn.index] is not found[turn.index - 1]
    ]
    events += [
        ConsultationOpened(
            piece=turns[one.first_turn].pieces[0],
            last=turns[one.last_turn].pieces[-1],
            client=one.client,
            facilitator=one.facilitator,
            by=AFTER,
        )
        for one in consultations.split(turns, session.people)
    ]
    vous = polite(turns)
    for turn in turns:
        if turn.stage is Stage.CLARIFICATION:
            moves = turn.index > 0 and found[turn.index] is not found[turn.index - 1]
            judged = _by_act(turn, session.people, moves=moves)
            notices = advice.judge(judged, turns[: turn.index], stage=turn.stage, strictness=seance.strictness, polite=vous)
            events += [Noticed.of(replace(notice, piece=notice.piece or turn.pieces[-1]), by=AFTER) for notice in notices]
    return tuple(events)


def _context(seance: Seance, people: Sequence[Person], previous: Sequence[Turn] = ()) -> stages.StageContext:
    holders: dict[Role, list[str]] = {role: [person.name for person in people if person.role is role] for role in Role}
    return stages.StageContext(
        seance=seance,
        client=next(iter(holders[Role.CLIENT]), None),
        facilitator=next(iter(holders[Role.FACILITATOR]), None),
        consultants=tuple(holders[Role.CONSULTANT]),
        previous=tuple(previous[-stages.WINDOW :]),
    )


def _by_act(turn: Turn, people: Sequence[Person], *, moves: bool) -> Turn:
    """The turn as the detector of advice takes it.

    Who is facilitator and consultant is judged by her acts: the turn with which she moves the session is facilitation, the others
    may advise.
    """
    both = any(person.name == turn.person and {Role.FACILITATOR, Role.CONSULTANT} <= person.roles for person in people)
    return replace(turn, role=Role.CONSULTANT) if both and not moves else turn
