from __future__ import annotations

import pytest

from codev_voice.documents.acts import Act
from codev_voice.documents.exclusions import Done, allows, aside, names_somebody, points_to_it, raised, things, topic_of, worded
from codev_voice.documents.naming import Name


def _act(tag: str, text: str, turn: str) -> Act:
    start = turn.index(text)
    return Act(0, tag, text, start, start + len(text), 0.9, {tag: 0.9})


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("du prix", "Le prix"),
        ("Du prix", "Le prix"),
        ("le salaire de côté", "Le salaire"),
        ("des horaires", "Les horaires"),
        ("parler du prix", "Le prix"),
        ("euh ma mère", "Ma mère"),
        ("quitter la boutique", "Quitter la boutique"),
        ("sur la date elle-même, on", "La date"),
        ("de la mairie", "La mairie"),
        ("d'avocats", "Avocats"),
        ("ce que j'en pense", "Ce que j'en pense"),
    ],
)
def test_a_name_is_a_line(name: str, line: str) -> None:
    assert worded(name) == line


def _name(name: str, turn: str) -> Name:
    return Name(name, turn.index(name), turn.index(name) + len(name), 0.9)


def test_each_thing_that_is_named_has_its_line() -> None:
    text = "Le prix, on laisse. Et ça, non plus"
    acts = (_act("X", "Le prix, on laisse", text), _act("X", "Et ça, non plus", text))
    assert aside(Done(text, acts, (_name("Le prix", text), _name("ça", text))), None) == ["Le prix"]


def test_what_the_acts_take_for_something_else_is_not_set_aside() -> None:
    text = "La maladie de Paul, ça reste entre nous"
    names = (_name("La maladie de Paul", text),)
    assert aside(Done(text, (_act("X", text, text),), names), None) == ["La maladie de Paul"]
    assert aside(Done(text, (_act("P", text, text),), names), None) == []
    assert aside(Done(text, (), names), None) == []


@pytest.mark.parametrize(
    "text",
    [
        "Le salaire, finalement, vous pouvez.",
        "Le salaire, on peut en parler, pas de souci.",
        "Pourquoi on parlerait pas du salaire ?",
        "Le salaire, c'est ouvert, et le reste aussi.",
    ],
)
def test_what_she_opens_or_asks_is_not_set_aside(text: str) -> None:
    name = "Le salaire" if text.startswith("Le") else "du salaire"
    assert aside(Done(text, (_act("X", text, text),), (_name(name, text),)), None) == []


def test_a_yes_after_a_name_opens_it_only_beside_another() -> None:
    alone, both = "Mon chef, oui, on le laisse.", "La prime, oui, la mutation, non."
    assert aside(Done(alone, (_act("X", alone, alone),), (_name("Mon chef", alone),)), None) == ["Mon chef"]
    names = (_name("La prime", both), _name("la mutation", both))
    assert aside(Done(both, (_act("X", both, both),), names), None) == ["La mutation"]


def test_what_is_pointed_to_is_set_aside_beside_what_is_named() -> None:
    text = "Non, lui, on le laisse. Et le salaire non plus."
    acts = (_act("X", "Non, lui, on le laisse", text), _act("X", "Et le salaire non plus", text))
    assert aside(Done(text, acts, (_name("le salaire", text),)), "ton adjoint") == ["Le salaire", "Ton adjoint"]


@pytest.mark.parametrize(
    ("text", "names", "lines"),
    [
        ("Les papiers, le juridique, on laisse", ["Les papiers", "le juridique"], [["Les papiers", "le juridique"]]),
        ("Les sous, par contre, la prime, non", ["Les sous", "la prime"], [["Les sous", "la prime"]]),
        ("Les papiers, le droit et la date", ["Les papiers", "le droit", "la date"], [["Les papiers"], ["le droit"], ["la date"]]),
        ("Les prix, et surtout pas ma mère", ["Les prix", "ma mère"], [["Les prix"], ["ma mère"]]),
        ("Le logiciel, on va pas refaire le choix", ["Le logiciel", "le choix"], [["Le logiciel"]]),
        ("Le logiciel, mais pas sur le choix", ["Le logiciel", "le choix"], [["Le logiciel"], ["le choix"]]),
        ("Le logiciel. Le choix du site", ["Le logiciel", "Le choix du site"], [["Le logiciel"], ["Le choix du site"]]),
        ("rien", [], []),
    ],
)
def test_what_is_listed_is_one_thing_unless_and_is_said(text: str, names: list[str], lines: list[list[str]]) -> None:
    assert [[name.text for name in held] for held in things(text, [_name(name, text) for name in names])] == lines


def test_what_is_only_pointed_to_is_what_was_asked_about() -> None:
    text = "Non, lui, on le laisse"
    assert aside(Done(text, (_act("X", text, text),)), "ton adjoint") == ["Ton adjoint"]
    assert aside(Done(text, (_act("X", text, text),)), None) == []
    assert aside(Done(text, (_act("Y", text, text),)), "ton adjoint") == []


def test_acts_and_names_are_found_in_their_sentence() -> None:
    text = "Le prix, non. Et ma mère, on laisse."
    acts = (_act("X", "Le prix, non", text), _act("X", "Et ma mère, on laisse", text))
    done = Done(text, acts, (Name("Le prix", 0, 7, 0.9), Name("ma mère", 17, 24, 0.9)))
    assert done.within("Et ma mère, on laisse") == [acts[1]]
    assert [name.text for name in done.names_in("Le prix, non")] == ["Le prix"]
    assert done.within("ce qui n'a pas été dit") == list(acts)


def test_what_is_opened_again_is_allowed() -> None:
    assert allows("L'argent, finalement, vous pouvez en parler")
    assert not allows("L'argent, on n'en parle pas")
    assert not allows("Mon chef, si on peut le laisser dans son bureau")
    assert allows("Le salaire, ah si on peut en parler")


def test_the_thing_named_first_is_the_topic() -> None:
    assert topic_of("le Portugal, c'est à nous deux") == "le Portugal"
    assert topic_of("en parler au chef, ça non") == "en parler au chef"
    assert topic_of("non, ça, je préfère pas") is None


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Et ton adjoint, on en parle ?", "ton adjoint"),
        ("Est-ce qu'on parle aussi de la directrice ?", "la directrice"),
        ("Nous parlerons du budget ?", None),
        ("Autre chose ?", None),
    ],
)
def test_a_question_raises_a_thing(question: str, thing: str | None) -> None:
    assert raised(question) == thing


def test_what_is_named_nowhere_is_what_was_asked_about() -> None:
    assert points_to_it("Non, lui, je le gère, on le laisse de côté")
    assert points_to_it("Je préfère pas, non")
    assert not points_to_it("Non, ça je préfère pas, la hiérarchie on n'y touche pas")


def test_a_name_is_to_be_kept_rather_than_left_out() -> None:
    assert names_somebody("Son prénom")
    assert names_somebody("Pas de noms de famille")
    assert not names_somebody("Ma nomination")
    assert not names_somebody("Le nom du projet a changé")
    assert not names_somebody("Le nombre de lits")


def test_a_person_spoken_to_is_not_the_thing_spoken_of() -> None:
    assert raised("De quoi tu veux qu'on ne parle pas, par exemple ?") is None
    assert not points_to_it("Lui, mon chef, on le laisse de côté")
