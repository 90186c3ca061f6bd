from __future__ import annotations

import datetime

import pytest

from codev_voice.documents.render.french import (
    HELP_IN_CLEAR,
    KINDS_IN_CLEAR,
    clock_in_clear,
    in_clear,
    moment_in_clear,
    quoted,
    typeset,
)
from codev_voice.documents.values import Help, Kind


def test_dates_in_clear() -> None:
    assert in_clear(datetime.date(2026, 3, 12)) == "jeudi 12 mars 2026"
    assert in_clear(datetime.date(2026, 5, 1)) == "vendredi 1er mai 2026"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'équipe, d'accord", "L’équipe, d’accord"),
        ("Qui ? Moi !", "Qui\u202f? Moi\u202f!"),
        ("Qui? Moi", "Qui\u202f? Moi"),
        ("Sujet : le pont ; la rive", "Sujet\u00a0: le pont\u202f; la rive"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("à 10:30", "à 10:30"),
    ],
)
def test_typography(text: str, expected: str) -> None:
    assert typeset(text) == expected
    assert typeset(expected) == expected


def test_guillemets_inside_become_english_quotes() -> None:
    assert quoted("dire « non » à Marc") == "« dire “non” à Marc »"


def test_every_kind_has_its_french_name() -> None:
    assert set(KINDS_IN_CLEAR) == set(Kind)
    assert set(HELP_IN_CLEAR) == set(Help)
    assert KINDS_IN_CLEAR[Kind.QUESTION] == "question pour réfléchir"


@pytest.mark.parametrize(("seconds", "expected"), [(59.0, "début"), (61.0, "1 min"), (3_905.0, "1 h 05")])
def test_moments_of_a_session(seconds: float, expected: str) -> None:
    assert moment_in_clear(seconds).replace("\u00a0", " ") == expected


def test_times_of_the_day() -> None:
    assert clock_in_clear(datetime.datetime(2026, 11, 24, 14, 2, tzinfo=datetime.UTC)).replace("\u00a0", " ") == "14 h 02"
