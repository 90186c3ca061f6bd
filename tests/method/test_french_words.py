import pytest

from codev_voice.method.french_words import fold, shape, stems, tokens


def test_fold_forgets_case_accents_and_typography() -> None:
    assert fold("L’ŒUVRE déjà ÇA") == "l'oeuvre deja ca"


def test_tokens_cut_elisions_and_hyphens() -> None:
    assert tokens("Qu'est-ce que t'as, toi ?") == ["qu'", "est", "ce", "que", "t'", "as", "toi"]


def test_stems_keep_what_a_sentence_is_about() -> None:
    assert stems("La médiation, tu l'as demandée à la DRH ?") == stems("médiations demandée drh")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("pourrais", "pourrais"),
        ("deleguer", "INF"),
        ("signerais", "COND"),
        ("parlez", "parlez"),
        ("convoquez", "EZ"),
        ("14h", "NUM"),
        ("lac", "W"),
    ],
)
def test_shape_keeps_function_words_and_classes_the_rest(word: str, expected: str) -> None:
    assert shape(word) == expected
