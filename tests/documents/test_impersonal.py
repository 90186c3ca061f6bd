from __future__ import annotations

import pytest

from codev_voice.documents.impersonal import brought, handed_over, hers, named, wished


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le groupe de Sherbrooke, par exemple, ça me tenterait d'aller voir ça, au mois de mars",
            ("aller voir le groupe de Sherbrooke, par exemple", "Le groupe de Sherbrooke, par exemple"),
        ),
        ("Ce qui me plairait, c'est d'avoir Madame Piron à la réunion", ("avoir Madame Piron à la réunion", "")),
        ("Il me plairait assez de signer moi-même le prochain acte", ("signer moi-même le prochain acte", "")),
        ("Le dernier tirage, ça me plairait drôlement, faudrait qu'on le cale", ("caler le dernier tirage", "Le dernier tirage")),
        ("Le tutorat, ça me plairait", ("", "Le tutorat")),
        ("Ça me plairait", None),
        ("Le tutorat, ça me plairait pas", None),
    ],
)
def test_what_would_please_her_is_wished(text: str, expected: tuple[str, str] | None) -> None:
    assert wished(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ce que j'amène au CA, le 22, c'est qu'on soit deux à signer", "amener au CA : qu'on soit deux à signer"),
        ("Ce que je garde, c'est la phrase de Paul", None),
        ("Ce que je vais garder, c'est la phrase de Paul", None),
        ("Ce que je veux, c'est la paix", None),
    ],
)
def test_what_she_brings(text: str, expected: str | None) -> None:
    assert brought(text) == expected


def test_what_others_will_have_from_her() -> None:
    assert handed_over("Sa réponse, vous l'aurez par message dans dix jours") == "faire avoir Sa réponse par message"
    assert handed_over("Sa réponse, on l'aura jamais") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donc lui, coup de fil demain", "lui faire un coup de fil"),
        ("Mail au sponsor d'ici mercredi", "faire un mail au sponsor"),
        ("Le mail est parti hier", None),
        ("L'inventaire, demain", None),
    ],
)
def test_an_act_only_named(text: str, expected: str | None) -> None:
    assert named(text) == expected


def test_we_is_she_when_she_adds_it_to_her_plan() -> None:
    assert hers("Moi je dis encore une chose : on fait un repas") == "je fais un repas"
