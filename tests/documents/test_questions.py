from __future__ import annotations

import pytest

from codev_voice.documents.questions import Asked, accepts, agrees, asked_of, refuses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Et ton premier pas ?", Asked.FIRST_STEP),
        ("Tu verras à quoi que ça marche ?", Asked.INDICATOR),
        ("Qu'est-ce qui pourrait vous en empêcher ?", Asked.OBSTACLE),
        ("De qui tu as besoin, de l'aide de qui ?", Asked.SUPPORT),
        ("Et qu'est-ce que tu laisses ?", Asked.DROPPED),
        ("Je récapitule.", Asked.RECAP),
        ("Il fait beau.", None),
    ],
)
def test_what_the_facilitator_asks_in_the_synthesis(text: str, expected: Asked | None) -> None:
    assert asked_of(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Et t'attends quoi, de nous ?", Asked.HELP),
        ("Des précautions à prendre ?", Asked.CARE),
        ("Y a des choses qu'on touche pas ?", Asked.LIMITS),
        ("Tout le monde est d'accord ?", Asked.AGREEMENT),
        ("Et ton premier pas ?", None),
    ],
)
def test_what_the_facilitator_asks_in_the_contract(text: str, expected: Asked | None) -> None:
    assert asked_of(text, contract=True) is expected


@pytest.mark.parametrize(
    "text",
    ["Oui, voilà.", "Ça me va.", "Ça roule !", "Volontiers.", "Ça joue.", "Parfait.", "Partant.", "Avec plaisir.", "Euh, OK pour moi."],
)
def test_a_yes_is_agreement(text: str) -> None:
    assert accepts(text)
    assert agrees(text)
    assert not refuses(text)


@pytest.mark.parametrize("text", ["Oui, enfin plutôt comment le garder.", "Oui mais non.", "Presque."])
def test_a_correction_is_no_acceptance(text: str) -> None:
    assert not accepts(text)


@pytest.mark.parametrize("text", ["Non, je le sens pas.", "Nan.", "Surtout pas.", "Ah non, pas ça."])
def test_a_no(text: str) -> None:
    assert refuses(text)
    assert not accepts(text)
    assert not agrees(text)


def test_agreement_may_come_with_a_condition_or_late() -> None:
    assert agrees("Oui mais je ne pourrai pas vous aider sur le juridique.")
    assert agrees("Je le connais, donc je parlerai que de ce que j'ai vécu. Mais oui, d'accord.")


@pytest.mark.parametrize("text", ["Samir, t'es en muet.", "Mm.", "Je me demande.", ""])
def test_what_is_no_agreement(text: str) -> None:
    assert not agrees(text)


@pytest.mark.parametrize(
    ("text", "says_yes"), [("Moi c'est oui.", True), ("Je pars tôt. Mais c'est d'accord.", True), ("Moi, je suis pas sûr.", False)]
)
def test_a_yes_is_one_whatever_carries_it(text: str, says_yes: bool) -> None:  # noqa: FBT001 - a case
    assert agrees(text) is says_yes
