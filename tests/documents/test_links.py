from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from codev_voice.documents import links
from codev_voice.documents.links import Around, LinkModel, Mention, load, packaged, rows, stems
from codev_voice.errors import WeightsError

NOTARY = Mention("Je rappelle le notaire lundi.", "G", 2, opens=True)
MARC = Mention("Et puis je vais voir Marc à l'atelier.", "G", 4, opens=True)
KNOWN = [[(1, NOTARY)], [(2, MARC)]]


def rare(_: str) -> float:
    return 4.0


def test_a_mention_knows_what_it_names_and_when() -> None:
    assert NOTARY.stems == frozenset({"rappe", "notai"})
    assert (NOTARY.due, NOTARY.days) == ("lundi", frozenset({"lundi"}))
    assert MARC.due is None
    assert MARC.names == frozenset({"Marc"})
    assert Mention("Mardi.", "W", 6).bare == ""


def test_two_forms_of_a_word_are_one() -> None:
    assert stems("le rappeler") == stems("je rappelle")


def test_each_action_has_a_row_and_so_has_none_of_them() -> None:
    given = rows(Mention("Le notaire, mardi plutôt.", "W", 6), KNOWN, Around(("Et le notaire ?",), 4, 0.5), rare)
    assert len(given) == 3
    assert len({len(row) for row in given}) == 1
    assert [row[-1] for row in given] == [0.0, 0.0, 1.0]
    assert given[0][0] > 0.0 > given[1][0]  # the notary is named, and no other
    assert len(rows(NOTARY, [], Around(), rare)) == 1


def test_the_probabilities_are_those_of_the_leaves() -> None:
    model = LinkModel(
        np.array([[len(rows(NOTARY, KNOWN, Around(), rare)[0]) - 1, -1, -1]], dtype=np.int16),
        np.array([[0.5, 0, 0]], dtype=np.float32),
        np.array([[[1, 2], [0, 0], [0, 0]]], dtype=np.int16),
        np.array([[0.0, 0.0, np.log(2.0)]], dtype=np.float32),
        np.full(8, 4.0, dtype=np.float32),
    )
    assert model.chances(NOTARY, KNOWN, Around()) == pytest.approx([0.25, 0.25, 0.5])


@pytest.mark.parametrize(
    ("mention", "around", "expected"),
    [
        (Mention("Le notaire, mardi plutôt.", "W", 6, opens=True), Around(("D'accord.",), 4, 0.6), 0),
        (Mention("Mardi.", "W", 6, opens=True), Around(("Et Marc, tu le vois quand ?",), 4, 0.6), 1),
        (Mention("Sinon, j'achète un tableau blanc pour la salle.", "G", 6, opens=True), Around(("Autre chose ?",), 4, 0.6), 2),
        (Mention("Mardi.", "W", 6, opens=True), Around(("L'atelier, c'est quel jour ?",), 4, 0.6), 1),
        (Mention("Mardi.", "W", 6, "Lundi… non, lundi je suis absent. ", opens=True), Around(("C'est toujours lundi ?",), 4, 0.6), 0),
        (Mention("Donc le notaire, je le rappelle lundi.", "G", 9, opens=True), Around(("Un dernier mot ?",), 4, 0.95), 0),
    ],
)
def test_the_packaged_model_knows_what_is_said_again(mention: Mention, around: Around, expected: int) -> None:
    chances = packaged().chances(mention, KNOWN, around)
    assert sum(chances) == pytest.approx(1.0)
    assert max(range(3), key=lambda at: chances[at]) == expected


def test_a_model_that_is_absent_or_damaged_is_said(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="absent ou abîmé"):
        load(tmp_path / links.NAME)
    damaged = tmp_path / "links.npz"
    damaged.write_bytes(b"PK nothing")
    with pytest.raises(WeightsError, match="absent ou abîmé"):
        load(damaged)
