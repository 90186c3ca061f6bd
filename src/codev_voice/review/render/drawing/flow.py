"""How speech goes round: people on a circle, in alphabetical order, and a line between two as wide as they often follow each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from codev_voice.review.equality import STAGES
from codev_voice.review.render.drawing.sheet import ACCENT, SMALL, TITLE, WIDTH, Sheet, Side, shortened
from codev_voice.review.render.tables import numbered
from codev_voice.review.values import ConsultationReview, StageReview
from codev_voice.session.wording import fold

PANEL, RADIUS = 244.0, 86.0
THIN, THICK = 0.7, 9.0
_CLIENT, _FACILITATOR, _CONSULTANT = "s", "^", "o"


def told(one: ConsultationReview) -> tuple[StageReview, ...]:
    """The stages to draw: the clarification and the exploration, whose manners differ, where there is ground for a figure."""
    return tuple(stage for stage in one.heard() if stage.stage in STAGES and stage.shares and stage.flow)


def height(stages: Sequence[StageReview], *, titled: bool) -> float:
    """Points that the picture takes."""
    return (24 if titled else 4) + PANEL * len(stages) + 22


def draw(sheet: Sheet, one: ConsultationReview, stages: Sequence[StageReview], *, title: str = "") -> None:
    """Draw a circle for each of these stages, with the same people at the same places."""
    if title:
        sheet.text(0, 9, title, size=TITLE, bold=True)
    top = 24.0 if title else 4.0
    names = sorted({name for stage in stages for pair in stage.flow for name in pair} | set(one.consultants), key=fold)
    signs = {one.client: _CLIENT, one.facilitator: _FACILITATOR}
    for rank, stage in enumerate(stages):
        _circle(sheet, stage, names, signs, top + PANEL * rank)
    _legend(sheet, top + PANEL * len(stages) + 8)


def together(flow: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """How many times the one or the other spoke next, by pair in alphabetical order."""
    found: dict[tuple[str, str], int] = {}
    for before, after in flow:
        pair = (before, after) if fold(before) <= fold(after) else (after, before)
        found[pair] = flow.get((before, after), 0) + flow.get((after, before), 0)
    return found


def _circle(sheet: Sheet, stage: StageReview, names: Sequence[str], signs: Mapping[str | None, str], y: float) -> None:
    sheet.text(0, y + 8, numbered(stage.stage), bold=True)
    pairs = together(stage.flow)
    most = max(pairs.values(), default=1)
    said = f"le trait le plus large : {most} échange{'s' if most > 1 else ''}"
    sheet.text(WIDTH - 2, y + 8, said, size=SMALL, at="right", strength=0.85)
    middle = (WIDTH / 2, y + 20 + (PANEL - 20) / 2)
    places = {name: _place(middle, rank, len(names)) for rank, name in enumerate(names)}
    for (one, other), count in sorted(pairs.items(), key=lambda held: held[1]):
        (x1, y1), (x2, y2) = places[one], places[other]
        wide = THIN + (THICK - THIN) * (count / most)
        sheet.line([x1, x2], [y1, y2], width=wide, strength=0.35 + 0.45 * count / most, color=ACCENT)
    for rank, name in enumerate(names):
        x, down = places[name]
        sheet.mark(x, down, signs.get(name, _CONSULTANT))
        _name(sheet, name, middle, rank, len(names))


def _angle(rank: int, of: int) -> float:
    return 2 * math.pi * rank / max(1, of) - math.pi / 2


def _place(middle: tuple[float, float], rank: int, of: int, radius: float = RADIUS) -> tuple[float, float]:
    angle = _angle(rank, of)
    return middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)


def _name(sheet: Sheet, name: str, middle: tuple[float, float], rank: int, of: int) -> None:
    x, y = _place(middle, rank, of, RADIUS + 13)
    side = math.cos(_angle(rank, of))
    at: Side = "center" if abs(side) < 0.2 else "left" if side > 0 else "right"  # noqa: PLR2004 - nearly above or below
    room = 120.0 if at == "center" else (WIDTH - x if at == "left" else x) - 2
    sheet.text(x, y, shortened(name, room), at=at)


def _legend(sheet: Sheet, y: float) -> None:
    x = 4.0
    for sign, words in ((_CLIENT, "client·e"), (_FACILITATOR, "animation"), (_CONSULTANT, "consultant·e")):
        sheet.mark(x, y, sign, size=6)
        sheet.text(x + 8, y, words, size=SMALL, strength=0.85)
        x += 20 + 5 * len(words)
    sheet.text(x + 4, y, "trait : prises de parole qui se suivent", size=SMALL, strength=0.85)
