from __future__ import annotations

import pytest

from codev_voice.review.questions import asked, by_person, classify, counted
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
        ("Du coup, quand tu lui as dit ça, il a réagi comment ?", ["open"]),
        ("Quand est-ce que tu le revois ?", ["closed"]),
        ("Qu'attends-tu de lui ?", ["open"]),
        ("Et le jour où tu l'as vu, t'étais où ?", ["closed"]),
        ("Tu t'entends bien avec lui ?", ["closed"]),
        ("Quoi ?", []),
        ("Tu m'entends ?", []),
        ("Donc tu as deux équipes, c'est ça ?", []),
    ],
)
def test_forms(sentence: str, kinds: list[str]) -> None:
    assert [str(form) for form in classify(sentence)] == kinds


def test_only_consultants_questions_are_counted() -> None:
    found = asked(
        turns(
            ("Cy", 0, 1, "D'accord. Comment tu fais ? Et pourquoi ?"),
            ("Ana", 1, 2, "Comment ça ?"),
            ("Dee", 2, 3, "Qui, quand ?"),
            ("Eve", 3, 4, "Je n'ai rien à demander. Raconte un peu la réunion."),
        )
    )
    assert [(one.turn, str(one.form), one.chained) for one in found] == [
        (0, "open", True), (0, "why", True), (2, "closed", True), (2, "closed", True), (3, "open", False),
    ]  # fmt: skip
    assert counted(found) == (3, 2, 1, 2)
    assert by_person(found) is None
    assert by_person([*found, *found]) == {"Cy": 4, "Dee": 4, "Eve": 2}
