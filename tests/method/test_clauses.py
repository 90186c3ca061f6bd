import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.method.clauses import clauses


def cut(text: str) -> list[str]:
    return [clause.text for clause in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" … ?! ", []),
        ("Depuis quand ?", ["Depuis quand ?"]),
        ("Ah d'accord. Et qui décide ? Lui ?", ["Ah d'accord.", "Et qui décide ?", "Lui ?"]),
        ("M. Favre est là. Vous le saviez ?", ["M. Favre est là.", "Vous le saviez ?"]),
        ("Tu devrais… non, pardon : qui décide ?", ["Tu devrais…", "non, pardon :", "qui décide ?"]),
    ],
)
def test_written_text_is_cut_at_its_punctuation(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    text = "Alors moi j'ai connu la même chose à la mairie, on a tout mis par écrit un soir, et c'est vrai que ça va mieux."
    assert cut(text) == [
        "Alors moi j'ai connu la même chose à la mairie,",
        "on a tout mis par écrit un soir,",
        "et c'est vrai que ça va mieux.",
    ]


def test_speech_without_punctuation_is_cut_before_what_opens_a_clause() -> None:
    text = "quatre cents à la main tous les jours de la semaine vous avez demandé un devis et ça prend combien de temps"
    assert cut(text) == [
        "quatre cents à la main tous les jours de la semaine",
        "vous avez demandé un devis",
        "et ça prend combien de temps",
    ]


def test_a_pronoun_after_est_ce_que_opens_nothing() -> None:
    assert cut("dans ton service le matin avec les autres est-ce que tu as une réunion le lundi avec eux")[-1].startswith("est-ce que tu")


def test_a_clause_says_whether_it_asks() -> None:
    assert [clause.asks for clause in clauses("Ah oui. Depuis quand ?")] == [False, True]


@given(st.text(alphabet="aé ,.?!…-'\n;:MTuetvous", max_size=200))
def test_clauses_are_letter_for_letter_in_order_and_apart(text: str) -> None:
    found = clauses(text)
    assert all(text[clause.start : clause.end] == clause.text for clause in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    kept = sum(letter.isalnum() for clause in found for letter in clause.text)
    assert kept == sum(letter.isalnum() for letter in text)


def test_a_quotation_is_never_cut_and_counts_as_one_word() -> None:
    text = "Quand ils disent « pourquoi tu ne pars pas ? Va-t'en ! », tu réponds quoi ?"
    (clause,) = clauses(text)
    assert clause.text == text
    assert clause.unquoted == "Quand ils disent citation, tu réponds quoi ?"
