from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codev_voice.documents.contract_acts import packaged
from codev_voice.documents.exclusions import Done, aside
from codev_voice.documents.name_features import words_of
from codev_voice.documents.naming import load, names_in, of_words, runs, word_chances
from codev_voice.errors import WeightsError
from codev_voice.method.clauses import clauses
from codev_voice.session.values import Role

QUESTION = "Est-ce qu'il y a des choses qu'on laisse de côté ?"


def _named(words: str, question: str = QUESTION) -> list[str]:
    """What the packaged model finds set aside in an answer."""
    turns = [(0, "C", "Comment je leur dis que ça ferme, sans qu'ils claquent la porte."), (1, "A", question), (2, "C", words)]
    acts = tuple(act for act in packaged().read(turns) if act.turn == 2)
    return aside(Done(words, acts, packaged().names(turns)[2]), None)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Mais pas sur le salaire, c'est bloqué.", ["Le salaire"]),
        ("Et le calendrier, on laisse, s'il vous plaît.", ["Le calendrier"]),
        ("On ne parle pas de mon adjointe.", ["Mon adjointe"]),
        ("On rediscute pas l'organigramme.", ["L'organigramme"]),
        ("Les chiffres, je préfère qu'on les laisse.", ["Les chiffres"]),
        ("Le passé de l'équipe.", ["Le passé de l'équipe"]),
        ("Ah, et je veux pas qu'on parle du prix, ça, c'est entre nous.", ["Le prix"]),
        ("Je voudrais pas qu'on parle de Ronny.", ["Ronny"]),
        ("Ma mère. Elle a rien à voir là-dedans, on la laisse.", ["Ma mère"]),
        ("La famille de Yao, on laisse, et l'audit, c'est le siège.", ["La famille de Yao", "L'audit"]),
        ("Toujours pas les syndicats, et pas le maire.", ["Les syndicats", "Le maire"]),
        ("Ni le salaire ni la mutation.", ["Le salaire", "La mutation"]),
        ("La prime, oui, la mutation, non.", ["La mutation"]),
        ("Pas un mot sur son parti.", ["Son parti"]),
        ("Par pitié, ne me parlez pas du logiciel, j'ai donné.", ["Le logiciel"]),
        ("On évite la politique.", ["La politique"]),
        ("Laissez Karine en dehors.", ["Karine"]),
        ("Ma nomination, je n'ai pas envie qu'on refasse le match.", ["Ma nomination"]),
        ("la formation on y touche pas le siège décide", ["La formation"]),
        ("Quitter la boutique, non, j'y pense même pas.", ["Quitter la boutique"]),
        ("Le logiciel, on va pas refaire le choix.", ["Le logiciel"]),
        ("Le salaire, finalement, vous pouvez.", []),
    ],
)
def test_what_she_sets_aside_is_named_by_her_words(words: str, lines: list[str]) -> None:
    assert _named(words) == lines


@pytest.mark.parametrize(
    "words",
    ["Pas grave, on continue.", "Non, non, vous pouvez tout me dire.", "Je cherche des idées, pas plus.", "Avec plaisir.", "Non."],
)
def test_what_sets_nothing_aside_names_nothing(words: str) -> None:
    assert _named(words) == []


def test_nobody_but_the_client_sets_aside() -> None:
    turns = [(0, "A", QUESTION), (1, "K", "Le salaire, on n'en parle pas."), (2, "A", "Le salaire, on n'en parle pas.")]
    assert packaged().names(turns) == ((), (), ())


def test_words_in_a_row_are_one_name_and_a_mark_ends_it() -> None:
    text = "pas le prix, le délai non plus"
    found = runs(text, words_of(text), [0.1, 0.6, 0.9, 0.7, 0.9, 0.1, 0.1])
    assert [(name.text, name.start, name.end, name.sure) for name in found] == [("le prix", 4, 11, 0.9), ("le délai", 13, 21, 0.9)]


@pytest.mark.parametrize(
    ("chances", "names"),
    [
        ([0.9, 0.9, 0.3, 0.4], ["le prix de vente"]),
        ([0.9, 0.9, 0.1, 0.9], ["le prix", "vente"]),
        ([0.22, 0.22, 0.22, 0.22], []),
        ([0.1, 0.9, 0.1, 0.22], ["prix"]),
    ],
)
def test_a_word_beside_one_of_a_name_is_of_it_when_it_may_be(chances: list[float], names: list[str]) -> None:
    text = "le prix de vente"
    assert [name.text for name in runs(text, words_of(text), chances)] == names


def test_an_article_goes_with_its_noun_and_neither_thing_with_the_other() -> None:
    text = "pas l'organigramme ni le salaire"
    assert [name.text for name in runs(text, words_of(text), [0.0, 0.1, 0.3, 0.8, 0.9, 0.9])] == ["l'organigramme", "le salaire"]


@pytest.mark.parametrize("text", ["le (vieux) conflit", "la « grande » réforme", "le 49.3", "les salarié·e·s", "le salaire/la prime"])
def test_a_sign_inside_a_name_does_not_cut_it(text: str) -> None:
    words = words_of(text)
    assert [name.text for name in runs(text, words, [0.9] * len(words))] == [text]


def test_a_full_stop_ends_a_name() -> None:
    words = words_of("le prix. le délai")
    assert [name.text for name in runs("le prix. le délai", words, [0.9] * len(words))] == ["le prix", "le délai"]


def test_what_stands_before_a_turn_s_only_stretch_moves_no_name() -> None:
    text = f"{'… ' * 160}Le salaire de mon adjoint, on n'en parle pas."
    (found,) = packaged().names([(0, "A", QUESTION), (1, "C", text)])[1:]
    assert [name.text for name in found] == [text[name.start : name.end] for name in found]
    assert any("salaire" in name.text for name in found)


def test_a_word_has_the_mean_of_its_pieces() -> None:
    words = words_of("l'arrêt, non")
    odds = [(0.0, 0.0), (1.0, 0.0), (3.0, 2.0), (6.0, 2.0), (7.5, 9.0), (10.0, -2.0)]
    assert of_words(words, odds) == [pytest.approx(0.0), pytest.approx(2.0), pytest.approx(-2.0)]
    assert of_words(words, odds[:4])[2] < -10


def test_a_turn_longer_than_what_is_read_at_once_keeps_its_places() -> None:
    filler = "Alors je vous raconte encore un peu comment ça se passe chez nous, le matin, avant l'ouverture. " * 12
    text = f"{filler}Mais mon salaire, on n'en parle pas, s'il vous plaît."
    turns = [(0, "A", QUESTION), (1, "C", text)]
    found = packaged().names(turns)[1]
    assert all(text[name.start : name.end] == name.text for name in found)
    assert any("salaire" in name.text for name in found)


def test_nothing_said_names_nothing() -> None:
    model = packaged()
    assert names_in(model.naming, model.network, "", clauses(""), []) == ()
    assert names_in(model.naming, model.network, "…", clauses("…"), []) == ()


def test_both_readings_count() -> None:
    text = "Mon chef, on le laisse, et la date est votée."
    model = packaged()
    previous = [(Role.FACILITATOR, QUESTION)]

    def chances(*shares: float) -> list[float]:
        naming = replace(model.naming, shares=(shares[0], shares[1], shares[2]))
        return word_chances(naming, model.network, text, words_of(text), clauses(text), previous)

    both, linear, network = chances(0.6, 0.6, 1.0), chances(0.6, 0.0, 1.0), chances(0.0, 0.6, 1.0)
    assert len(both) == len(words_of(text))
    assert both != linear
    assert both != network


def test_a_damaged_model_is_said_in_french(tmp_path: Path) -> None:
    for content in (None, b"", b"PK not a zip"):
        path = tmp_path / "contract_names.npz"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(WeightsError, match="met de côté"):
            load(path)
