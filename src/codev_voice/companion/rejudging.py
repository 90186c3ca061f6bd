"""The whole judged again, once everything has been heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from codev_voice.companion.departing import by_act, hush
from codev_voice.method import advice, consultations, stages
from codev_voice.method.address import polite
from codev_voice.method.repeats import Repeats
from codev_voice.method.stage_context import context_for
from codev_voice.session.events import AFTER, ConsultationOpened, Event, Noticed, Rejudged, StageMoved
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Level, Role, Session, Stage, Turn


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
            judged = by_act(turn, seance.people, moves=turn.index > 0 and _moves(turn, staged))
            quiet = hush(seance, repeats)
            notices = advice.judge(judged, turns[:at], stage=turn.stage, strictness=seance.strictness, polite=vous, hush=quiet)
            for notice in notices:
                if notice.level is not Level.LOG:
                    repeats.tell(notice.excerpt, turn.index)
            events += [Noticed.of(replace(notice, piece=notice.piece or turn.pieces[-1]), by=AFTER) for notice in notices]
    return events


def _moves(turn: Turn, staged: Sequence[Turn]) -> bool:
    return turn.index == 0 or staged[turn.index - 1].stage is not turn.stage
