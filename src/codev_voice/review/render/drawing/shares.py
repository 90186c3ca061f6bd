"""Shares by stage: what the tool heard, as a dark bar from one end of the margin to the other, over the method's pale range."""

from __future__ import annotations

from codev_voice.review.render.drawing.sheet import ACCENT, SMALL, TITLE, Sheet
from codev_voice.review.render.tables import numbered
from codev_voice.review.shares import ROLES
from codev_voice.review.values import ConsultationReview, Range, StageReview
from codev_voice.review.words import EXPECTED, SIDES, TOO_SHORT, told
from codev_voice.session.values import Role

LEFT, TRACK = 88.0, 204.0
HEAD, ROW, GAP = 16.0, 15.0, 7.0


def height(one: ConsultationReview, *, titled: bool) -> float:
    """Points that the picture takes."""
    return (24 if titled else 4) + 18 + sum(_tall(stage) for stage in one.heard()) + 18


def draw(sheet: Sheet, one: ConsultationReview, *, title: str = "") -> None:
    """Draw it."""
    if title:
        sheet.text(0, 9, title, size=TITLE, bold=True)
    top = (24.0 if title else 4.0) + 18
    bottom = top + sum(_tall(stage) for stage in one.heard())
    _legend(sheet, top - 12)
    for points in (0, 25, 50, 75, 100) if any(stage.shares for stage in one.heard()) else ():
        x = LEFT + TRACK * points / 100
        sheet.text(x, bottom + 8, f"{points} %" if points in {0, 100} else str(points), size=SMALL, at="center", strength=0.85)
    y = top
    for stage in one.heard():
        _stage(sheet, stage, y)
        y += _tall(stage)


def _tall(stage: StageReview) -> float:
    return HEAD + ROW * (len(ROLES) if stage.shares else 0) + GAP


def _stage(sheet: Sheet, stage: StageReview, y: float) -> None:
    sheet.text(0, y + HEAD / 2, numbered(stage.stage), bold=True)
    if not stage.shares:
        sheet.text(378, y + HEAD / 2, TOO_SHORT, size=SMALL, at="right", strength=0.85)
        return
    for points in (0, 25, 50, 75, 100):
        x = LEFT + TRACK * points / 100
        sheet.line([x, x], [y + HEAD, y + HEAD + ROW * len(ROLES)], width=0.5, strength=0.3 if points % 50 else 0.5)
    for rank, role in enumerate(ROLES):
        _side(sheet, stage.shares[role], stage, role, y + HEAD + ROW * rank)


def _side(sheet: Sheet, share: Range, stage: StageReview, role: Role, y: float) -> None:
    low, high = EXPECTED[stage.stage][role]
    sheet.text(LEFT - 7, y + ROW / 2, SIDES[role], at="right")
    sheet.box(LEFT + TRACK * low / 100, y + 1.5, TRACK * (high - low) / 100, ROW - 3, strength=0.16)
    if share.wide:
        sheet.text(LEFT + TRACK + 6, y + ROW / 2, _short(told(share, role)), size=SMALL)
        return
    sheet.box(LEFT + TRACK * share.low / 100, y + 4.5, TRACK * (share.high - share.low) / 100, ROW - 9, color=ACCENT)
    sheet.text(LEFT + TRACK + 6, y + ROW / 2, f"{share.low} à {share.high} %")


def _short(words: str) -> str:
    """« surtout les consultant·es » is « surtout » where the row says who."""
    return "surtout" if words.startswith("surtout") else words


def _legend(sheet: Sheet, y: float) -> None:
    sheet.box(LEFT, y - 3, 16, 6, color=ACCENT)
    sheet.text(LEFT + 20, y, "entendu, environ", size=SMALL, strength=0.85)
    sheet.box(LEFT + 118, y - 6, 16, 12, strength=0.16)
    sheet.text(LEFT + 138, y, "repère de la méthode", size=SMALL, strength=0.85)
