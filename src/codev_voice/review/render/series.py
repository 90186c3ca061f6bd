"""Several sessions of a group, to read, to compute with and to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codev_voice.review.render.drawing import series as drawing
from codev_voice.review.render.markdown import table
from codev_voice.review.render.pictures import Picture
from codev_voice.review.render.tables import Table, numbered
from codev_voice.review.series import Step
from codev_voice.review.words import TOO_SHORT
from codev_voice.session.lengths import whole_minutes
from codev_voice.session.values import Stage

NOTE = "Ce sont les chiffres du groupe, jamais ceux d'une personne. Ils décrivent : un groupe qui change de sujet change aussi de rythme."


def named(step: Step) -> str:
    """« 24/11/2026 », « 24/11/2026, 2e consultation »."""
    day = step.date.strftime("%d/%m/%Y") if step.date else "sans date"
    return f"{day}, {'1re' if step.rank == 1 else '2e'} consultation" if step.rank else day


def tables_of(steps: Sequence[Step]) -> tuple[Table, Table]:
    """How speech was shared, questions and advice; then real and planned minutes by stage."""
    columns = ("Séance", "Clarification", "Exploration", "Questions ouvertes / fermées", "Phrases relevées")
    rows = tuple(
        (
            named(step),
            *(said(step.spread[stage]) if step.listened else "sans écoute" for stage in (Stage.CLARIFICATION, Stage.EXPLORATION)),
            "–" if not step.listened else TOO_SHORT if step.questions is None else f"{step.questions[0]} / {step.questions[1]}",
            "–" if step.advice is None else str(step.advice),
        )
        for step in steps
    )
    times = tuple((named(step), *(_time(step, stage) for stage in Stage)) for step in steps)
    return (
        Table("La parole du groupe, d'une séance à l'autre", columns, rows),
        Table("Minutes par étape : réelles / prévues", ("Séance", *(numbered(stage) for stage in Stage)), times),
    )


def said(spread: bool | None) -> str:  # noqa: FBT001 - three values, as they are told
    """« parole répartie », or why nothing is said."""
    return TOO_SHORT if spread is None else "parole répartie" if spread else "parole inégalement répartie"


def _time(step: Step, stage: Stage) -> str:
    if stage not in step.times:
        return "–"
    spent, planned = step.times[stage]
    return f"{'≈ ' if step.estimated and spent else ''}{whole_minutes(spent)} / {whole_minutes(planned)}"


def render_series(steps: Sequence[Step]) -> str:
    """As Markdown."""
    lines = ["# D'une séance à l'autre", ""]
    for one in tables_of(steps):
        lines += [f"## {one.title}", "", *table(one), ""]
    if any(step.estimated for step in steps):
        lines += ["« ≈ » : temps estimé, la transcription ne donne pas tous les temps.", ""]
    return "\n".join([*lines, f"*{NOTE}*"]) + "\n"


def series_json(steps: Sequence[Step]) -> dict[str, Any]:
    """As plain values: times in seconds, `spread` as in a review."""
    return {
        "sessions": [
            {
                "date": step.date.isoformat() if step.date else None,
                "consultation": step.rank or 1,
                "estimated": step.estimated,
                "listened": step.listened,
                "spread": {str(int(stage)): spread for stage, spread in step.spread.items()},
                "questions": {"open": step.questions[0], "closed": step.questions[1]} if step.questions else None,
                "advice": step.advice,
                "times": {str(int(stage)): {"seconds": round(spent, 1), "planned": plan} for stage, (spent, plan) in step.times.items()},
            }
            for step in steps
        ]
    }


def series_picture(steps: Sequence[Step]) -> Picture:
    """The steps one under the other."""
    labels = [named(step) for step in steps]
    return Picture(
        key="evolution",
        title="D'une séance à l'autre",
        description=f"Une ligne par séance : le temps de chaque étape, réel et prévu, la parole répartie ou non, les questions. {NOTE}",
        tables=tables_of(steps),
        draw=lambda sheet, titled: drawing.draw(sheet, steps, labels, titled=titled),
        height=lambda titled: drawing.height(steps, titled=titled),
    )
