"""One participant's own figures, to read and to compute with."""

from __future__ import annotations

from typing import Any

from codev_voice.review.own import Own, OwnStage
from codev_voice.review.render.json import share_json
from codev_voice.review.render.markdown import table
from codev_voice.review.render.tables import Table, numbered
from codev_voice.review.words import ESTIMATED, TOO_SHORT, UNSURE, figure, minutes
from codev_voice.session.names import ROLE_NAMES, STAGE_NAMES, of

_COLUMNS = (
    "Étape",
    "Votre temps",
    "Tout le groupe",
    "Prises de parole",
    "Part de la parole des consultant·es",
    "Vos questions",
    "Questions du groupe",
)


def render_own(own: Own) -> str:
    """As Markdown, for her."""
    lines = [
        f"# Vos chiffres, {own.person}",
        "",
        "Ces chiffres sont les vôtres : ils ne disent rien des autres, et ne se comparent pas.",
        "",
    ]
    if own.estimated:
        lines += [f"*{ESTIMATED}*", ""]
    for client, stages in own.consultations:
        lines += [f"## Consultation {of(client)}", ""] if client else []
        lines += [*table(Table("", _COLUMNS, tuple(_row(stage, estimated=own.estimated) for stage in stages))), ""]
    lines.append("Une parole brève n'est pas une absence. Les parts sont données avec leur marge, d'après ce que l'outil a entendu.")
    return "\n".join(lines) + "\n"


def _row(stage: OwnStage, *, estimated: bool) -> tuple[str, ...]:
    about = "environ " if estimated else ""
    if stage.seconds is None:
        return (numbered(stage.stage), TOO_SHORT, "", str(len(stage.turns)), "", "", "")
    hers = f"{about}{minutes(stage.seconds)}" if stage.turns else "–"
    group = f"{about}{minutes(stage.speech)}" if stage.speech is not None else "–"
    share = "" if stage.share is None else figure(stage.share) or UNSURE
    counts = ("" if count is None else str(count) for count in (stage.questions, stage.asked))
    return (numbered(stage.stage), hers, group, str(len(stage.turns)), share, *counts)


def own_json(own: Own) -> dict[str, Any]:
    """As plain values: `seconds` by ten, shares as in the review's JSON, `turns` are positions."""
    return {
        "person": own.person,
        "estimated": own.estimated,
        "consultations": [{"client": client, "stages": [_stage(stage) for stage in stages]} for client, stages in own.consultations],
    }


def _stage(stage: OwnStage) -> dict[str, Any]:
    return {
        "stage": int(stage.stage),
        "name": STAGE_NAMES[stage.stage],
        "role": ROLE_NAMES[stage.role] if stage.role else None,
        "turns": list(stage.turns),
        "seconds": None if stage.seconds is None else round(stage.seconds, -1),
        "group_seconds": None if stage.speech is None else round(stage.speech, -1),
        "share": share_json(stage.share) if stage.share else None,
        "questions": stage.questions,
        "group_questions": stage.asked,
    }
