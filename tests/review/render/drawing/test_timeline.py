from __future__ import annotations

from dataclasses import replace

from codev_voice.review.render.drawing import timeline
from codev_voice.review.render.pictures import pictures_of
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session, Stage
from review.render.drawing.drawings import shapes, sound, texts
from review.spoken import CONSULTANT, FACILITATOR, PEOPLE, clarification, session, turns

SETTINGS = Seance(people=PEOPLE, preset=30, minutes={0: 0, 1: 0, 2: 8, 3: 2, 4: 4, 5: 0, 6: 0})  # about as long as what is lived


def _session() -> Session:
    more = [*turns(("Bo", 720, 760, "Et ta demande ?"), ("", 760, 800), ("Ana", 800, 880), stage=Stage.CONTRACT, first=24)]
    return session([*clarification(), *more])


def _svg(held: Session) -> str:
    return pictures_of(review_of(held, SETTINGS), held)[0].svg()


def test_people_in_alphabetical_order_and_what_has_no_name_last() -> None:
    held = _session()
    rows = timeline.rows_of(held, review_of(held, SETTINGS))
    assert rows.names == ("Ana", "Bo", "Cy", "Dee", "Eve", "sans nom")
    assert rows.spans["Bo", FACILITATOR] == ((720, 760),)
    assert len(rows.spans["Cy", CONSULTANT]) == 4


def test_who_is_there_and_never_speaks_has_a_row() -> None:
    held = replace(session(clarification()[:4]), consents={"Eve": True})
    assert "Eve" in timeline.rows_of(held, review_of(held, SETTINGS)).names


def test_the_stages_as_they_were_and_as_they_were_planned_are_named() -> None:
    svg = _svg(_session())
    words = texts(svg)
    assert sound(svg)
    order = [words.index(name) for name in ("Ana", "Bo", "Cy", "Dee", "Eve", "sans nom")]
    assert order == sorted(order)
    assert words.count("2 Clarification") == 2  # lived, and planned
    assert {"prévu", "étapes", "client·e", "animation", "0 min", "4 Exploration"} <= set(words)


def test_the_axis_goes_to_the_end_of_the_plan_which_is_drawn_whole() -> None:
    held = session(clarification())
    review = review_of(held, Seance(people=PEOPLE, preset=90))
    words = texts(pictures_of(review, held)[0].svg())
    assert {"90", "4 Exploration", "5", "6"} <= set(words)
    longer = texts(pictures_of(review_of(held, SETTINGS), held)[0].svg())
    assert max(int(word) for word in longer if word.isdigit()) < 15


def test_roles_differ_in_shape_as_well_as_in_strength() -> None:
    tall = {round(height) for color, width, height in shapes(_svg(_session())) if height < 20 and width > 8}
    assert {13, 5, 7} <= tall


def test_a_very_short_turn_still_shows() -> None:
    held = session([*turns(("Cy", 0, 0.1)), *turns(("Ana", 5000, 9000), first=1)])
    assert min(width for _, width, height in shapes(_svg(held)) if 12 < height < 14) >= 0.89


def test_breaks_are_hatched_and_estimates_said() -> None:
    called = turns(("Bo", 0, 10, "On fait une pause."), ("Ana", 610, 700))
    assert "<pattern" in _svg(session(called))
    assert "pause" in texts(_svg(session(called)))
    estimated = session(called, estimated=True)
    assert "<pattern" not in _svg(estimated)
    assert "estimé" in texts(_svg(estimated))
