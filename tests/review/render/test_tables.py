from __future__ import annotations

from dataclasses import replace

from codev_voice.review.render import tables
from codev_voice.review.report import review_of
from codev_voice.review.values import Review, Round
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Person, Stage
from review.spoken import CONSULTANT, PEOPLE, clarification, session, turns

SETTINGS = Seance(people=PEOPLE, preset=30)


def _review() -> Review:
    spoken = [*clarification(), *turns(("Bo", 720, 725, "Et ta demande ?"), ("Ana", 725, 800), stage=Stage.CONTRACT, first=24)]
    return review_of(session(spoken), SETTINGS)


def test_times_and_passages() -> None:
    review = _review()
    rows = {row[0]: row[1:] for row in tables.times(review.consultations[0]).rows}
    assert rows["2. Clarification"] == ("6 minutes", "12 minutes", "")
    assert rows["4. Exploration"] == ("9 minutes", "pas entendue", "")
    assert tables.timeline(review).rows == (("0:00", "12:00", "2. Clarification", "0 à 23"), ("12:00", "13:20", "3. Contrat", "24 à 25"))
    assert tables.timeline(review).sources == (tuple(range(24)), (24, 25))
    assert tables.times(review.consultations[0]).sources[2:4] == (tuple(range(24)), (24, 25))
    assert tables.times(review.consultations[0], estimated=True).columns[2] == "Durée estimée"
    paused = replace(review, breaks=((100.0, 200.0),))
    assert tables.timeline(paused).rows[1] == ("1:40", "3:20", "pause", "")


def test_who_speaks_after_whom() -> None:
    stage = _review().consultations[0].heard()[0]
    found = tables.flow(stage)
    assert found.columns == ("Après…", "Ana", "Cy", "Dee", "Eve")
    assert found.rows[0] == ("Ana", "", "3", "4", "4")


def test_who_speaks_in_which_stage_and_for_about_how_long() -> None:
    (found,) = tables.people(_review())
    assert found.columns == ("Personne", "2. Clarification", "3. Contrat")
    assert found.rows == (
        ("Ana", "12 tours, 8 minutes", "1 tour"),
        ("Bo", "–", "1 tour"),
        ("Cy", "4 tours, 1 minute", "–"),
        ("Dee", "4 tours, 1 minute", "–"),
        ("Eve", "4 tours, 1 minute", "–"),
    )
    assert found.sources[1:3] == ((24,), (0, 6, 12, 18))


def test_each_consultation_has_its_people_and_who_never_spoke_has_a_row() -> None:
    both = (Consultation("Ana", "Bo", 0, 3), Consultation("Cy", "Bo", 4, 7))
    held = replace(session(clarification()[:8], consultations=both), consents={"Gus": True}, people=(*PEOPLE, Person("Gus", CONSULTANT)))
    first, second = tables.people(review_of(held, replace(SETTINGS, consultations=2, preset=180)))
    assert first.title.endswith(", consultation d'Ana")
    assert second.title.endswith(", consultation de Cy")
    assert [row[0] for row in first.rows] == ["Ana", "Cy", "Dee", "Eve", "Gus"]
    assert first.rows[4] == ("Gus", "–")


def test_the_facilitators_part() -> None:
    found = tables.facilitation(_review().consultations[0])
    assert found.columns == ("Étape", "Nombre", "Durée", "Passages d'une étape à l'autre")
    assert found.rows == (("3. Contrat", "1", "moins d'une minute", "1"),)
    assert found.sources == ((24,),)


def test_other_observations() -> None:
    found = tables.observations(_review().consultations[0])
    clarification_row, contract_row = found.rows
    assert clarification_row == ("2. Clarification", "", "", "12 / 0", "0 (0)", "trop peu pour être compté", "trop peu pour être compté")
    assert contract_row[3] == ""
    assert tables.observations(_review().consultations[0], estimated=True).rows[0][4:] == ("–", "–", "–")


def test_a_consultants_table_needs_ground() -> None:
    stage = _review().consultations[0].heard()[0]
    held = tables.consultants(stage)
    assert held is not None
    assert held.sources[0] == (0, 6, 12, 18)
    assert held.rows[0] == ("Cy", "environ 30 à 40 %", "4", "4")
    assert tables.consultants(replace(stage, equality=None)) is None
    assert [tables.clock(seconds) for seconds in (5, 3725)] == ["0:05", "1:02:05"]


def test_questions_and_rounds_in_words() -> None:
    spoken = turns(
        ("Cy", 0, 300, "Qui, quand ? Pourquoi ?"), ("Dee", 300, 301, "Qui, quand ? Pourquoi ?"), ("Cy", 301, 302, "Comment, et où ?")
    )
    (stage,) = review_of(session(spoken), SETTINGS).consultations[0].heard()
    assert tables.questions(stage) == "3 / 5, dont 2 « pourquoi », 3 multiples"
    assert tables.questions(replace(stage, stage=Stage.EXPLORATION)) == ""
    assert tables.turns_taken(replace(stage, rounds=(Round(()), Round((), ("Eve",)), Round(())))) == "2 × complet ; il manque Eve"
