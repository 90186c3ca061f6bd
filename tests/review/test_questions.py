from __future__ import annotations

import pytest

from codev_voice.review.questions import classify, count
from review.spoken import turns


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Comment ça se passe ?", ["open"]),
        ("Et qu'est-ce que tu attends de lui ?", ["open"]),
        ("Pourquoi maintenant ?", ["why"]),
        ("Vous êtes combien ?", ["closed"]),
        ("Tu lui as parlé ?", ["closed"]),
        ("C'est lui ou son adjoint ?", ["closed"]),
        ("À qui, quand, et il a dit quoi ?", ["closed", "closed", "open"]),
        ("Tu m'entends ?", []),
        ("Donc tu as deux équipes, c'est ça ?", []),
    ],
)
def test_kinds_by_form(sentence: str, kinds: list[str]) -> None:
    assert classify(sentence) == kinds


def test_only_consultants_questions_are_counted() -> None:
    found = count(
        turns(
            ("Cy", 0, 1, "D'accord. Comment tu fais ? Et pourquoi ?"),
            ("Ana", 1, 2, "Comment ça ?"),
            ("Dee", 2, 3, "Qui, quand ?"),
            ("Eve", 3, 4, "Je n'ai rien à demander."),
        )
    )
    assert (found.open, found.closed, found.why, found.multiple, found.total) == (2, 2, 1, 2, 4)
