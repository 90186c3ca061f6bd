from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.documents.plan_acts import TAGS, Done, evidence, hinted, load, located, nearest, packaged, within
from codev_voice.documents.statements import Act, Statement
from codev_voice.errors import WeightsError
from codev_voice.method.clauses import Clause, clauses

SYNTHESIS = (
    (0, "A", "Alors, tu repars avec quoi ?"),
    (1, "C", "Ce que je garde, c'est la phrase de Fatou. Le matin, d'habitude, je fais le tour des bureaux."),
    (2, "A", "Et concrètement ?"),
    (3, "C", "Je vais voir Marc jeudi. La formation, j'aimerais bien, un jour."),
    (4, "K", "Tu pourrais aussi écrire à ta cheffe."),
    (5, "C", "Mm, je note."),
    (6, "A", "Pour Marc, jeudi, donc ?"),
    (7, "C", "Non, vendredi plutôt."),
)


def _acting(turn: int) -> list[float]:
    return [done.acting for spoken in packaged().read(SYNTHESIS)[turn] for done in spoken.done]


def test_only_the_clients_turns_are_read_sentence_by_sentence() -> None:
    read = packaged().read(SYNTHESIS)
    assert set(read) == {1, 3, 5, 7}
    assert [spoken.sentence.text for spoken in read[3]] == ["Je vais voir Marc jeudi", "La formation, j'aimerais bien, un jour"]
    assert [statement.act for statement in read[3][0].statements] == [Act.COMMITS]


def test_she_acts_where_she_says_what_she_will_do_and_not_in_what_she_tells() -> None:
    assert max(_acting(1)) < 0.3
    assert min(_acting(3)) > 0.5
    assert max(_acting(5)) < 0.3


def test_a_wish_is_told_from_a_commitment_and_a_day_from_both() -> None:
    read = packaged().read(SYNTHESIS)
    commits, wishes = (spoken.done[0] for spoken in read[3])
    assert commits.chance("G") > commits.chance("I")
    assert wishes.chance("I") > wishes.chance("G")
    dated = read[7][0].done[-1]
    assert dated.chance("W") > dated.acting


def test_chances_are_probabilities_of_every_act() -> None:
    for spoken in packaged().read(SYNTHESIS)[3]:
        for done in spoken.done:
            assert set(done.chances) == set(TAGS)
            assert sum(done.chances.values()) == pytest.approx(1.0, abs=1e-4)
            assert all(0 <= chance <= 1 for chance in done.chances.values())


def test_nothing_is_read_in_nothing() -> None:
    assert packaged().read([]) == {}
    assert packaged().read([(0, "C", "…")]) == {0: ()}


def test_sentences_are_found_again_though_they_lost_hesitations() -> None:
    text = "euh je vais euh le voir lundi et puis la prime j'oublie"
    first, second = located(["je vais le voir lundi", "et puis, la prime, j'oublie"], text)
    assert text[slice(*first)].strip() == "je vais euh le voir lundi"
    assert text[slice(*second)] == "et puis la prime j'oublie"


def test_a_sentence_has_the_clauses_that_it_shares_something_with() -> None:
    cut = clauses("Oui. Je l'appelle. Demain.")
    done = [Done(clause, {}) for clause in cut]
    assert [each.clause.text for each in within(done, (5, 17))] == ["Je l'appelle."]


def test_a_statement_is_of_the_clause_that_has_its_words_then_of_the_surest() -> None:
    done = [Done(Clause("je vois Marc", 0, 12), {"G": 0.1}), Done(Clause("je vois Jeanne", 13, 27), {"G": 0.2})]
    assert nearest(done, Statement(Act.COMMITS, "voir Marc")) is done[0]
    assert nearest(done, Statement(Act.TAKES_UP)) is done[1]
    assert nearest([], Statement(Act.COMMITS, "voir Marc")) is None


def test_the_grammar_says_of_each_clause_what_its_sentence_does() -> None:
    cut = clauses("Je vois Marc. La prime, j'oublie.")
    said = [[Statement(Act.COMMITS, "voir Marc")], [Statement(Act.DROPS, "la prime")]]
    assert hinted(cut, [(0, 14), (14, 33)], said) == [[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]


def test_the_odds_of_both_models_stand_before_the_hints() -> None:
    network, linear, *hints = evidence({"G": 0.5, "I": 0.0}, {"G": 0.25, "I": 0.25}, [1.0, 0.0, 0.0, 0.0])
    assert network == linear == pytest.approx(0.0, abs=1e-6)
    assert hints == [1.0, 0.0, 0.0, 0.0]


def test_a_damaged_model_is_said_in_french(tmp_path: Path) -> None:
    for content in (None, b"", b"PK not a zip"):
        path = tmp_path / "plan.npz"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(WeightsError, match="le modèle qui lit le plan d'action"):
            load(path, path)
