"""The review of a session: by consultation and by stage, since totals add stages whose rules are opposite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from codev_voice.review import flow, questions, shares
from codev_voice.review.values import Departure, Review, StageReview
from codev_voice.review.words import summary
from codev_voice.session.seance import Seance
from codev_voice.session.timetable import planned
from codev_voice.session.values import Consultation, Role, Session, Stage, Turn

EQUAL_STAGES = frozenset({Stage.CLARIFICATION, Stage.EXPLORATION})
ROUND_STAGES = frozenset({Stage.CLARIFICATION, Stage.EXPLORATION, Stage.LEARNING})


def review_of(session: Session, seance: Seance) -> Review:
    """What can be told of how speech was shared."""
    whole = Consultation(next(iter(session.named(Role.CLIENT)), None), None, 0, len(session.turns) - 1)
    minutes = planned(seance)
    parts = []
    for one in session.consultations or (whole,):
        turns = session.turns[one.first_turn : one.last_turn + 1]
        consultants = _consultants(session, turns)
        stages = tuple(_stage(stage, turns, consultants, 60 * minutes[stage], session) for stage in Stage)
        parts.append((one.client, tuple(stage for stage in stages if stage.turns or stage.planned)))
    found = tuple(parts)
    return Review(
        consultations=found,
        duration=session.duration,
        estimated=session.estimated,
        attributed=round(shares.attributed(session.turns), 3),
        summary=summary(found),
        departures=_departures(session),
    )


def _departures(session: Session) -> tuple[Departure, ...]:
    """What was told during the clarification, in order, as sentences: the review never says whose."""
    return tuple(
        Departure(turn.start, notice.kind, notice.excerpt, notice.question)
        for turn in session.turns
        for notice in turn.notices
        if notice.told
    )


def _consultants(session: Session, turns: Sequence[Turn]) -> tuple[str, ...]:
    """Who consults here, in the roster's order: a client of another consultation does, the facilitator only if she is both."""
    clients = {turn.person for turn in turns if turn.role is Role.CLIENT}
    rotating = {Role.CONSULTANT, Role.CLIENT}
    listed = [person.name for person in session.people if person.roles & rotating and person.name not in clients]
    heard = [turn.person for turn in turns if turn.role is Role.CONSULTANT and turn.person]
    return tuple(dict.fromkeys([*listed, *heard]))


def _stage(stage: Stage, among: Sequence[Turn], consultants: Sequence[str], plan: float, session: Session) -> StageReview:
    turns = [turn for turn in among if turn.stage is stage]
    visits = [turn for at, turn in enumerate(turns) if not at or turns[at - 1].index != turn.index - 1]
    parts, spread = shares.among_consultants(turns, consultants) if stage in EQUAL_STAGES else ((), None)
    asked = questions.count(turns) if stage is Stage.CLARIFICATION else None
    plain, wanted = flow.silences(turns)
    overlaps, cut_offs = (None, None) if session.estimated else flow.collisions(turns)
    told = [notice for turn in turns for notice in turn.notices if notice.told]
    return StageReview(
        stage=stage,
        planned=plan,
        seconds=_elapsed(turns, session),
        visits=len(visits),
        speech=sum(turn.duration for turn in turns),
        turns=len(turns),
        shares=shares.by_role(turns),
        parts=parts,
        spread=spread,
        unheard=flow.unheard(turns, consultants, plan) if stage in ROUND_STAGES else (),
        rounds=flow.rounds(turns, consultants) if stage in ROUND_STAGES else (),
        questions=asked if asked and asked.total >= questions.LEAST else None,
        advice=dict(Counter(notice.kind for notice in told)) if stage is Stage.CLARIFICATION else {},
        silences=plain,
        asked_silences=wanted,
        overlaps=overlaps,
        cut_offs=cut_offs,
        facilitation=sum(turn.role is Role.FACILITATOR for turn in turns),
    )


def _elapsed(turns: Sequence[Turn], session: Session) -> float:
    """Seconds the stage lasted: each turn counts until the next one starts."""
    following = [turn.start for turn in session.turns[1:]] + [session.duration]
    return sum(max(0.0, max(turn.end, following[turn.index]) - turn.start) for turn in turns)
