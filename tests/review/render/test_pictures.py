from __future__ import annotations

from dataclasses import replace

from codev_voice.review.render.pictures import pictures_of
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Session
from review.render.drawing.drawings import texts
from review.spoken import PEOPLE, clarification, session
from review.wording import FORBIDDEN

SETTINGS = Seance(people=PEOPLE, preset=30)


def test_each_picture_has_its_figures_as_a_table() -> None:
    held = session(clarification())
    found = pictures_of(review_of(held, SETTINGS), held)
    assert [(picture.key, picture.title) for picture in found] == [
        ("deroulement", "Déroulement"),
        ("parole", "Parole par étape"),
        ("echanges", "Échanges"),
    ]
    for picture in found:
        assert all(table.rows for table in picture.tables)
        assert not FORBIDDEN.search(" ".join([picture.title, picture.description, *texts(picture.svg())]))


def test_the_timelines_tables_are_the_passages_and_who_spoke_when() -> None:
    held = session(clarification())
    timeline = pictures_of(review_of(held, SETTINGS), held)[0]
    assert [table.columns[0] for table in timeline.tables] == ["De", "Personne"]


def test_by_itself_a_picture_says_its_title() -> None:
    held = session(clarification()[:4])
    picture = pictures_of(review_of(held, SETTINGS), held)[1]
    assert picture.title not in texts(picture.svg())
    assert picture.file("pdf").startswith(b"%PDF")
    assert picture.height(True) > picture.height(False)  # noqa: FBT003 - titled, untitled


def test_two_consultations_have_pictures_apart() -> None:
    both = (Consultation("Ana", "Bo", 0, 11), Consultation("Ana", "Bo", 12, 23))
    held = session(clarification(), consultations=both)
    review = review_of(held, replace(SETTINGS, consultations=2, preset=180))
    keys = [picture.key for picture in pictures_of(review, held)]
    assert keys == ["deroulement", "parole-1", "echanges-1", "parole-2", "echanges-2"]


def test_an_empty_session_has_no_picture() -> None:
    held = Session((), PEOPLE)
    assert pictures_of(review_of(held, SETTINGS), held) == ()
