"""The review as JSON, for who computes.

    estimated      times were computed, not measured: shares are then told in words only
    listened       false where nothing was ever heard: only times are told
    duration       seconds; attributed: share of the speech that has a name; breaks: [[start, end]]
    summary        [sentence]
    consultations  [{client, facilitator, consultants, away, stages, notices: {offered, said, ignored}, offers: [question]}]; notices
                   are null once destroyed

A stage has `stage` (0 to 6), `name`, `planned`, `seconds`, `speech` (seconds, by ten), `turns` (how many), and:

    visits         [{first, last, start, end}]: turn positions (null where nobody was heard), seconds
    by_hand        seconds that were followed by hand, in which nobody was heard
    shares         {client | consultant | animateur: share, with `expected: [low, high]`} or null (too short for a figure)
    consultants    [{person, share, turns: [position], questions: count or null}], alphabetical; [] where equality means nothing
    spread         parole répartie: true, false, null (no ground); voices: 1 or 2 when so few carried most of it
    unheard        [name]: not heard yet at 60 % of the planned time
    rounds         [{complete, missing, turns}]
    questions      {open, closed, why, multiple, turns: {open, why, closed}} or null (too few)
    advice         {kind: count}: the group's, with no turn and no name; null: destroyed before they were counted
    silences       [{after, seconds, asked}]; overlaps, cut_offs: [position] or null (too few)
    interventions  [{turn, act}]: the facilitator's; intervention_seconds: of all together, in whole minutes, so rounded that no
                   quotient by `speech` is finer than a share
    flow           [{from, to, count}]: who spoke after whom

A share is {low, high, margin, figure}: between `low` and `high` points, `margin` in points; `figure` false means words only (`low` and
`high` are then null). No share is given more precisely than 5 points.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from codev_voice.review.interventions import intervening
from codev_voice.review.questions import counted
from codev_voice.review.values import Ask, ConsultationReview, Range, Review, StageReview, Visit
from codev_voice.review.words import EXPECTED, summary
from codev_voice.session.names import STAGE_NAMES


def to_json(review: Review) -> dict[str, Any]:
    """The review as plain values."""
    return {
        "estimated": review.estimated,
        "listened": review.listened,
        "duration": round(review.duration, 1),
        "attributed": review.attributed,
        "breaks": [[round(start, 1), round(end, 1)] for start, end in review.breaks],
        "summary": list(summary(review)),
        "consultations": [_consultation(one) for one in review.consultations],
    }


def _consultation(one: ConsultationReview) -> dict[str, Any]:
    return {
        "client": one.client,
        "facilitator": one.facilitator,
        "consultants": list(one.consultants),
        "away": list(one.away),
        "stages": [_stage(stage) for stage in one.stages],
        "notices": followed_json(one),
        "offers": list(one.offers),
    }


def followed_json(one: ConsultationReview) -> dict[str, int] | None:
    """What she made of the notices, for the facilitator alone."""
    return None if one.followed is None else asdict(one.followed)


def _stage(stage: StageReview) -> dict[str, Any]:
    held = stage.equality
    return {
        "stage": int(stage.stage),
        "name": STAGE_NAMES[stage.stage],
        "planned": stage.planned,
        "seconds": round(stage.seconds, 1),
        "speech": round(stage.speech, -1),
        "turns": stage.turns,
        "visits": [_visit(one) for one in stage.visits],
        "by_hand": round(stage.by_hand, 1),
        "shares": {
            str(role): share_json(share) | {"expected": list(EXPECTED[stage.stage][role])} for role, share in (stage.shares or {}).items()
        }
        or None,
        "consultants": [
            {"person": part.person, "share": share_json(part.share), "turns": list(part.turns), "questions": part.questions}
            for part in (held.parts if held else ())
        ],
        "spread": held.spread if held else None,
        "voices": held.voices if held else 0,
        "unheard": list(stage.unheard),
        "rounds": [{"complete": not one.missing, "missing": list(one.missing), "turns": list(one.turns)} for one in stage.rounds],
        "questions": _questions(stage),
        "advice": None if stage.advice is None else dict(stage.advice),
        "silences": [{"after": one.after, "seconds": round(one.seconds, 1), "asked": one.asked} for one in stage.silences],
        "overlaps": None if stage.overlaps is None else list(stage.overlaps),
        "cut_offs": None if stage.cut_offs is None else list(stage.cut_offs),
        "interventions": [{"turn": one.turn, "act": str(one.act)} for one in stage.interventions],
        "intervention_seconds": intervening(stage),
        "flow": [{"from": before, "to": after, "count": count} for (before, after), count in stage.flow.items()],
    }


def _visit(one: Visit) -> dict[str, Any]:
    first, last = (one.first, one.last) if one.wordy else (None, None)
    return {"first": first, "last": last, "start": round(one.start, 1), "end": round(one.end, 1)}


def _questions(stage: StageReview) -> dict[str, Any] | None:
    if stage.questions is None:
        return None
    turns = {str(form): sorted({one.turn for one in stage.questions if one.form is form}) for form in Ask}
    return counted(stage.questions)._asdict() | {"turns": turns}


def share_json(share: Range) -> dict[str, Any]:
    """A share as it may be told."""
    return {
        "low": None if share.wide else share.low,
        "high": None if share.wide else share.high,
        "margin": round(100 * share.margin, 1),
        "figure": not share.wide,
    }
