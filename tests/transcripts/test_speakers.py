from __future__ import annotations

import pytest

from codev_voice.transcripts.speakers import names_in, prefix, split, tokens


def test_a_name_comes_before_the_first_colon() -> None:
    assert prefix("Sophie Martin: alors : voilà") == ("Sophie Martin", "alors : voilà")
    assert prefix("Sophie Martin : alors") == ("Sophie Martin", "alors")
    assert prefix("Sophie Martin:") == ("Sophie Martin", "")


@pytest.mark.parametrize("text", ["10 h 30 : réunion", "à 10:30 on part", "rien", ": rien", "https://exemple.fr", "Ah ! Sophie: viens", ""])
def test_what_cannot_be_a_name_is_none(text: str) -> None:
    assert prefix(text) is None


def test_names_are_found_without_a_list() -> None:
    texts = ["Sophie Martin: oui", "MARTIN Jean-Luc (Externe): oui", "Paul d'Estaing: non", "Anne de la Tour: bon", "Voix 3: oui", "rien"]
    assert names_in(texts) == {"Sophie Martin", "MARTIN Jean-Luc (Externe)", "Paul d'Estaing", "Anne de la Tour", "Voix 3"}


@pytest.mark.parametrize(
    "text",
    ["Note: il faut relancer", "Alors voilà: je pars", "Note importante: rien", "c'est l'idée: partir", "Remarque: oui", "on se dit: bon"],
)
def test_words_that_come_first_are_nobody(text: str) -> None:
    assert names_in(["Sophie Martin: oui", text, text, "et la suite"]) == {"Sophie Martin"}


def test_a_single_word_that_is_also_said_is_no_name() -> None:
    assert names_in(["Sophie Martin: oui", "Marseille: c'est loin", "et marseille c'est loin"]) == {"Sophie Martin"}


def test_the_list_of_participants_decides() -> None:
    people = ["Sophie Martin", "Paul Roy"]
    texts = ["sophie: oui", "Paul R.: oui", "Marseille: c'est loin", "sophie elle me dit: pars", "Sophie et Paul: oui", "New York: loin"]
    assert names_in(texts, people) == {"sophie", "Paul R."}


def test_somebody_on_no_list_comes_back() -> None:
    people = ["Sophie Martin"]
    assert names_in(["Salle Ampère: oui", "Salle Ampère: non", "Sophie: bon"], people) == {"Salle Ampère", "Sophie"}
    assert names_in(["iPad: oui", "Malik: non", "Malik: bon", "Malik: si"], people) == {"Malik"}


def test_a_name_in_lower_case_must_come_back() -> None:
    assert names_in(["nadia b: oui", "nadia b: non", "nadia b: bon", "rien: oui"]) == {"nadia b"}


def test_a_telephone_comes_back_too() -> None:
    texts = [
        "+33 6 12 34 56 78: oui",
        "+33 6 12 34 56 78: non",
        "+33 6 12 34 56 78: bon",
        "Ana Roy: oui",
        "3 points: un",
        "10 h 30: on part",
    ]
    assert names_in(texts) == {"+33 6 12 34 56 78", "Ana Roy"}
    assert names_in(["407PERS: oui", "Ana Roy: non"]) == {"407PERS", "Ana Roy"}


def test_only_the_names_of_the_list_are_cut() -> None:
    assert split("Sophie: oui", {"Sophie"}) == ("Sophie", "oui")
    assert split("Note: oui", {"Sophie"}) == (None, "Note: oui")
    assert split("rien", {"Sophie"}) == (None, "rien")


def test_names_are_compared_without_accents_case_or_initials() -> None:
    assert tokens("Hélène de la Tour M.") == {"helene", "tour"}


def test_a_participant_s_name_is_one_in_any_script() -> None:
    texts = ["李: oui", "علي: non", "😀: bon", "A: si", "note: rien", "et la suite"]
    assert names_in(texts, ["李", "علي", "😀", "A", "Bruno"]) == {"李", "علي", "😀", "A"}
    assert names_in(["Юля: oui", "Юля: non", "李: si", "李: bon", "et la suite"]) == {"Юля", "李"}
