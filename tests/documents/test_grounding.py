from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.grounding import ungrounded

HEARD = "Inès : Bon, j'appelle Marc jeudi, euh non, vendredi 20, et je relirai les deux lettres. L'entretien, Théo d'abord, on l'a préparé."


@pytest.mark.parametrize(
    "text",
    [
        "Appeler Marc",
        "Relire les 2 lettres",
        "Relire la lettre",
        "vendredi 20",
        "Préparer l'entretien",
        "Commencer par Théo",
        "Faire : l'entretien",
        "L'entretien (pour Marc)",
        "",
    ],
)
def test_what_was_said_is_grounded(text: str) -> None:
    assert ungrounded(text, HEARD) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Appeler Marc et Paul", "le nom « Paul » n'y est pas"),
        ("Relire les trois lettres", "le nombre « trois » n'y est pas"),
        ("Relire 12 lettres", "le nombre « 12 » n'y est pas"),
        ("Appeler Marc lundi", "la date « lundi » n'y est pas"),
        ("Convoquer Marc", "le verbe « Convoquer » n'y est pas"),
        ("Appeler Marc, optimiser", "le verbe « optimiser » n'y est pas"),
        ("Les lettres managériales", "le mot « managériales » n'y est pas"),
    ],
)
def test_what_was_not_said_has_its_reason(text: str, reason: str) -> None:
    assert ungrounded(text, HEARD) == reason


def test_a_noun_does_not_ground_a_verb_that_begins_alike() -> None:
    assert ungrounded("Augmenter Marc", "On a parlé de l'augmentation de Marc.") == "le verbe « Augmenter » n'y est pas"


@settings(deadline=None)
@given(text=st.text(max_size=120))
def test_a_text_is_always_grounded_in_itself(text: str) -> None:
    assert ungrounded(text, text) is None
