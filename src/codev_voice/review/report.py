"""The review of a session: by consultation and by stage, since totals add stages whose rules are opposite."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from codev_voice.review import advice_totals, equality, flow, interventions, overlaps, questions, rounds, shares, silences, speakers, times
from codev_voice.review.keeping import restored
from codev_voice.review.values import ConsultationReview, Equality, Range, Review, StageReview, Visit
from codev_voice.session.retention import What
from codev_voice.session.seance import Seance
from codev_voice.session.timing import Span, shared
from codev_voice.session.timing import by_hand as hands
from codev_voice.session.values import Consultation, Role, Session, Stage, Turn
from codev_voice.session.wording import fold

ROUND_STAGES = frozenset({Stage.CLARIFICATION, Stage.EXPLORATION, Stage.LEARNING})
Part = tuple[Consultation, tuple[Visit, ...]]
"""A consultation, with its passages through the stages that were followed by hand."""


@dataclass(frozen=True)
class _Scene:
    """What a consultation's stages are read with."""

    session: Session
    consultants: tuple[str, ...]
    client: str | None
    stands: tuple[Span, ...]
    hands: tuple[Span, ...]
    moving: frozenset[int]


def reviewable(session: Session) -> bool:
    """Whether there is anything to tell: words, what was kept of them, or the time of stages that were followed by hand."""
    return bool(session.turns) or session.figures is not None or _by_hand(session)


def review_of(session: Session, seance: Seance) -> Review:
    """What can be told of how speech was shared; once the transcript is gone, what was kept of it; followed by hand, its time.

    Raises:
        SettingsError: the settings' preset is not one of the table's.
    """
    if not session.turns and session.figures is not None:
        return restored(session.figures, counted=What.NOTICES not in session.erased or session.counted is not None)
    stands = times.stopped(session)
    found = tuple(_consultation(session, part, times.plan(seance, rank), stands) for rank, part in enumerate(_parts(session, seance)))
    return Review(
        consultations=_erased(found, session.counted) if What.NOTICES in session.erased else found,
        duration=session.duration,
        estimated=session.estimated,
        attributed=round(shares.attributed(session.turns), 2),
        breaks=() if session.estimated else stands,
        listened=bool(session.turns) or not _by_hand(session),
    )


def _by_hand(session: Session) -> bool:
    """Whether stages were followed by hand; where the transcript is gone, they are but a part of a session that was heard."""
    return bool(session.by_hand) and What.TRANSCRIPT not in session.erased


def _parts(session: Session, seance: Seance) -> tuple[Part, ...]:
    """The consultations, each with its passages that were followed by hand; the last may have begun, and ended, without a word."""
    count = len(session.turns)
    whole = Consultation(next(iter(session.named(Role.CLIENT)), None), None, 0, count - 1)
    known = session.consultations or (whole,)
    starts = [-math.inf, *(session.turns[one.first_turn].start for one in known[1:])]
    if len(known) < seance.consultations:
        starts.append(times.begun_by_hand(session, seance))
    wordless = times.by_hand(session, seance)
    ends = [*starts[1:], math.inf]
    apart = [tuple(visit for visit in wordless if start <= visit.start < end) for start, end in zip(starts, ends, strict=True)]
    unnamed = [Consultation(None, None, count, count - 1)] if len(starts) > len(known) and apart[-1] else []
    return tuple(zip((*known, *unnamed), apart, strict=False))


def _erased(found: tuple[ConsultationReview, ...], counted: Sequence[Mapping[str, int]] | None) -> tuple[ConsultationReview, ...]:
    """The consultations once the notices are gone: what was `counted` of them, if the consultations are still the same."""
    kept = counted if counted is not None and len(counted) == len(found) else [None] * len(found)
    return tuple(
        replace(
            one,
            followed=None,
            stages=tuple(replace(each, advice=advice) if each.stage is Stage.CLARIFICATION else each for each in one.stages),
        )
        for one, advice in zip(found, kept, strict=True)
    )


def _consultation(session: Session, part: Part, plan: Mapping[Stage, float], stands: tuple[Span, ...]) -> ConsultationReview:
    one, wordless = part
    turns = session.turns[one.first_turn : one.last_turn + 1]
    consultants, away = _consultants(session, turns) if turns else ((), ())
    stays = times.visits(session, one.first_turn, one.last_turn, wordless)
    moving = frozenset(stay.first for before, stay in pairwise(stays) if before.stage is not stay.stage and stay.wordy)
    scene = _Scene(session, consultants, one.client, stands, hands(session, session.duration), moving)
    stages = (_stage(scene, stage, turns, [stay for stay in stays if stay.stage is stage], plan[stage]) for stage in Stage)
    return ConsultationReview(
        client=one.client,
        facilitator=one.facilitator or next(iter(session.named(Role.FACILITATOR)), None),
        consultants=consultants,
        stages=tuple(stage for stage in stages if stage.visits or stage.planned),
        away=away,
        followed=interventions.followed(turns),
        offers=advice_totals.offers(turns),
    )


def _consultants(session: Session, turns: Sequence[Turn]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who consults here, and who of the roster gave no sign of being there, both in alphabetical order; who was forgotten is in neither.

    A client of another consultation consults; the facilitator only where she spoke as one.
    """
    clients = {turn.person for turn in turns if turn.role is Role.CLIENT}
    listed = [person.name for person in session.people if person.role in {Role.CONSULTANT, Role.CLIENT} and person.name not in clients]
    heard = [turn.person for turn in turns if turn.role is Role.CONSULTANT and turn.person]
    present = {turn.person for turn in session.turns} | {name for name, given in session.consents.items() if given}
    names = sorted({*listed, *heard}, key=fold)
    away = tuple(name for name in names if name not in present | session.forgotten)
    return tuple(name for name in names if name in present), away


def _stage(scene: _Scene, stage: Stage, among: Sequence[Turn], stays: Sequence[Visit], plan: float) -> StageReview:
    turns = [turn for turn in among if turn.stage is stage]
    seconds = sum(times.spent((stay.start, stay.end), scene.stands) for stay in stays)
    by_hand = sum(shared((stay.start, stay.end), scene.hands) for stay in stays)
    if not turns:
        return StageReview(stage, plan, seconds, tuple(stays), by_hand=by_hand)
    clock = not scene.session.estimated
    asked = questions.asked(turns) if stage in equality.STAGES else ()
    told = _as_heard(shares.by_role(turns), clock=clock)
    over, cut = overlaps.collisions(turns) if clock else (None, None)
    client = () if scene.client is None or stage is not Stage.LEARNING else (scene.client,)
    rounded = stage in ROUND_STAGES and shares.attributed(turns) >= shares.LEAST_ATTRIBUTED
    return StageReview(
        stage=stage,
        planned=plan,
        seconds=seconds,
        visits=tuple(stays),
        by_hand=by_hand,
        speech=shares.speech(turns),
        turns=len(turns),
        shares=told,
        speakers=speakers.speakers(turns, told),
        equality=_equality(turns, scene.consultants, questions.by_person(asked), clock=clock) if stage in equality.STAGES else None,
        unheard=times.unheard(turns, (*scene.consultants, *client), stays, plan, scene.stands) if rounded and clock and not by_hand else (),
        rounds=rounds.rounds(turns, scene.consultants) if rounded else (),
        questions=asked if len(asked) >= questions.LEAST else None,
        advice=advice_totals.totals(turns),
        silences=silences.silences(turns, (*scene.stands, *scene.hands)) if clock else (),
        overlaps=over,
        cut_offs=cut,
        interventions=interventions.interventions(turns, scene.moving, [person.name for person in scene.session.people]),
        flow=flow.flow(turns),
    )


def _as_heard(told: Mapping[Role, Range] | None, *, clock: bool) -> Mapping[Role, Range] | None:
    """Shares of estimated times are told in words only."""
    return told if clock or told is None else {role: replace(share, wide=True) for role, share in told.items()}


def _equality(turns: Sequence[Turn], consultants: Sequence[str], asked: Mapping[str, int] | None, *, clock: bool) -> Equality | None:
    found = equality.among_consultants(turns, consultants, asked)
    if clock or found is None:
        return found
    return replace(found, parts=tuple(replace(part, share=replace(part.share, wide=True)) for part in found.parts))
