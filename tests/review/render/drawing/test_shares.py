from __future__ import annotations

import pytest

from codev_voice.review.render.pictures import pictures_of
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session
from review.render.drawing.drawings import shapes, sound, texts
from review.spoken import PEOPLE, clarification, session, turns

SETTINGS = Seance(people=PEOPLE, preset=30)


def _svg(held: Session) -> str:
    return next(picture for picture in pictures_of(review_of(held, SETTINGS), held) if picture.key == "parole").svg()


def test_what_was_heard_is_a_narrow_bar_over_the_methods_wide_one() -> None:
    svg = _svg(session(clarification()))
    assert sound(svg)
    assert {"60 à 70 %", "30 à 40 %", "0 à 5 %", "client·e", "consultant·es", "animation", "2. Clarification"} <= set(texts(svg))
    drawn = shapes(svg)
    heard = [(width, height) for _, width, height in drawn if height == pytest.approx(6, abs=0.1)]
    expected = [(width, height) for _, width, height in drawn if height == pytest.approx(12, abs=0.1)]
    assert len(heard) == len(expected) == 4  # three sides, and the legend
    assert heard[1][0] == pytest.approx(20.4, abs=0.1)  # ten points of a track of 204


def test_no_bar_where_there_is_no_figure() -> None:
    short = _svg(session(turns(("Cy", 0, 20), ("Ana", 20, 40))))
    assert "trop court pour un chiffre" in texts(short)
    assert not any("%" in words for words in texts(short))
    estimated = _svg(session(clarification(), estimated=True))
    assert {"surtout", "sans chiffre sûr"} <= set(texts(estimated))
    assert not any(" à " in words for words in texts(estimated))
