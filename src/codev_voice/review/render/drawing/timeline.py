"""The timeline: people by time, with the stages as bands, as they were and as they were planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codev_voice.review.render.drawing.sheet import ACCENT, INK, SMALL, TITLE, WIDTH, Sheet, shortened, width_of
from codev_voice.review.values import Review, Visit
from codev_voice.review.words import NAMELESS
from codev_voice.session.names import STAGE_NAMES
from codev_voice.session.values import Role, Session, Stage
from codev_voice.session.wording import fold

SHORT = {
    Stage.RETURN: "Retour",
    Stage.ACCOUNT: "Exposé",
    Stage.CLARIFICATION: "Clarification",
    Stage.CONTRACT: "Contrat",
    Stage.EXPLORATION: "Exploration",
    Stage.SYNTHESIS: "Synthèse",
    Stage.LEARNING: "Apprentissages",
}
ROW, STRIP, LEAST, RIGHT = 24.0, 17.0, 0.9, 8.0  # points: a person, a strip of stages, the shortest turn that shows, the right edge
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60)  # minutes between two marks
_TICKS = 7
_BARS = {Role.CLIENT: (0.0, 13.0, 1.0), Role.FACILITATOR: (4.0, 5.0, 0.7), Role.OBSERVER: (4.0, 5.0, 0.35)}


@dataclass(frozen=True)
class Rows:
    """Who has a row, with the role said under the name, and the spans (seconds) spoken in each role."""

    names: tuple[str, ...]
    roles: Mapping[str, str]
    spans: Mapping[tuple[str, Role | None], tuple[tuple[float, float], ...]]


def rows_of(session: Session, review: Review) -> Rows:
    """Everybody who spoke or consults, in alphabetical order; what nobody was given comes last."""
    spans: dict[tuple[str, Role | None], list[tuple[float, float]]] = {}
    for turn in session.turns:
        spans.setdefault((turn.person or NAMELESS, turn.role if turn.person else None), []).append((turn.start, turn.end))
    present = {name for one in review.consultations for name in one.consultants} | {name for name, _ in spans}
    names = sorted(present - {NAMELESS}, key=fold) + ([NAMELESS] if NAMELESS in present else [])
    said = {Role.FACILITATOR: "animation", Role.OBSERVER: "observation", Role.CLIENT: "client·e"}
    roles = {name: word for role, word in said.items() for name, held in spans if held is role}
    return Rows(tuple(names), roles, {key: tuple(found) for key, found in spans.items()})


def height(rows: Rows, *, titled: bool) -> float:
    """Points that the picture takes."""
    return (22 if titled else 4) + STRIP + ROW * len(rows.names) + 18 + STRIP + 44


def draw(sheet: Sheet, rows: Rows, review: Review, *, titled: bool) -> None:
    """Draw it."""
    top = 22.0 if titled else 4.0
    if titled:
        sheet.text(0, 9, "Le déroulement de la séance", size=TITLE, bold=True)
    left = min(112.0, max(width_of(name) for name in (*rows.names, "animation")) + 8) if rows.names else 60.0
    first = top + STRIP
    bottom = first + ROW * len(rows.names)
    whole = max(1.0, review.duration, _planned_end(review))
    scale = (WIDTH - RIGHT - left) / whole
    stays = _stays(review)
    for rank, stay in enumerate(stays):
        x, width = left + stay.start * scale, (stay.end - stay.start) * scale
        sheet.box(x, top, width, bottom - top, strength=0.10 if rank % 2 else 0.03)
        sheet.line([x, x], [top, bottom], width=0.5, strength=0.35)
        _label(sheet, stay.stage, x, width, top + STRIP / 2)
    for start, end in review.breaks:
        sheet.box(left + start * scale, first, (end - start) * scale, bottom - first, hatch="////", strength=0.45)
    sheet.text(left - 6, top + STRIP / 2, "étapes", size=SMALL, at="right", strength=0.75)
    for rank, name in enumerate(rows.names):
        _person(sheet, rows, name, first + ROW * rank, left, scale)
    _ticks(sheet, whole, left, scale, bottom, estimated=review.estimated)
    _plan(sheet, review, left, scale, bottom + 18)
    _legend(sheet, bottom + 18 + STRIP + 12, people=bool(rows.names), paused=bool(review.breaks))


def _stays(review: Review) -> list[Visit]:
    return sorted((stay for one in review.consultations for stage in one.stages for stay in stage.visits), key=lambda stay: stay.start)


def _person(sheet: Sheet, rows: Rows, name: str, y: float, left: float, scale: float) -> None:
    role = rows.roles.get(name, "")
    sheet.line([left, WIDTH - RIGHT], [y + ROW, y + ROW], width=0.4, strength=0.25)
    sheet.text(left - 6, y + (7.5 if role else ROW / 2), shortened(name, left - 8), at="right")
    sheet.text(left - 6, y + 17.5, role, size=7, at="right", strength=0.75)
    for (who, held), spans in rows.spans.items():
        if who == name:
            down, tall, strength = _BARS.get(held, (0.0, 13.0, 1.0)) if held else (3.0, 7.0, 0.4)
            shown = [(left + start * scale, max(left + end * scale, left + start * scale + LEAST)) for start, end in spans]
            color = ACCENT if held is Role.CONSULTANT else INK
            sheet.boxes(shown, y + (ROW - 13) / 2 + down, tall, strength=strength, color=color)


def _ticks(sheet: Sheet, whole: float, left: float, scale: float, y: float, *, estimated: bool) -> None:
    step = next((step for step in _STEPS if whole / 60 / step <= _TICKS), _STEPS[-1])
    for minute in range(0, int(whole // 60) + 1, step):
        x = left + 60 * minute * scale
        sheet.line([x, x], [y, y + 3], width=0.6, strength=0.6)
        sheet.text(x, y + 9, str(minute) if minute else "0 min", size=SMALL, at="center" if minute else "left", strength=0.85)
    if estimated:
        sheet.text(left - 6, y + 9, "estimé", size=SMALL, at="right", strength=0.75)


def _plan(sheet: Sheet, review: Review, left: float, scale: float, y: float) -> None:
    sheet.text(left - 6, y + STRIP / 2, "prévu", size=SMALL, at="right", strength=0.75)
    for one, start in zip(review.consultations, _starts(review), strict=True):
        clock = start
        for stage in one.stages:
            x, width = left + clock * scale, stage.planned * scale
            if width > 0:
                sheet.frame(x, y, width, STRIP)
                _label(sheet, stage.stage, x, width, y + STRIP / 2)
            clock += stage.planned


def _starts(review: Review) -> list[float]:
    """When each consultation was to begin: one after the other."""
    lengths = [sum(stage.planned for stage in one.stages) for one in review.consultations]
    return [sum(lengths[:rank]) for rank in range(len(lengths))]


def _planned_end(review: Review) -> float:
    return sum(stage.planned for one in review.consultations for stage in one.stages)


def _label(sheet: Sheet, stage: Stage, x: float, width: float, y: float) -> None:
    """The longest name of the stage that fits."""
    for words in (f"{int(stage)} {SHORT[stage]}", str(int(stage))):
        if width_of(words, SMALL) <= width - 1:
            sheet.text(x + width / 2, y, words, size=SMALL, at="center")
            return


def _legend(sheet: Sheet, y: float, *, people: bool, paused: bool) -> None:
    names = [f"{int(stage)} {SHORT[stage].lower()}" for stage in STAGE_NAMES]
    sheet.text(0, y, " · ".join(names), size=7, strength=0.85)
    x = 0.0
    roles = (("client·e", Role.CLIENT), ("consultant·e", Role.CONSULTANT), ("animation", Role.FACILITATOR))
    for words, role in roles if people else ():
        down, tall, strength = _BARS.get(role, (0.0, 13.0, 1.0))
        color = ACCENT if role is Role.CONSULTANT else INK
        sheet.boxes([(x, x + 16)], y + 9 + down * 0.7, tall * 0.7, strength=strength, color=color)
        sheet.text(x + 20, y + 14, words, size=7, strength=0.85)
        x += 30 + width_of(words, 7)
    if paused:
        sheet.box(x, y + 9, 16, 9, hatch="////", strength=0.45)
        sheet.text(x + 20, y + 14, "pause", size=7, strength=0.85)
