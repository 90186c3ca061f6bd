from __future__ import annotations

import pytest

from codev_voice.documents.asides import dropped, kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ce que je garde, c'est l'image du phare", "l'image du phare"),
        ("je garde l'idée du vrai projet", "l'idée du vrai projet"),
        ("la phrase de Denis, je la garde", "la phrase de Denis"),
        ("le coup du carnet, ça, je garde", "le coup du carnet"),
        ("je repars avec une question, et elle est bonne", "une question, et elle est bonne"),
    ],
)
def test_what_she_says_she_keeps(text: str, expected: str) -> None:
    assert kept(text) == expected


@pytest.mark.parametrize(
    "text", ["je note", "c'est intéressant", "j'aime bien cette idée", "je garde ça", "ça, je le garde", "je garde pas l'idée"]
)
def test_liking_is_not_keeping(text: str) -> None:
    assert kept(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la prime, par contre, j'oublie", "la prime"),
        ("je laisse tomber le tableau de bord", "le tableau de bord"),
        ("le séminaire, non", "le séminaire"),
        ("je renonce à la formation", "la formation"),
        ("non, la réunion du soir, je la laisse de côté", "la réunion du soir"),
    ],
)
def test_what_she_sets_aside(text: str, expected: str) -> None:
    assert dropped(text) == expected


@pytest.mark.parametrize("text", ["je vais voir Marc", "je garde l'image", "pourquoi pas", "le séminaire, peut-être"])
def test_not_chosen_is_not_dropped(text: str) -> None:
    assert dropped(text) is None
