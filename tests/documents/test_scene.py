from __future__ import annotations

from dataclasses import replace

from codev_voice.documents.scene import scenes
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Person, Role, Stage
from spoken import TUESDAY, scene, spoken

TALK = """
    2 Julien: Il est là depuis quand ?
    3 Claire: C'est quoi, ta demande ?
    3 Inès: Comment lui dire.
    4 Julien: Écris-lui.
    3 Inès: Non, en fait, comment le garder.
    4 Claire*: Moi, à ta place, j'attendrais.
    4 Ève: Je note l'heure.
"""


def test_a_consultation_knows_who_is_who() -> None:
    found = scene(TALK)
    assert (found.client, found.facilitator, found.consultants) == ("Inès", "Claire", ("Julien", "Fatou", "Samir"))
    assert found.date == TUESDAY


def test_each_passage_through_a_stage_is_apart() -> None:
    assert [[turn.index for turn in passage] for passage in scene(TALK).passages(Stage.CONTRACT)] == [[1, 2], [4]]
    assert [turn.index for turn in scene(TALK).during(Stage.CONTRACT, Stage.CLARIFICATION)] == [0, 1, 2, 4]
    assert scene(TALK).passages(Stage.SYNTHESIS) == []


def test_a_facilitator_who_consults_is_judged_by_the_turn() -> None:
    found = scene(TALK)
    leads, consults = found.turns[1], found.turns[5]
    assert found.is_facilitator(leads)
    assert not found.is_consultant(leads)
    assert found.is_consultant(consults)
    assert not found.is_facilitator(consults)


def test_an_observer_is_no_consultant() -> None:
    found = scene(TALK, roles={"Inès": Role.CLIENT, "Claire": Role.FACILITATOR, "Julien": Role.CONSULTANT, "Ève": Role.OBSERVER})
    assert "Ève" not in found.consultants
    assert not found.is_consultant(found.turns[-1])


def test_nobody_is_the_client_when_none_is_known() -> None:
    session = replace(spoken(TALK), consultations=(), people=())
    found = scenes(session, Seance())[0]
    assert found.client is None
    assert not any(found.is_client(turn) for turn in found.turns)
    assert found.consultants == ("Julien", "Claire", "Inès", "Ève")


def test_roles_turn_with_the_consultation() -> None:
    people = (
        Person("Inès", Role.CLIENT, (Role.CONSULTANT,)),
        Person("Julien", Role.CONSULTANT, (Role.CLIENT,)),
        Person("Claire", Role.FACILITATOR, (Role.CONSULTANT,)),
    )
    two = (Consultation("Inès", "Claire", 0, 2), Consultation("Julien", None, 3, 6))
    first, second = scenes(replace(spoken(TALK), people=people, consultations=two), Seance())
    assert (first.client, first.consultants) == ("Inès", ("Julien", "Claire"))
    assert (second.client, second.facilitator, second.consultants) == ("Julien", "Claire", ("Inès", "Claire"))
    assert [turn.index for turn in second.turns] == [3, 4, 5, 6]


def test_the_whole_session_is_one_consultation_when_none_was_opened() -> None:
    found = scenes(replace(spoken(TALK), consultations=()), Seance())
    assert [(one.client, len(one.turns)) for one in found] == [("Inès", 7)]
