from __future__ import annotations

import pytest

from codev_voice.documents.phrases import about_something_said, joined, resolved, tells_whom_she_meets, without_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voir Marc jeudi, non, vendredi", "voir Marc"),
        ("envoyer la lettre pour lundi", "envoyer la lettre"),
        ("ranger l'atelier d'ici la fin du mois", "ranger l'atelier"),
        ("demain matin, appeler Paul", "appeler Paul"),
        ("relire le devis", "relire le devis"),
    ],
)
def test_days_leave_the_phrase(text: str, expected: str) -> None:
    assert without_dates(text) == expected


@pytest.mark.parametrize(
    ("clitics", "infinitive", "rest", "expected"),
    [
        ("", "voir", " Marc", "voir Marc"),
        ("le ", "appeler", "", "l'appeler"),
        ("l'", "appeler", "", "l'appeler"),
        ("l'", "voir", "", "le voir"),
        ("m'", "voir", " seule", "me voir seule"),
        ("lui ", "écrire", " une lettre", "lui écrire une lettre"),
        ("", "voir", " Marc, il est là", "voir Marc"),
    ],
)
def test_pronouns_are_joined_with_elisions(clitics: str, infinitive: str, rest: str, expected: str) -> None:
    assert joined(clitics, infinitive, rest) == expected


@pytest.mark.parametrize(
    ("phrase", "topic", "expected"),
    [
        ("l'appeler", "Delorme", "appeler Delorme"),
        ("la relire avant de signer", "La lettre", "relire la lettre avant de signer"),
        ("lui parler", "le directeur", "parler au directeur"),
        ("lui parler", "les voisins", "parler aux voisins"),
        ("lui écrire un mot", "Marc", "écrire un mot à Marc"),
        ("lui écrire, pour voir", "Marc", "écrire à Marc, pour voir"),
        ("y aller à pied", "le marché", "y aller à pied"),
        ("les poser", "« mes limites »", "poser « mes limites »"),
        ("l'appeler demain", "Paul, mon voisin", "appeler Paul, mon voisin, demain"),
        ("lui parler", "Paul, mon voisin", "lui parler"),
        ("voir Marc", "la prime", "voir Marc"),
        ("l'appeler", "", "l'appeler"),
    ],
)
def test_the_topic_takes_the_place_of_its_pronoun(phrase: str, topic: str, expected: str) -> None:
    assert resolved(phrase, topic) == expected


def test_a_phrase_that_speaks_of_something_said() -> None:
    assert about_something_said("l'appeler")
    assert about_something_said("y aller")
    assert about_something_said("faire ça")
    assert not about_something_said("appeler Marc")


def test_only_the_object_was_said_apart() -> None:
    assert resolved("la lui donner en main", "La clé") == "lui donner la clé en main"
    assert resolved("convoquer ben ça", "L'assemblée") == "convoquer l'assemblée"
    assert resolved("lui donner la clé", "La clé") == "lui donner la clé"


def test_what_she_tells_whom_she_meets_goes_with_it() -> None:
    assert tells_whom_she_meets("le choper avec un café", "lui déballer tout")
    assert tells_whom_she_meets("lui payer un café", "lui dire que j'ai peur")
    assert not tells_whom_she_meets("ranger l'atelier", "lui dire que j'ai peur")


def test_what_she_has_somebody_do_keeps_its_order() -> None:
    assert resolved("la faire venir en novembre", "la psychologue") == "faire venir la psychologue en novembre"
