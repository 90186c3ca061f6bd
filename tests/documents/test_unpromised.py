from __future__ import annotations

import pytest

from codev_voice.documents.unpromised import bare, empty, habitual, tells, unreal, usual


@pytest.mark.parametrize(
    ("lead", "core", "dreams"),
    [
        ("et si j'étais seule", "je claquerais la porte", True),
        ("", "j'irais en boire une avec vous si on habitait pas si loin", True),
        ("Y a des jours où je vendrais tout et", "j'irais planter des poireaux", True),
        ("Si elle me trouve un formateur", "j'essaie", False),
        ("le hangar", "je le ferme", False),
    ],
)
def test_a_dream_is_no_act(lead: str, core: str, dreams: bool) -> None:  # noqa: FBT001 - a column of the table
    assert unreal(lead, core) is dreams


def test_what_she_always_does_is_no_act() -> None:
    assert habitual("D'habitude, je fais le tour des chambres")
    assert habitual("je leur promets le cinéma depuis l'été")
    assert habitual("normalement, je crie")
    assert not habitual("je fais le tour des chambres")


def test_what_she_tells_that_she_said_is_no_act() -> None:
    assert tells("j'aurais dit :")
    assert not tells("je dis à Marc que c'est fini")


@pytest.mark.parametrize(
    ("clitics", "rest", "alone"), [("", "", True), ("m'", "", True), ("", " même", True), ("le ", "", False), ("", " la porte", False)]
)
def test_a_verb_without_anything(clitics: str, rest: str, alone: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bare(clitics, rest) is alone


@pytest.mark.parametrize(
    ("infinitive", "clitics", "rest", "nothing"),
    [
        ("prendre", "vous ", " au mot", True),
        ("dire", "", " ça", True),
        ("dire", "lui ", " que c'est fini", False),
        ("partir", "", " avec beaucoup de choses", True),
        ("partir", "", " dimanche", False),
        ("commencer", "", " par relire la lettre", True),
        ("commencer", "", " la lettre", False),
        ("prendre", "", " l'engagement devant vous", True),
        ("envoyer", "vous ", " un message après", False),
    ],
)
def test_words_that_promise_nothing(infinitive: str, clitics: str, rest: str, nothing: bool) -> None:  # noqa: FBT001 - a column of the table
    assert empty(infinitive, clitics, rest, dated=False) is nothing


@pytest.mark.parametrize(
    "lead", ["Le matin", "parce que moi, le lundi", "L'autre jour,", "Vous savez, chaque matin", "samedi dernier encore,", "Hier"]
)
def test_what_always_happens_or_happened_once_is_told(lead: str) -> None:
    assert usual(lead)


@pytest.mark.parametrize("lead", ["Lundi", "le lundi 23", "La liste", "le samedi, à partir de janvier,", "Demain matin", ""])
def test_a_day_to_come_or_a_thing_tells_nothing(lead: str) -> None:
    assert not usual(lead)
