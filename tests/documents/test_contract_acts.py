from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from codev_voice.documents.contract_acts import load, packaged
from codev_voice.errors import WeightsError

EXCHANGE = (
    (1, "A", "Et nous, on fait quoi pour toi ?"),
    (2, "C", "Comment je leur annonce la fermeture sans les perdre."),
    (3, "K", "Tu veux qu'on t'aide à écrire le discours ?"),
    (4, "C", "Non, le discours, il est prêt."),
    (5, "K", "Comment leur annoncer et qu'ils restent quand même ?"),
    (6, "C", "Là, tu y es."),
    (7, "A", "Et tu attends quoi de nous ?"),
    (8, "C", "Des idées, et vos histoires à vous. Mon chef, par contre, on le laisse tranquille."),
    (9, "K", "Moi je travaille pour la même maison, je ne serai pas neutre. Mais compte sur moi."),
    (10, "K", "Ça roule."),
)


def _tags(turn: int) -> set[str]:
    return {act.tag for act in packaged().read(EXCHANGE) if act.turn == turn}


def test_an_exchange_is_read_act_by_act() -> None:
    assert "D" in _tags(2)
    assert "R" in _tags(3)
    assert "N" in _tags(4)
    assert "R" in _tags(5)
    assert _tags(6) == {"Y"}
    assert {"K", "X"} <= _tags(8)
    assert {"V", "Y"} <= _tags(9)
    assert _tags(10) == {"Y"}


def test_the_same_words_do_another_thing_elsewhere() -> None:
    assert {act.tag for act in packaged().read([(0, "A", "Tu m'entends ?"), (1, "C", "Là, tu y es.")]) if act.turn == 1} != {"Y"}


def test_an_act_says_where_it_stands_and_how_sure_it_is() -> None:
    for act in packaged().read(EXCHANGE):
        text = next(text for number, _, text in EXCHANGE if number == act.turn)
        assert act.text in text[act.start : act.end]
        assert 0 < act.sure <= 1
        assert act.sure <= act.chance(act.tag) + 1e-6
        assert sum(act.chances.values()) >= 1 - 1e-5


def test_nothing_is_read_in_nothing() -> None:
    assert packaged().read([]) == ()
    assert packaged().read([(0, "C", "…")]) == ()


def test_both_readings_count() -> None:
    model = packaged()
    alone = replace(model, shares=(1.0, 0.0))
    assert alone.read(EXCHANGE) == model.linear.read(EXCHANGE)
    assert [act.sure for act in model.read(EXCHANGE)] != [act.sure for act in alone.read(EXCHANGE)]


def test_the_network_adds_something_to_each_clause_and_to_none_of_nothing() -> None:
    model = packaged()
    (asked, answered) = model.beside([(0, "A", "Et tu attends quoi ?"), (1, "C", "Des idées. Mon chef, on le laisse.")])
    assert (len(asked), len(answered)) == (1, 2)
    assert all(row.shape == (len(model.linear.tags),) for row in (*asked, *answered))
    assert model.beside([(0, "C", "…")]) == [[]]


def test_a_role_does_not_do_what_is_another_s() -> None:
    model = packaged()
    places = [model.linear.tags.index(tag) for tag in ("D", "R")]
    hers, his = (np.asarray(model.priors[role])[places] for role in ("C", "K"))
    assert hers[0] > hers[1]
    assert his[1] > his[0]


def test_chances_are_probabilities() -> None:
    for turn in packaged().clause_chances(EXCHANGE):
        for chances in turn:
            assert sum(chances.values()) == pytest.approx(1.0, abs=1e-4)


def test_a_damaged_model_is_said_in_french(tmp_path: Path) -> None:
    for content in (None, b"", b"PK not a zip"):
        path = tmp_path / "contract.npz"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(WeightsError, match="le modèle qui lit le contrat"):
            load(path, path, path)
