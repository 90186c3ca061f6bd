from __future__ import annotations

import pytest

from codev_voice.session.names import KIND_NAMES, ROLE_NAMES, SAID_STAGES, STAGE_NAMES, compared, listed, of, tidy
from codev_voice.session.values import Role, Stage


@pytest.mark.parametrize("said", ["d'Inès", "d'Élodie", "d'Hélène", "de Yann", "de Claire", "d'Œdipe"])
def test_de_is_elided_before_a_vowel(said: str) -> None:
    assert of(said.removeprefix("d'").removeprefix("de ")) == said


@pytest.mark.parametrize(("names", "expected"), [((), ""), (("Inès",), "Inès"), (("Inès", "Paul", "Ali"), "Inès, Paul et Ali")])
def test_names_are_listed(names: tuple[str, ...], expected: str) -> None:
    assert listed(names) == expected


def test_everything_shown_has_a_name() -> None:
    assert set(STAGE_NAMES) == set(SAID_STAGES) == set(Stage)
    assert set(ROLE_NAMES) == set(Role)
    assert len(KIND_NAMES) == 11


@pytest.mark.parametrize(("typed", "kept"), [("  Élodie \t Roy ", "Élodie Roy"), ("E\u0301lodie", "Élodie"), ("Andr\udce9", "Andr?")])
def test_a_name_is_kept_as_it_can_be_written(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_names_are_compared_in_whatever_case_and_coding() -> None:
    assert compared(" E\u0301LODIE ") == compared("Élodie")
    assert compared("Élodie") != compared("Elodie")
