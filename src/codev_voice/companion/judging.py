"""Judgements as pieces come: the stage after each, the departures in each.

Pure: the same pieces, in the same order, give the same events, live or not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from codev_voice.method import advice, consultations, stages
from codev_voice.method.address import leaning, polite
from codev_voice.method.repeats import NOWHERE, Repeats
from codev_voice.method.stage_context import before, context_for
from codev_voice.session.events import AFTER, ConsultationOpened, Event, Heard, Noticed, Rejudged, StageMoved
from codev_voice.session.seance import Seance
from codev_voice.session.turning import turns_of
from codev_voice.session.values import Consultation, Level, Notice, Person, Piece, Role, Session, Stage, Turn


class Judge:
    """Hears settled pieces one by one and says what each changes.

    `names` gives the person of each voice, `people` their roles; both may know less than everybody.
    """

    def __init__(self, seance: Seance, names: Mapping[str, str | None], people: Sequence[Person]) -> None:
        self._seance = replace(seance, people=tuple(people))
        self._names = names
        self._heard: list[Turn] = []  # the closed turns with the roles their source gives: roles turn with the consultation
        self._turns: list[Turn] = []  # the same, in the roles then known
        self._pieces: list[Piece] = []  # those of the open turn
        self._told: list[Notice] = []  # in the open turn
        self._known = Repeats()  # in the whole session
        self._leaning = 0.0  # of the closed turns, towards "vous": summed as they close, never gone through again
        self._closed = self._belief = stages.start(seance)
        self._stage: Stage | None = None

    def hear(self, piece: Piece) -> tuple[Event, ...]:
        """The events of this piece: that it was heard, the move it makes if any, the notices it deserves."""
        if self._pieces and (piece.opens or piece.voice != self._pieces[-1].voice):
            self._close()
        self._pieces.append(piece)
        heard = self._open()
        context = context_for(self._seance, [*self._heard, heard])
        turn = replace(heard, role=context.role(heard))
        self._belief = stages.hear(self._closed, turn, replace(context, previous=before([*self._turns, turn], len(self._turns))))
        events: list[Event] = [Heard.of(piece)]
        if self._belief.stage is not self._stage:
            self._stage = self._belief.stage
            sure = round(self._belief.probabilities[self._stage], 3)
            events.append(StageMoved(piece=piece.id, stage=self._stage, confidence=sure, t=piece.end))
        notices = self._departures(turn)
        self._told += notices
        for notice in notices:
            if notice.level is not Level.LOG:
                self._known.tell(notice.excerpt, turn.index)
        return (*events, *(Noticed.of(replace(notice, piece=piece.id)) for notice in notices))

    def refuse(self, excerpt: str) -> None:
        """The facilitator has answered that this clause is no advice: whoever says it from now on, it is only logged."""
        self._known.refuse(excerpt, NOWHERE)

    def _close(self) -> None:
        closed = replace(self._open(), stage=self._belief.stage)
        role = context_for(self._seance, [*self._heard, closed]).role(closed)
        self._heard.append(closed)
        self._turns.append(replace(closed, role=role))
        self._leaning += leaning(self._turns[-1])
        self._closed, self._pieces, self._told = self._belief, [], []

    def _open(self) -> Turn:
        turn = turns_of(self._pieces)[0]
        return replace(turn, index=len(self._turns), person=self._names.get(turn.voice))

    def _departures(self, turn: Turn) -> tuple[Notice, ...]:
        return advice.judge(
            _by_act(turn, self._seance.people, moves=self._belief.since == turn.index),
            self._turns,
            stage=self._belief.stage,
            strictness=self._seance.strictness,
            polite=self._leaning + leaning(turn) > 0,
            told=self._told,
            hush=_hush(self._seance, self._known),
        )


def rejudged(session: Session, seance: Seance, spoken: Mapping[str, Role | None]) -> tuple[Event, ...]:
    """The whole judged again once everything has been heard, as one batch that replaces every earlier judgement but people's.

    Stages are smoothed, consultations told apart, departures sought in what is then the clarification: a clause is told once in the
    whole session, and not at all in other turns than the one in which the facilitator answered that it is no advice. `spoken` are the
    roles that the source itself gives, by piece.
    """
    known = replace(seance, people=session.people)
    heard = [replace(turn, role=spoken.get(turn.pieces[0]), stage=None, notices=()) for turn in session.turns]
    clicks = {move.turn: move.stage for move in session.clicks}
    staged = [replace(turn, stage=stage) for turn, stage in zip(heard, stages.settle_session(heard, known, clicks), strict=True)]
    parts = consultations.split(staged, session.people)
    repeats = Repeats()
    for turn, excerpt in session.refused:
        repeats.refuse(excerpt, turn)
    events: list[Event] = [Rejudged(by=AFTER)]
    events += [
        StageMoved(piece=turn.pieces[0], stage=turn.stage, by=AFTER, t=turn.start)
        for turn in staged
        if turn.stage is not None and _moves(turn, staged)
    ]
    for part in parts:
        first, last = staged[part.first_turn], staged[part.last_turn]
        opened = ConsultationOpened(piece=first.pieces[0], last=last.pieces[-1], client=part.client, facilitator=part.facilitator, by=AFTER)
        events += [opened, *_departed(staged, part, known, repeats)]
    return tuple(events)


def _departed(staged: Sequence[Turn], part: Consultation, seance: Seance, repeats: Repeats) -> list[Event]:
    """The notices of one consultation, in which the client of another is a consultant; `repeats` learns what they tell."""
    context = context_for(seance, staged[: part.last_turn + 1])
    turns = [replace(turn, role=context.role(turn)) for turn in staged[part.first_turn : part.last_turn + 1]]
    vous = polite(turns)
    events: list[Event] = []
    for at, turn in enumerate(turns):
        if turn.stage is Stage.CLARIFICATION:
            judged = _by_act(turn, seance.people, moves=turn.index > 0 and _moves(turn, staged))
            hush = _hush(seance, repeats)
            notices = advice.judge(judged, turns[:at], stage=turn.stage, strictness=seance.strictness, polite=vous, hush=hush)
            for notice in notices:
                if notice.level is not Level.LOG:
                    repeats.tell(notice.excerpt, turn.index)
            events += [Noticed.of(replace(notice, piece=notice.piece or turn.pieces[-1]), by=AFTER) for notice in notices]
    return events


def _hush(seance: Seance, known: Repeats) -> Callable[[Notice], bool]:
    """What is only logged, however sure: a clause already told or refused in another turn, and family B where it is muted."""
    return lambda notice: (seance.mute_other and notice.other) or known.has(notice.excerpt, notice.turn)


def _moves(turn: Turn, staged: Sequence[Turn]) -> bool:
    return turn.index == 0 or staged[turn.index - 1].stage is not turn.stage


def _by_act(turn: Turn, people: Sequence[Person], *, moves: bool) -> Turn:
    """The turn as the detector of advice takes it.

    Who is facilitator and consultant is judged by her acts: the turn with which she moves the session is facilitation, the others
    may advise.
    """
    both = any(person.name == turn.person and {Role.FACILITATOR, Role.CONSULTANT} <= person.roles for person in people)
    return replace(turn, role=Role.CONSULTANT) if both and not moves else turn
