from __future__ import annotations

from dataclasses import replace

from codev_voice.review.render.markdown import render_markdown, table
from codev_voice.review.render.pictures import pictures_of
from codev_voice.review.render.tables import Table
from codev_voice.review.report import review_of
from codev_voice.session.names import KIND_NAMES
from codev_voice.session.seance import Seance
from codev_voice.session.values import Level, Notice, Person, Role, Session, Stage, Turn
from review.spoken import PEOPLE, clarification, session, turns
from review.wording import FORBIDDEN

SETTINGS = Seance(people=PEOPLE, preset=30)
NOTICE = Notice(0, "p0", "A1", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?")


def _text(spoken: list[Turn], *, estimated: bool = False) -> str:
    return render_markdown(review_of(session(spoken, estimated=estimated), SETTINGS))


def test_it_describes_and_never_ranks() -> None:
    spoken = clarification()
    spoken[0] = replace(spoken[0], notices=(NOTICE,))
    text = _text(spoken)
    assert not FORBIDDEN.search(text)
    assert "Oz" not in text
    assert "environ 60 à 70 % (repère : 45 à 65 %)" in text
    assert "| Cy | environ 30 à 40 % | 4 | 4 |" in text
    assert "Questions ouvertes : 12 ; fermées ou précises : 0." in text
    assert "| 4. Exploration | 9 minutes | pas entendue |  |" in text


def test_advice_is_a_group_total_and_the_questions_that_could_have_been_asked() -> None:
    spoken = clarification()
    spoken[0] = replace(spoken[0], notices=(NOTICE,))
    text = _text(spoken)
    assert "Phrases relevées, tout le groupe ensemble : 1 (conseil direct : 1)" in text
    assert "- « Que lui as-tu dit ? »" in text
    assert "parle-lui" not in text
    (line,) = [line for line in text.splitlines() if KIND_NAMES["A1"] in line]
    assert not any(person.name in line for person in PEOPLE)


def test_the_picture_of_exchanges_has_its_figures_as_a_table() -> None:
    review = review_of(session(clarification()), SETTINGS)
    drawn = next(one for one in pictures_of(review, session(clarification())) if one.key == "echanges")
    text = render_markdown(review)
    assert "Qui parle après qui, étape 2. Clarification (combien de fois) :" in text
    for one in drawn.tables:
        assert "\n".join(table(one)) in text
    assert "Qui parle après qui" not in _text(turns(("Cy", 0, 20), ("Ana", 20, 40)))


def test_estimated_times_are_said() -> None:
    text = _text(clarification(), estimated=True)
    assert "Durée estimée" in text
    assert "environ" not in text.replace("environ N", "")
    assert "surtout le ou la client·e" in text


def test_a_short_stage_has_no_figure() -> None:
    text = _text(turns(("Cy", 0, 20), ("Ana", 20, 40)))
    assert "| 2. Clarification | trop court pour un chiffre |  |  |" in text
    assert "%" not in text.split("## Consultation")[1].replace("60 %", "")


def test_returns_silences_rounds_and_absent_people_are_said() -> None:
    first = turns(("Cy", 0, 20), ("Ana", 30, 50), ("Bo", 60, 62, "Deux minutes pour écrire maintenant, merci."), ("Eve", 100, 120))
    third = [replace(turn, stage=Stage.CONTRACT) if turn.index == 1 else turn for turn in first]
    people = (*PEOPLE, Person("Flo", Role.CONSULTANT))
    text = render_markdown(review_of(Session(tuple(third), people, duration=120), SETTINGS))
    assert "en 2 fois" in text
    assert "Silences de plus de 4 secondes : 0 ; demandés, pour réfléchir ou écrire : 1" in text
    assert "Pas entendu dans la séance, et pas compté : Dee et Flo." in text
    rounds = _text(turns(("Cy", 0, 5), ("Dee", 5, 9), ("Eve", 9, 12), ("Cy", 12, 15), ("Dee", 15, 19), ("Eve", 19, 25), ("Cy", 25, 29)))
    assert "- Tours : 2 × complet." in rounds


def test_a_name_does_not_end_a_cell() -> None:
    assert table(Table("t", ("a",), (("x|y",),))) == ["| a |", "| --- |", "| x\\|y |"]
