from __future__ import annotations

import re

from codev_voice.review.render.drawing import flow
from codev_voice.review.render.pictures import pictures_of
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from review.render.drawing.drawings import sound, texts
from review.spoken import PEOPLE, clarification, session, turns

SETTINGS = Seance(people=PEOPLE, preset=30)


def test_both_ways_are_one_line() -> None:
    assert flow.together({("Dee", "Ana"): 2, ("Ana", "Dee"): 3, ("Ana", "Élie"): 1}) == {("Ana", "Dee"): 5, ("Ana", "Élie"): 1}


def test_lines_are_as_wide_as_two_follow_each_other_and_signs_tell_roles() -> None:
    held = session(clarification())
    svg = next(picture for picture in pictures_of(review_of(held, SETTINGS), held) if picture.key == "echanges").svg()
    assert sound(svg)
    assert {"Ana", "Cy", "Dee", "Eve", "le trait le plus large : 8 échanges"} <= set(texts(svg))
    widths = {float(width) for width in re.findall(r'stroke-width="([\d.]+)"', svg)}
    assert max(widths) == flow.THICK
    assert len(widths - {0}) >= 2
    assert len(set(re.findall(r'href="(#[^"]+)"', svg))) >= 2  # a sign for the client, another for consultants


def test_nothing_is_drawn_without_ground() -> None:
    held = session(turns(("Cy", 0, 20), ("Ana", 20, 40)))
    review = review_of(held, SETTINGS)
    assert flow.told(review.consultations[0]) == ()
    assert [picture.key for picture in pictures_of(review, held)] == ["deroulement", "parole"]
