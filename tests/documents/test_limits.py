from __future__ import annotations

import pytest

from codev_voice.documents.limits import protected, reserve_of
from codev_voice.documents.questions import Asked
from codev_voice.documents.wording import Sentence


@pytest.mark.parametrize(
    "text", ["Marc connaît Fatou, donc ça reste entre nous", "Ménagez-moi un peu aujourd'hui", "Que ça ne sorte pas d'ici"]
)
def test_what_needs_care(text: str) -> None:
    assert protected(Sentence(text), None) is not None


def test_care_is_heard_when_it_is_asked_for_and_never_guessed() -> None:
    assert protected(Sentence("Mon frère travaille chez eux"), Asked.CARE) == "Mon frère travaille chez eux"
    assert protected(Sentence("Mon frère travaille chez eux"), None) is None
    assert protected(Sentence("Euh"), Asked.CARE) is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("D'accord, avec une réserve : je connais votre directeur, je ne parlerai pas de lui.", "Je connais votre directeur"),
        ("Oui mais je ne pourrai pas vous aider sur le juridique.", "juridique"),
        ("OK, sauf sur les salaires de la branche, je suis partie prenante.", "salaires"),
    ],
)
def test_a_reserve_is_in_the_consultants_words(text: str, inside: str) -> None:
    found = reserve_of(text)
    assert found is not None
    assert inside in found
    assert not found.lower().startswith(("d'accord", "oui", "ok"))


@pytest.mark.parametrize("text", ["Oui.", "D'accord pour moi.", "Volontiers, belle question.", "Tu veux une réserve ?", "Je connais."])
def test_plain_agreement_is_no_reserve(text: str) -> None:
    assert reserve_of(text) is None


@pytest.mark.parametrize(
    "text", ["Je veux bien, mais les maisons de repos, j'y connais rien du tout.", "Moi, je suis délégué, j'en discuterai pas ici."]
)
def test_what_a_consultant_cannot_give_is_a_reserve_whatever_its_words(text: str) -> None:
    assert reserve_of(text) is not None


def test_a_yes_that_goes_on_is_no_reserve() -> None:
    assert reserve_of("Oui, mais alors là, quelle belle question de métier.") is None


def test_what_a_late_yes_is_set_against_is_a_reserve() -> None:
    assert reserve_of("Je vends à la commune, alors vous me direz si je déborde. Mais ça me va.") is not None
    assert reserve_of("D'accord, sachant que Marc est le mari de ma cousine.") is not None
    assert reserve_of("Ben oui. Mais oui.") is None


def test_what_somebody_is_going_to_be_is_a_reserve_as_what_he_will_be() -> None:
    assert reserve_of("J'habite le village, alors je vais être juge et partie.") is not None
