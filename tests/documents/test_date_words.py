from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.documents.date_words import find_dates, find_due, plain


def _found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Je vois le notaire jeudi en huit", ["jeudi en huit"]),
        ("Je range l'atelier d'ici la fin du mois", ["d'ici la fin du mois"]),
        ("Je relis tout ce soir et j'envoie demain matin", ["ce soir", "demain matin"]),
        ("Je l’appelle d’ici lundi", ["d’ici lundi"]),
        ("Tous les lundis, je passe à l'accueil", ["Tous les lundis"]),
        ("Je rends le dossier semaine 49", ["semaine 49"]),
        ("On en reparle à la prochaine séance", ["la prochaine séance"]),
        ("Je le fais après les vacances", ["après les vacances"]),
        ("Je signe le 12 mars au plus tard", ["le 12 mars au plus tard"]),
        ("Je m'en occupe dès que possible", ["dès que possible"]),
    ],
)
def test_words_of_time_are_found_where_they_stand(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Je l'ai vu lundi dernier",
        "Je bloque mon jeudi matin",
        "Je garde l'image du phare",
        "Le 12 % de remise",
        "C'était la semaine passée",
        "",
    ],
)
def test_the_past_and_what_is_no_day_are_left(text: str) -> None:
    assert _found(text) == []
    assert find_due(text) is None


def test_the_last_expression_is_the_one_of_a_sentence() -> None:
    text = "jeudi, non, vendredi"
    assert find_due(text) == (12, 20)
    assert text[12:20] == "vendredi"


def test_plain_words() -> None:
    assert plain("  D’ici\u00a0LUNDI, ") == "d'ici lundi"


@given(st.lists(st.sampled_from(["lundi", "le", "12", "mars", "en huit", "d'ici", "je", "vois", ",", "fin du mois"]), max_size=12))
def test_places_are_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    places = find_dates(text)
    assert all(start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))
