from __future__ import annotations

import pytest

from codev_voice.documents.kinds import kinds_of
from codev_voice.documents.values import Help


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Des expériences, si vous avez vécu ça, et des idées.", (Help.EXPERIENCES, Help.IDEAS)),
        ("Vos réactions, et des questions, plutôt que des solutions.", (Help.REACTIONS, Help.QUESTIONS)),
        ("J'attends vos regards.", (Help.VIEWS,)),
        ("Un outil, ou une grille.", (Help.TOOLS,)),
        ("Juste être écoutée, du soutien.", (Help.SUPPORT,)),
        ("Qu'on bâtisse un plan, avec les étapes.", (Help.PLAN,)),
        ("Pas de conseils, pas d'outils.", ()),
        ("Sans solutions toutes faites, des avis.", (Help.VIEWS,)),
        ("Je ne sais pas trop.", ()),
    ],
)
def test_kinds_are_those_she_asks_for_in_her_order(text: str, expected: tuple[Help, ...]) -> None:
    assert kinds_of(text) == expected
