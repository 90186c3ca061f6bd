from __future__ import annotations

import datetime
import json

from codev_voice.review.render.series import render_series, series_json, series_picture
from codev_voice.review.report import review_of
from codev_voice.review.series import Step, series_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Entry, Session, Stage, Stretch
from review.render.drawing.drawings import sound, texts
from review.spoken import PEOPLE, clarification, session
from review.wording import FORBIDDEN


def _steps() -> tuple[Step, ...]:
    both = (Consultation("Ana", "Bo", 0, 11), Consultation("Eve", "Bo", 12, 23))
    settings = Seance(people=PEOPLE, preset=180, consultations=2, date=datetime.date(2026, 3, 12))
    one = Seance(people=PEOPLE, preset=30, date=datetime.date(2026, 2, 6))
    return series_of(
        [
            (review_of(session(clarification(), consultations=both), settings), settings),
            (review_of(session(clarification(), estimated=True), one), one),
        ]
    )


def test_nobody_is_in_it() -> None:
    steps = _steps()
    picture = series_picture(steps)
    words = " ".join(texts(picture.svg()))
    for text in (render_series(steps), json.dumps(series_json(steps), ensure_ascii=False), words, picture.description):
        assert not any(person.name in text.split() for person in PEOPLE)
        assert not FORBIDDEN.search(text)


def test_what_is_told() -> None:
    text = render_series(_steps())
    assert "| 06/02/2026 | parole répartie | trop court pour un chiffre | 12 / 0 | 0 |" in text
    assert "| 12/03/2026, 2e consultation |" in text
    assert "≈ 12 / 6" in text
    made = series_json(_steps())["sessions"]
    assert [(one["date"], one["consultation"]) for one in made] == [("2026-02-06", 1), ("2026-03-12", 1), ("2026-03-12", 2)]


def test_a_session_followed_by_hand_has_its_times_and_says_why_there_is_nothing_else() -> None:
    held = Session((), PEOPLE, entries=(Entry(0, Stage.CLARIFICATION),), by_hand=(Stretch(0),), duration=720)
    settings = Seance(people=PEOPLE, preset=30, date=datetime.date(2026, 2, 6))
    steps = series_of([(review_of(held, settings), settings)])
    text = render_series(steps)
    assert "| 06/02/2026 | sans écoute | sans écoute | – | – |" in text
    assert "| 12 / 6 |" in text
    (one,) = series_json(steps)["sessions"]
    assert (one["listened"], one["advice"], one["questions"]) == (False, None, None)


def test_the_picture_has_a_row_a_step_with_its_signs() -> None:
    svg = series_picture(_steps()).svg()
    words = texts(svg)
    assert sound(svg)
    assert {"06/02/2026", "12/03/2026, 1re consultation", "12 / 0", "réel", "prévu"} <= set(words)
    assert words.count("–") >= 3
