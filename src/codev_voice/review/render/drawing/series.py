"""Several sessions one under the other: the time of each stage, real then planned, and the group's figures beside."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.review.render.drawing.sheet import INK, SMALL, TITLE, Sheet, shortened, width_of
from codev_voice.review.render.drawing.timeline import SHORT
from codev_voice.review.series import Step
from codev_voice.session.values import Stage

ROW, STRIP, THIN = 50.0, 15.0, 5.0
TRACK = 236.0
_MARKS = (Stage.CLARIFICATION, 262.0), (Stage.EXPLORATION, 286.0)
_QUESTIONS, _ADVICE = 322.0, 362.0


def height(steps: Sequence[Step], *, titled: bool) -> float:
    """Points that the picture takes."""
    return (24 if titled else 4) + 30 + ROW * len(steps) + 44


def draw(sheet: Sheet, steps: Sequence[Step], labels: Sequence[str], *, titled: bool) -> None:
    """Draw it."""
    top = 24.0 if titled else 4.0
    if titled:
        sheet.text(0, 9, "D'une séance à l'autre", size=TITLE, bold=True)
    longest = max((max(_real(step), _planned(step)) for step in steps), default=1.0) or 1.0
    _heads(sheet, top)
    for rank, (step, label) in enumerate(zip(steps, labels, strict=True)):
        _step(sheet, step, label, top + 30 + ROW * rank, TRACK / longest)
    _legend(sheet, top + 30 + ROW * len(steps) + 8)


def _real(step: Step) -> float:
    return sum(spent for spent, _ in step.times.values())


def _planned(step: Step) -> float:
    return sum(plan for _, plan in step.times.values())


def _heads(sheet: Sheet, y: float) -> None:
    sheet.text(0, y + 17, "temps par étape", size=SMALL, strength=0.85)
    sheet.text((_MARKS[0][1] + _MARKS[1][1]) / 2, y + 6, "parole", size=SMALL, at="center", strength=0.85)
    for stage, x in _MARKS:
        sheet.text(x, y + 17, str(int(stage)), size=SMALL, at="center", bold=True)
    for x, above, under in ((_QUESTIONS, "ouvertes /", "fermées"), (_ADVICE, "phrases", "relevées")):
        sheet.text(x, y + 6, above, size=7, at="center", strength=0.85)
        sheet.text(x, y + 17, under, size=7, at="center", strength=0.85)


def _step(sheet: Sheet, step: Step, label: str, y: float, scale: float) -> None:
    sheet.line([0, 378], [y, y], width=0.4, strength=0.3)
    sheet.text(0, y + 9, shortened(label, TRACK), bold=True)
    at, plan = 0.0, 0.0
    for stage, (spent, planned) in step.times.items():
        width = spent * scale
        if width:
            sheet.box(at, y + 18, width, STRIP, strength=0.20 if stage % 2 else 0.07)
            sheet.frame(at, y + 18, width, STRIP, strength=0.5)
            if width_of(str(int(stage)), SMALL) <= width:
                sheet.text(at + width / 2, y + 18 + STRIP / 2, str(int(stage)), size=SMALL, at="center")
        if planned:
            sheet.frame(plan, y + 20 + STRIP, planned * scale, THIN, strength=0.45)
        at, plan = at + width, plan + planned * scale
    for stage, x in _MARKS:
        _spread(sheet, step.spread[stage], x, y + 18 + STRIP / 2)
    asked = "–" if step.questions is None else f"{step.questions[0]} / {step.questions[1]}"
    sheet.text(_QUESTIONS, y + 18 + STRIP / 2, asked, at="center")
    sheet.text(_ADVICE, y + 18 + STRIP / 2, "–" if step.advice is None else str(step.advice), at="center")


def _spread(sheet: Sheet, spread: bool | None, x: float, y: float) -> None:  # noqa: FBT001 - three values, as they are told
    """A full disc, a ring, or a dash where nothing can be said."""
    if spread is None:
        sheet.text(x, y, "–", at="center")
    elif spread:
        sheet.mark(x, y, "o", size=9)
    else:
        sheet.ring(x, y, size=8)


def _legend(sheet: Sheet, y: float) -> None:
    sheet.text(0, y, " · ".join(f"{int(stage)} {SHORT[stage].lower()}" for stage in Stage), size=7, strength=0.85)
    sheet.box(0, y + 10, 14, 8, strength=0.15, color=INK)
    sheet.frame(0, y + 10, 14, 8, strength=0.5)
    sheet.text(18, y + 14, "réel", size=7, strength=0.85)
    sheet.frame(42, y + 12, 14, THIN, strength=0.45)
    sheet.text(60, y + 14, "prévu", size=7, strength=0.85)
    sheet.mark(100, y + 14, "o", size=7)
    sheet.text(107, y + 14, "parole répartie", size=7, strength=0.85)
    sheet.ring(182, y + 14, size=6)
    sheet.text(189, y + 14, "inégalement répartie", size=7, strength=0.85)
    sheet.text(282, y + 14, "–", size=7)
    sheet.text(289, y + 14, "trop court", size=7, strength=0.85)
