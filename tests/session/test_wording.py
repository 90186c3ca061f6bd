from __future__ import annotations

import pytest

from codev_voice.session.wording import alike, fold, said, tokens


def test_what_is_written_differently_compares_equal() -> None:
    assert fold("Où est l’ŒUVRE ?") == fold("ou est l'oeuvre ?")
    assert tokens("Qu'est-ce que tu as déjà dit ?") == ["qu'", "est", "ce", "que", "tu", "as", "deja", "dit"]
    assert said("  Tu devrais,\nlui PARLER… ") == "tu devrais lui parler"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("tu devrais lui parler", "tu devrais lui parler franchement", True),
        ("tu devrais", "tu devrais lui parler franchement", False),
        ("tu devrais lui parler", "tu devrais lui ecrire", False),
        ("", "", True),
        ("", "tu", False),
    ],
)
def test_a_clause_heard_further_is_the_same(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table's column
    assert alike(one, other) is same
    assert alike(other, one) is same
