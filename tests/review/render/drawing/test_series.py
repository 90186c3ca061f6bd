from __future__ import annotations

from codev_voice.review.render.drawing import series
from codev_voice.review.render.drawing.sheet import drawn
from codev_voice.review.render.drawing.svg import for_page
from codev_voice.review.series import Step
from codev_voice.session.values import Stage
from review.render.drawing.drawings import shapes, sound, texts


def _step(*, spread: bool | None) -> Step:
    times = {Stage.CLARIFICATION: (600.0, 300.0), Stage.EXPLORATION: (0.0, 300.0)}
    return Step(None, 0, {Stage.CLARIFICATION: spread, Stage.EXPLORATION: None}, None, None, times)


def _svg(*steps: Step) -> str:
    raw = drawn(lambda sheet: series.draw(sheet, steps, ["un"] * len(steps), titled=False), series.height(steps, titled=False), "svg")
    return for_page(raw, "essai", "t", "d")


def test_a_stage_is_as_wide_as_it_lasted() -> None:
    svg = _svg(_step(spread=True))
    assert sound(svg)
    assert max(width for _, width, height in shapes(svg) if height == series.STRIP) == series.TRACK
    assert texts(svg).count("2") == 2  # the band's, and the column's


def test_shared_or_not_is_told_by_the_sign_itself() -> None:
    signs = [_svg(_step(spread=spread)).count("<use") for spread in (True, False)]
    assert signs == [3, 3]
    assert _svg(_step(spread=True)) != _svg(_step(spread=False))
    assert texts(_svg(_step(spread=None))).count("–") == texts(_svg(_step(spread=True))).count("–") + 1


def test_no_session_gives_no_row() -> None:
    assert sound(_svg())
