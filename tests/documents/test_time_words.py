from __future__ import annotations

import re

import pytest

from codev_voice.documents.time_words import LETTERS, circumstance, late, number_of


@pytest.mark.parametrize(
    ("words", "number"),
    {
        "8": 8,
        "seize": 16,
        "dix-sept": 17,
        "vingt et un": 21,
        "vingt-deux": 22,
        "vingt deux": 22,
        "trente et un": 31,
        "quarante-huit": 48,
        "soixante-dix-sept": 77,
    }.items(),
)
def test_a_number_in_letters_is_one(words: str, number: int) -> None:
    assert words.isdecimal() or re.fullmatch(LETTERS, words)
    assert number_of(words) == number


@pytest.mark.parametrize("words", ["", " matin", ", 14 h", ". dix heures", " à la première heure", " même", " aussi", " à midi pile"])
def test_moments_of_a_day_add_nothing(words: str) -> None:
    assert circumstance(words) == ""


def test_a_circumstance_is_what_comes_with_a_day() -> None:
    assert circumstance(" au marché") == "au marché"
    assert circumstance(", après le service") == "après le service"


@pytest.mark.parametrize(
    "words", [" ou mardi", " d'après", "-là", " suivant", " sur deux", " au plus tôt", " après les vacances", " je pars"]
)
def test_what_is_no_circumstance_of_a_day(words: str) -> None:
    assert circumstance(words) is None


def test_noon_is_late_and_the_morning_is_not() -> None:
    assert late(" midi")
    assert late(", à 17 heures")
    assert not late(" matin")
    assert not late("")
