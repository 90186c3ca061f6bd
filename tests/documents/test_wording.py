from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.documents.wording import (
    Sentence,
    alike,
    capital,
    content_words,
    quotes_hidden,
    reported,
    sentences,
    straight,
    tidy,
    without_opener,
)


@pytest.mark.parametrize(
    ("said", "tidied"),
    [
        ("euh ben ce que je voudrais c'est savoir comment, comment lui dire", "ce que je voudrais c'est savoir comment lui dire"),
        ("C'est, euh, compliqué, tu vois.", "C'est, compliqué"),
        ("je je le vois", "je le vois"),
        ("j'ai, j'ai peur", "j'ai peur"),
        ("tu fais quoi", "tu fais quoi"),
        ("J'ai une question, genre : à quoi bon", "J'ai une question : à quoi bon"),
        ("Comment tu vois la suite", "Comment tu vois la suite"),
        ("Comment dire non à Paul", "Comment dire non à Paul"),
        ("Tu vois, c'est, comment dire, lourd", "c'est, lourd"),
        ("La remarque de Paul, ce genre de phrase", "La remarque de Paul, ce genre de phrase"),
        ("Je sais pas quoi faire", "Je sais pas quoi faire"),
        ("c'est fini, quoi.", "c'est fini"),
        ("L’équipe tient bon…", "L'équipe tient bon"),
    ],
)
def test_hesitations_restarts_and_tics_go(said: str, tidied: str) -> None:
    assert tidy(said) == tidied


SPOKEN = st.lists(
    st.sampled_from(["euh", "ben", "je", "l'appelle", "lundi", "tu vois", "quoi", "Marc", "12", ",", "…", "« non »", "bref", "le", "chat"]),
    max_size=15,
)


@given(SPOKEN)
def test_every_word_that_remains_was_said_and_in_that_order(words: list[str]) -> None:
    said = iter(re.findall(r"\w+", " ".join(words)))
    assert all(word in said for word in re.findall(r"\w+", tidy(" ".join(words))))


@given(SPOKEN)
def test_sentences_keep_every_word(words: list[str]) -> None:
    text = " ".join(words)
    assert re.findall(r"\w+", " ".join(part.text for part in sentences(text))) == re.findall(r"\w+", straight(text))


def test_a_sentence_knows_whether_it_asks_or_stays_open() -> None:
    assert sentences("Il vient ? Je crois… Voilà.") == [
        Sentence("Il vient", asked=True),
        Sentence("Je crois", open=True),
        Sentence("Voilà"),
    ]
    assert sentences("") == []


def test_a_quotation_and_a_decimal_are_never_cut() -> None:
    assert [part.text for part in sentences("Il a dit « Non. Jamais. » et 3.5 ans plus tard, oui. Fin.")] == [
        "Il a dit « Non. Jamais. » et 3.5 ans plus tard, oui",
        "Fin",
    ]


def test_openers_leave_unless_they_are_all() -> None:
    assert without_opener("Bon, alors du coup je l'appelle") == "je l'appelle"
    assert without_opener("D'accord") == "D'accord"
    assert without_opener("Ouh. Aïe, je les réunis") == "je les réunis"
    assert without_opener("Et si tu attendais") == "Et si tu attendais"
    assert without_opener("Pour moi, il attend") == "Pour moi, il attend"
    assert without_opener("Pour moi, attendre") == "attendre"


def test_small_helpers() -> None:
    assert capital("élan") == "Élan"
    assert capital("") == ""
    assert straight("l’été \u202f indien") == "l'été indien"


def test_likeness_is_of_content_words() -> None:
    assert content_words("Je vais voir le cœur de l'équipe") == {"vais", "voir", "coeur", "équipe"}
    assert alike("Comment garder Marc motivé", "garder Marc motivé après l'annonce")
    assert not alike("Comment garder Marc", "Refuser le projet Lyon")
    assert not alike("", "")
    assert not alike("garder Marc motivé", "garder le calme absolu", 0.9)


def test_what_is_quoted_is_hidden_at_the_same_length() -> None:
    assert quotes_hidden("je dis « oui » là") == "je dis «xxxxx» là"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Il m'a dit : tu signes, je poste. Je poste.", "tu signes, je poste"),
        ("Elle répond toujours à tout le monde : je verrai.", "je verrai"),
        ("Je note : appeler Marc.", None),
        ("Comme je vous l'ai dit : j'appelle Marc lundi.", None),
        ("Je me suis dit : je vais voir Marc.", None),
        ("J'ai écrit trois choses : je vois Marc, je rappelle la banque.", None),
        ("Je lui dis : je compte sur toi.", "je compte sur toi"),
        ("Il m'a dit « je poste ».", None),
    ],
)
def test_words_are_reported_without_quotation_marks_too(text: str, hidden: str | None) -> None:
    assert [text[start:end] for start, end in reported(text)] == ([hidden] if hidden else [])
    assert hidden is None or hidden not in quotes_hidden(text)
    assert len(quotes_hidden(text)) == len(text)
