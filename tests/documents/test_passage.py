from __future__ import annotations

import time
import unicodedata
from collections.abc import Mapping

import pytest

from codev_voice.documents.passage import Passage, hear_passage, seen_agreeing
from codev_voice.documents.values import Help
from codev_voice.session.values import Role, Stage
from spoken import ROLES, scene


def _heard(text: str, roles: Mapping[str, Role] = ROLES) -> Passage:
    found = scene(text, roles=roles)
    return hear_passage(found, found.during(Stage.CONTRACT))


OPENING = """
3 Claire: Et nous, Inès, on t'aide sur quoi ?
3 Inès: Ben, comment je leur dis que ça ferme, sans qu'ils claquent la porte.
"""


@pytest.mark.parametrize(
    "yes", ["Ça roule de mon côté.", "Je te suis là-dedans.", "Va pour moi.", "Banco.", "Moi aussi, ça me parle.", "Moi, je dis oui."]
)
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


def test_what_she_leaves_out_is_what_she_names_first() -> None:
    heard = _heard(
        f"{OPENING}3 Claire: Y a des choses qu'on laisse de côté ?\n3 Inès: Mon chef, laissez-le tranquille, il a assez à faire."
    )
    assert [line.text for line in heard.out_of_scope] == ["Mon chef"]


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


@pytest.mark.parametrize(
    "said",
    [
        "Samir, lève le pouce si ça te va.",
        "Samir, tu me fais un pouce quand c'est bon pour toi.",
        "Si Samir lève la main, on part.",
        "Samir, lève la main.",
        "Je vois un pouce levé. Samir, ton micro est coupé.",
    ],
)
def test_a_hand_asked_for_is_no_agreement(said: str) -> None:
    assert "Samir" not in _heard(f"{OPENING}3 Claire: {said}\n3 Claire: Bon, on avance.").agreed


def test_a_name_inside_another_is_not_that_person() -> None:
    found = scene("3 Claire: Je vois Jean-Luc qui lève le pouce.", roles={**ROLES, "Jean": Role.CONSULTANT})
    assert seen_agreeing(found, found.turns[0]) == frozenset()
    both = scene("3 Claire: Je vois Jean-Luc qui lève le pouce.", roles={**ROLES, "Jean": Role.CONSULTANT, "Jean-Luc": Role.CONSULTANT})
    assert seen_agreeing(both, both.turns[0]) == {"Jean-Luc"}


@pytest.mark.parametrize("name", ["Zoé", "Anne (RH)", "J-P *"])
def test_a_name_may_hold_any_character(name: str) -> None:
    found = scene(f"3 Claire: Je vois {unicodedata.normalize('NFD', name)} qui lève le pouce.", roles={**ROLES, name: Role.CONSULTANT})
    assert seen_agreeing(found, found.turns[0]) == {name}


def test_an_observer_neither_agrees_nor_limits() -> None:
    heard = _heard(f"{OPENING}3 Paule: Oui, ça me va, mais je connais le siège, je n'en parlerai pas.", {**ROLES, "Paule": Role.OBSERVER})
    assert (heard.agreed, heard.reserves) == ({}, [])


def test_a_yes_can_be_taken_back() -> None:
    assert "Julien" not in _heard(f"{OPENING}3 Julien: Oui.\n3 Julien: Finalement non, je suis pas d'accord.").agreed
    assert "Julien" in _heard(f"{OPENING}3 Julien: Je suis pas d'accord avec Samir, mais oui, ça me va.").agreed


def test_two_thousand_words_are_read_at_once() -> None:
    long = "je pense que voilà le temps passe bien vite " * 220
    start = time.process_time()
    assert _heard(f"{OPENING}3 Inès: {long}\n3 Julien: {'oui mais non, ' * 700}").wording
    assert time.process_time() - start < 5


def test_a_word_of_help_said_of_something_else_asks_for_no_help() -> None:
    heard = _heard(
        f"{OPENING}3 Julien: Tu as déjà un plan ?\n3 Inès: Oui, j'en ai un sur deux ans.\n3 Inès: J'ai tellement de questions dans la tête."
    )
    assert heard.kinds == {}


def test_help_offered_and_named_again_is_asked_for() -> None:
    heard = _heard(f"{OPENING}3 Claire: Et tu attends quoi de nous, plutôt des expériences ?\n3 Inès: Vos expériences, oui.")
    assert list(heard.kinds) == [Help.EXPERIENCES]


def test_a_sentence_left_open_is_not_said_twice() -> None:
    heard = _heard(f"""{OPENING}
        3 Claire: Il y a des précautions à prendre ?
        3 Inès: Gaétan, Yanis il joue au foot avec ton neveu, alors bon… que ça fasse pas le tour du vestiaire.
    """)
    assert sum(line.text.count("Yanis") for line in heard.protections) == 1


def test_help_asked_for_then_something_left_out_in_one_breath() -> None:
    heard = _heard(f"{OPENING}3 Claire: Tu veux quoi de nous ?\n3 Inès: Des solutions, je dis pas non, mais l'héritage, ça, je veux pas.")
    assert Help.IDEAS in heard.kinds
    assert ["héritage" in line.text for line in heard.out_of_scope] == [True]
    assert "solutions" not in heard.out_of_scope[0].text


@pytest.mark.parametrize(
    ("answer", "aside"),
    [
        ("Non, pas l'entretien, ça je sais faire. C'est plutôt comment le garder, après.", ["L'entretien"]),
        ("Non, surtout pas d'entretien. C'est plutôt comment le garder, après.", ["Entretien"]),
        ("Non, l'entretien, il va mal le prendre. C'est plutôt comment le garder, après.", []),
        ("Oui, l'entretien, je sais faire mais c'est ça.", []),
    ],
)
def test_a_wording_refused_is_set_aside_when_she_can_do_it_or_will_not(answer: str, aside: list[str]) -> None:
    asked = "3 Inès: Comment l'annoncer à Marc.\n3 Julien: Tu veux qu'on prépare l'entretien avec toi ?"
    heard = _heard(f"{asked}\n3 Inès: {answer}")
    assert [line.text for line in heard.out_of_scope] == aside


def test_what_she_does_not_name_is_what_she_was_asked_about() -> None:
    asked = "3 Claire: Des choses à laisser ?\n3 Inès: Mon chef.\n3 Julien: Et la grève, on peut en parler ?"
    heard = _heard(f"{OPENING}{asked}\n3 Inès: Je préfère pas, non.")
    assert [line.text for line in heard.out_of_scope] == ["Mon chef", "La grève"]


def test_what_is_set_aside_twice_is_one_line() -> None:
    said = "Mon chef, on n'en parle pas. Et mon chef, vraiment, on le laisse."
    heard = _heard(f"{OPENING}3 Claire: Des choses à laisser ?\n3 Inès: {said}")
    assert [line.text for line in heard.out_of_scope] == ["Mon chef"]


def test_two_acts_in_one_breath_are_both_heard() -> None:
    said = "mon chef on en parle pas non plus c'est réglé et puis ma sœur est au courant de rien alors bouche cousue dehors s'il vous plaît"
    heard = _heard(f"{OPENING}3 Claire: Autre chose à laisser de côté ou à protéger ?\n3 Inès: {said}")
    assert "chef" in heard.out_of_scope[0].text
    assert "bouche cousue" in heard.protections[0].text.lower()


def test_a_pronoun_stands_for_what_she_was_asked_about() -> None:
    heard = _heard(
        f"{OPENING}3 Claire: Des choses à laisser ?\n3 Julien: Et ton adjoint, on en parle ?\n3 Inès: Non, lui, on le laisse de côté."
    )
    assert [line.text for line in heard.out_of_scope] == ["Ton adjoint"]


def test_a_list_with_and_is_as_many_lines_as_things() -> None:
    said = "La fermeture elle-même, le choix du site et ce qu'en dit le syndicat, on laisse tout ça dehors."
    heard = _heard(f"{OPENING}3 Claire: Des choses à laisser ?\n3 Inès: {said}")
    assert [line.text for line in heard.out_of_scope] == ["La fermeture", "Le choix du site", "Ce qu'en dit le syndicat"]


def test_a_name_that_is_not_to_be_said_is_a_protection() -> None:
    heard = _heard(f"{OPENING}3 Claire: Des choses à laisser ?\n3 Inès: Le bâtiment, on n'en parle pas. Et son nom, on le laisse.")
    assert [line.text for line in heard.out_of_scope] == ["Le bâtiment"]
