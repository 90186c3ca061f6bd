from __future__ import annotations

import pytest

from codev_voice.documents.kinds import MODEL, asked_for, kinds_of
from codev_voice.documents.linear import packaged
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Si l'un de vous est passé par là, qu'il me raconte.", Help.EXPERIENCES),
        ("Une tape dans le dos.", Help.SUPPORT),
        ("Dites-moi comment vous l'auriez pris, à sa place.", Help.REACTIONS),
        ("Des idées, et des récits.", Help.IDEAS),
    ],
)
def test_help_without_its_name_is_known_where_some_is_asked_for(text: str, expected: Help) -> None:
    assert expected in asked_for(text)


def test_the_model_knows_every_kind() -> None:
    assert set(packaged(MODEL).classes) == {kind.value for kind in Help}
