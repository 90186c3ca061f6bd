"""What of a review outlives the transcript: the group's figures, for the facilitator's own notes; nobody's words, nobody's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from codev_voice.review.values import Asked, ConsultationReview, Equality, Review, Silence, StageReview
from codev_voice.session.values import Stage


def kept(review: Review) -> dict[str, Any]:
    """The group's figures as JSON values, which `restored` reads: no name but the client's and the facilitator's, no turn, no sentence."""
    figures: dict[str, Any] = msgspec.to_builtins(of_the_group(review))
    return figures


def restored(figures: Mapping[str, Any], *, counted: bool = True) -> Review:
    """The review that `kept` gave these figures of; unless what was noticed was `counted`, no advice there is not known to be none.

    Raises:
        ValueError: they are of another version.
    """
    review = of_the_group(msgspec.convert(dict(figures), Review, strict=False))
    return review if counted else replace(review, consultations=tuple(_unknown(one) for one in review.consultations))


def counts(review: Review) -> tuple[dict[str, int], ...]:
    """How many of each kind were noticed, consultation by consultation."""
    return tuple({kind: count for stage in one.stages for kind, count in (stage.advice or {}).items()} for one in review.consultations)


def of_the_group(review: Review) -> Review:
    """The same review without what is any consultant's, and without what points into a transcript that is gone."""
    return replace(review, wordless=True, consultations=tuple(_consultation(one) for one in review.consultations))


def _consultation(one: ConsultationReview) -> ConsultationReview:
    return replace(one, consultants=(), away=(), offers=(), followed=None, stages=tuple(_stage(stage) for stage in one.stages))


def _unknown(one: ConsultationReview) -> ConsultationReview:
    asking = Stage.CLARIFICATION
    stages = tuple(replace(stage, advice=stage.advice or None) if stage.stage is asking else stage for stage in one.stages)
    return replace(one, stages=stages)


def _stage(stage: StageReview) -> StageReview:
    return replace(
        stage,
        visits=tuple(replace(visit, first=0, last=-1) for visit in stage.visits),
        equality=stage.equality and Equality((), stage.equality.spread, stage.equality.voices),
        speakers=(),
        unheard=(),
        rounds=(),
        questions=None if stage.questions is None else tuple(Asked(0, None, asked.form, asked.chained) for asked in stage.questions),
        silences=tuple(Silence(0, silence.seconds, silence.asked) for silence in stage.silences),
        overlaps=None if stage.overlaps is None else (0,) * len(stage.overlaps),
        cut_offs=None if stage.cut_offs is None else (0,) * len(stage.cut_offs),
        interventions=tuple(replace(one, turn=0) for one in stage.interventions),
        flow={},
    )
