from __future__ import annotations

import pytest

from codev_voice.documents.passage import Passage, hear_passage, seen_agreeing
from codev_voice.session.values import Stage
from spoken import scene


def _heard(text: str) -> Passage:
    found = scene(text)
    return hear_passage(found, found.during(Stage.CONTRACT))


OPENING = """
3 Claire: Et nous, Inès, on t'aide sur quoi ?
3 Inès: Ben, comment je leur dis que ça ferme, sans qu'ils claquent la porte.
"""


@pytest.mark.parametrize("yes", ["Ça roule de mon côté.", "Je te suis là-dedans.", "Va pour moi.", "Banco.", "Moi aussi, ça me parle."])
def test_agreement_is_heard_in_any_words(yes: str) -> None:
    assert "Julien" in _heard(f"{OPENING}3 Claire: On y va comme ça ?\n3 Julien: {yes}").agreed


@pytest.mark.parametrize(
    "other", ["Attends, je cherche mes lunettes.", "Samir, t'es en muet.", "Euh, je sais pas trop.", "C'est où, déjà, chez toi ?"]
)
def test_what_agrees_to_nothing_is_no_agreement(other: str) -> None:
    assert "Julien" not in _heard(f"{OPENING}3 Claire: On y va comme ça ?\n3 Julien: {other}").agreed


def test_another_wording_is_hers_once_she_says_yes_to_it() -> None:
    heard = _heard(f"{OPENING}3 Julien: Comment leur annoncer la fermeture en les gardant jusqu'au bout ?\n3 Inès: Voilà, tu l'as dit.")
    assert heard.wording
    assert heard.wording.by == "Julien"
    assert "Inès" in heard.agreed


def test_a_wording_she_refuses_is_not_hers() -> None:
    heard = _heard(
        f"{OPENING}3 Julien: Comment te protéger, toi, en fait ?\n3 Inès: Ah non, moi ça va.\n3 Claire: Et tu veux quoi de nous ?"
    )
    assert heard.wording
    assert heard.wording.by is None


def test_what_she_leaves_out_is_kept_whole() -> None:
    heard = _heard(
        f"{OPENING}3 Claire: Y a des choses qu'on laisse de côté ?\n3 Inès: Mon chef, laissez-le tranquille, il a assez à faire."
    )
    assert [line.text for line in heard.out_of_scope] == ["Mon chef, laissez-le tranquille, il a assez à faire"]


def test_a_bare_yes_leaves_nothing_out() -> None:
    assert _heard(f"{OPENING}3 Claire: Y a des choses qu'on laisse de côté ?\n3 Inès: Avec plaisir.").out_of_scope == []


def test_a_limit_and_a_yes_in_one_turn() -> None:
    heard = _heard(
        f"{OPENING}3 Claire: On y va ?\n3 Fatou: Je travaille dans la même boîte, alors je ferai attention à ce que je dis. Sinon, oui."
    )
    assert [reserve.person for reserve in heard.reserves] == ["Fatou"]
    assert "Fatou" in heard.agreed


def test_a_hand_seen_raised() -> None:
    found = scene("3 Claire: Je vois Samir qui lève le pouce.")
    assert seen_agreeing(found, found.turns[0]) == {"Samir"}
