"""The review as JSON, for who computes, and as Markdown, for who reads."""

from __future__ import annotations

import dataclasses
from typing import Any

from codev_voice.review.values import Departure, Range, Review, StageReview
from codev_voice.review.words import EXPECTED, TOO_SHORT, minutes, told
from codev_voice.session.names import KIND_NAMES, STAGE_NAMES, of
from codev_voice.session.values import Role, Stage

_ROLES = ((Role.CLIENT, "Client·e"), (Role.CONSULTANT, "Consultant·es"), (Role.FACILITATOR, "Animation"))


def to_json(review: Review) -> dict[str, Any]:
    """The review as plain values; shares are 0 to 1 with their margin, times are seconds."""
    return {
        "estimated": review.estimated,
        "duration": round(review.duration, 1),
        "attributed": review.attributed,
        "consultations": [
            {"client": client, "stages": [_stage_json(stage) for stage in stages]} for client, stages in review.consultations
        ],
        "summary": list(review.summary),
        "departures": [dataclasses.asdict(departure) for departure in review.departures],
    }


def _stage_json(stage: StageReview) -> dict[str, Any]:
    return {
        "stage": int(stage.stage),
        "name": STAGE_NAMES[stage.stage],
        "planned": stage.planned,
        "seconds": round(stage.seconds, 1),
        "visits": stage.visits,
        "speech": round(stage.speech, 1),
        "turns": stage.turns,
        "shares": {str(role): _range_json(share) for role, share in stage.shares.items()} if stage.shares else None,
        "consultants": [{"person": part.person, "turns": part.turns, **_range_json(part.share)} for part in stage.parts],
        "spread": stage.spread,
        "not_heard_at_60": len(stage.unheard),
        "rounds": [{"missing": list(missing)} for missing in stage.rounds],
        "questions": {
            "open": stage.questions.open,
            "closed": stage.questions.closed,
            "why": stage.questions.why,
            "multiple": stage.questions.multiple,
        }
        if stage.questions
        else None,
        "advice": dict(stage.advice),
        "silences": stage.silences,
        "asked_silences": stage.asked_silences,
        "overlaps": stage.overlaps,
        "cut_offs": stage.cut_offs,
        "facilitator_turns": stage.facilitation,
    }


def _range_json(share: Range) -> dict[str, Any]:
    return {"share": share.value, "margin": share.margin, "low": share.low, "high": share.high, "figure": not share.wide}


def render_markdown(review: Review) -> str:
    """The review for the facilitator to read."""
    lines = ["# Bilan de la séance", ""]
    if review.estimated:
        lines += ["*Temps estimé : la transcription ne donne pas tous les temps ; tous les chiffres ci-dessous sont estimés.*", ""]
    lines += [f"{sentence}" for sentence in review.summary]
    for client, stages in review.consultations:
        lines += ["", f"## Consultation {of(client)}" if client else "## La séance", ""]
        lines += _times(stages, estimated=review.estimated)
        for stage in stages:
            if stage.turns:
                lines += _details(stage)
    lines += _departures(review.departures)
    lines += ["", "*Ce bilan décrit, il n'évalue pas. Les parts sont données par étape, avec leur marge.*"]
    return "\n".join(lines) + "\n"


def _departures(departures: tuple[Departure, ...]) -> list[str]:
    if not departures:
        return []
    lines = ["", "## Phrases à réécouter dans la clarification, pour vous seul·e", ""]
    for one in departures:
        lines.append(f"- {int(one.start) // 60}:{int(one.start) % 60:02d}  « {one.excerpt} » ({KIND_NAMES[one.kind]})")
        if one.question:
            lines.append(f"  Question possible : « {one.question} »")
    return lines


def _times(stages: tuple[StageReview, ...], *, estimated: bool) -> list[str]:
    word = "Durée estimée" if estimated else "Durée"
    lines = [f"| Étape | {word} | Prévu | Client·e | Consultant·es | Animation |", "|---|---|---|---|---|---|"]
    for stage in stages:
        name = f"{int(stage.stage)}. {STAGE_NAMES[stage.stage]}"
        if not stage.turns:
            lines.append(f"| {name} | pas entendue | {minutes(stage.planned)} | | | |")
            continue
        again = f" (en {stage.visits} fois)" if stage.visits > 1 else ""
        cells = [_cell(stage, role) for role, _ in _ROLES] if stage.shares else [TOO_SHORT, "", ""]
        lines.append(
            f"| {name} | {minutes(stage.seconds)}{again} | {minutes(stage.planned) if stage.planned else '–'} | {' | '.join(cells)} |"
        )
    return lines


def _cell(stage: StageReview, role: Role) -> str:
    low, high = EXPECTED[stage.stage][role]
    return f"{told(stage.shares[role], role)} (repère : {low} à {high} %)" if stage.shares else ""


def _details(stage: StageReview) -> list[str]:
    lines: list[str] = []
    if stage.parts:
        lines += [f"- Parole {'répartie' if stage.spread else 'inégalement répartie'} entre les consultant·es."]
        lines += [f"  - {part.person} : {_part(part.share)}{_times_spoken(part.turns)}" for part in stage.parts]
    if stage.unheard:  # names were for acting during the stage: afterwards the fact is enough
        some = f"{len(stage.unheard)} personnes n'avaient" if len(stage.unheard) > 1 else "une personne n'avait"
        lines.append(f"- Quand 60 % du temps prévu était passé, {some} pas encore parlé dans cette étape.")
    for missing in stage.rounds:
        lines.append(f"- Tour : il manque {', '.join(missing)}." if missing else "- Tour complet.")
    if stage.questions:
        asked = stage.questions
        why = f" (dont {asked.why} « pourquoi »)" if asked.why else ""
        chains = f" ; prises de parole qui en enchaînent plusieurs : {asked.multiple}" if asked.multiple else ""
        lines.append(f"- Questions ouvertes : {asked.open}{why} ; fermées ou précises : {asked.closed}{chains}.")
    elif stage.stage is Stage.CLARIFICATION:
        lines.append(f"- Questions : {TOO_SHORT}.")
    if stage.advice:
        total = sum(stage.advice.values())
        kinds = ", ".join(f"{KIND_NAMES[kind]} : {number}" for kind, number in sorted(stage.advice.items()))
        lines.append(f"- Phrases relevées, tout le groupe ensemble : {total} ({kinds}).")
    if stage.silences or stage.asked_silences:
        lines.append(f"- Silences de plus de 4 secondes : {stage.silences} ; demandés, pour réfléchir ou écrire : {stage.asked_silences}.")
    if stage.overlaps:
        lines.append(f"- Paroles superposées : environ {stage.overlaps}.")
    if stage.cut_offs:
        lines.append(f"- Paroles coupées : environ {stage.cut_offs}.")
    return ["", f"### {STAGE_NAMES[stage.stage]}", "", *lines] if lines else []


def _times_spoken(turns: int) -> str:
    return f"{turns} prise{'s' if turns > 1 else ''} de parole"


def _part(share: Range) -> str:
    return "" if share.wide else f"environ {share.low} à {share.high} %, "
