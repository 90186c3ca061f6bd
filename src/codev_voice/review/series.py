"""Several sessions of a group: how the group's figures move, never a person's."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from codev_voice.review.questions import counted
from codev_voice.review.values import ConsultationReview, Review, StageReview
from codev_voice.session.seance import Seance
from codev_voice.session.values import Stage


@dataclass(frozen=True)
class Step:
    """One consultation of a series, without a name.

    `rank` tells two consultations of one session apart (1, 2; 0 when there is one). `spread` says of the clarification and the
    exploration whether speech was shared (None: no ground); `questions` are open and closed; `advice` is the group's total, None where
    there was no clarification, or it was destroyed uncounted; `times` are seconds, real then planned. `estimated` and `listened` as for
    the session.
    """

    date: datetime.date | None
    rank: int
    spread: Mapping[Stage, bool | None]
    questions: tuple[int, int] | None
    advice: int | None
    times: Mapping[Stage, tuple[float, float]]
    estimated: bool = False
    listened: bool = True


def series_of(sessions: Iterable[tuple[Review, Seance]]) -> tuple[Step, ...]:
    """The steps in the order of their dates; those without a date last, as they were given."""
    steps = []
    for review, seance in sessions:
        several = len(review.consultations) > 1
        for rank, one in enumerate(review.consultations, start=1):
            steps.append(replace(_step(one, seance.date, rank if several else 0), estimated=review.estimated, listened=review.listened))
    return tuple(sorted(steps, key=lambda step: (step.date is None, step.date or datetime.date.max, step.rank)))


def _step(one: ConsultationReview, date: datetime.date | None, rank: int) -> Step:
    held = {stage.stage: stage for stage in one.heard()}
    clarification = held.get(Stage.CLARIFICATION)
    counts = counted(clarification.questions) if clarification and clarification.questions is not None else None
    return Step(
        date=date,
        rank=rank,
        spread={stage: _spread(held.get(stage)) for stage in (Stage.CLARIFICATION, Stage.EXPLORATION)},
        questions=(counts.open, counts.closed) if counts else None,
        advice=sum(clarification.advice.values()) if clarification and clarification.advice is not None else None,
        times={stage.stage: (stage.seconds, stage.planned) for stage in one.stages},
    )


def _spread(stage: StageReview | None) -> bool | None:
    return stage.equality.spread if stage and stage.equality else None
