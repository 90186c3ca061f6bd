from __future__ import annotations

import pytest

from codev_voice.documents.topics import topic


@pytest.mark.parametrize(
    ("lead", "about"),
    [
        ("Delorme", "Delorme"),
        ("Alors pour commencer, la grille de Josiane", "la grille de Josiane"),
        ("La liste, c'est bon", "La liste"),
        ("Les trois phrases, ouais, ça", "Les trois phrases"),
        ("Le règlement, faudrait que", "Le règlement"),
        ("Le rapport lundi", "Le rapport"),
    ],
)
def test_what_is_named_before_a_clause_is_its_topic(lead: str, about: str) -> None:
    assert topic(lead) == about


@pytest.mark.parametrize("lead", ["", "Si jamais", "Quand il sera rentré", "Elle est partie", "mot " * 13])
def test_what_sets_the_scene_is_no_topic(lead: str) -> None:
    assert topic(lead) == ""


def test_a_condition_beside_the_thing_is_no_part_of_it() -> None:
    assert topic("hervé, si j'attends, ça va traîner") == "hervé"
