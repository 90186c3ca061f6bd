from __future__ import annotations

import pytest

from codev_voice.documents.offers import as_act, as_infinitive, idea_of, offer_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Je peux te relire le mail, si tu veux.", "Je peux te relire le mail"),
        ("Bon. Je viens avec toi au rendez-vous.", "Je viens avec toi au rendez-vous"),
        ("On peut vous prêter la salle.", "On peut vous prêter la salle"),
        ("Je te comprends.", None),
        ("Je peux te relire ?", None),
        ("Il fait froid.", None),
    ],
)
def test_help_offered_is_kept_in_the_words_of_who_offers(text: str, expected: str | None) -> None:
    assert offer_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tu pourrais appeler le notaire.", "appeler le notaire"),
        ("Et si tu devrais… Vous devriez aussi prévenir l'équipe.", "prévenir l'équipe"),
        ("Écris-lui une lettre.", "lui écrire une lettre"),
        ("Et si tu mettais une annonce à la radio ?", "mettre une annonce à la radio"),
        ("Avec plaisir.", None),
        ("Un tableau partagé ?", "Un tableau partagé"),
        ("Moi, j'ai connu ça.", None),
        ("", None),
    ],
)
def test_the_act_that_an_idea_names(text: str, expected: str | None) -> None:
    assert idea_of(text) == expected


def test_a_thing_alone_is_something_to_do() -> None:
    assert as_act("appeler le notaire") == "appeler le notaire"
    assert as_act("lui écrire une lettre") == "lui écrire une lettre"
    assert as_act("en parler à tes voisins, aussi") == "en parler à mes voisins"
    assert as_act("Le tableau") == "faire : le tableau"
    assert as_act("un tableau partagé") == "faire : un tableau partagé"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("Écris-lui trois lignes avant de le voir", "lui écrire trois lignes avant de le voir"),
        ("Appelle-le", "l'appeler"),
        ("Donne-le-moi", "me le donner"),
        ("Demandez un délai", "demander un délai"),
        ("Prends le temps qu'il faut", "prendre le temps qu'il faut"),
        ("Prépare le rendez-vous", "préparer le rendez-vous"),
        ("Attends", None),
        ("Le chat dort", None),
        ("Prépare", None),
        ("…", None),
    ],
)
def test_an_order_in_the_infinitive(order: str, expected: str | None) -> None:
    assert as_infinitive(order) == expected


def test_help_offered_as_a_question_is_an_offer() -> None:
    assert offer_of("Tu veux que je te relise, juste avant ?") == "te relire, juste avant"
    assert offer_of("Tu veux que ça change ?") is None
