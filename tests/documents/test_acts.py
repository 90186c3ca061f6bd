from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from codev_voice.documents.acts import Act, ActModel, load, meaning, packaged, place
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


def test_the_chances_are_a_softmax_of_the_summed_weights() -> None:
    weights = np.zeros((2, 8), dtype=np.float32)
    weights[1, place("seen", 8)] = 2.0
    meanings = np.zeros((2, 4), dtype=np.float32)
    meanings[0, 2] = 1.0
    model = ActModel(("none", "Y"), weights, meanings, np.zeros(2, dtype=np.float32))
    nothing, something = np.zeros(4, dtype=np.float32), np.asarray([0.0, 0.0, 2.0, 0.0], dtype=np.float32)
    assert model.chances(["seen"], nothing)[1] == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-6)
    assert model.chances(["seen"], something).tolist() == [0.5, 0.5]
    assert model.chances([], nothing).tolist() == [0.5, 0.5]


def test_a_meaning_is_anybody_s_then_its_speaker_s() -> None:
    hers, his = (meaning("On laisse mon chef tranquille", role).reshape(4, -1) for role in ("C", "K"))
    assert np.array_equal(hers[0], his[0])
    assert np.array_equal(hers[0], hers[1])
    assert np.array_equal(his[0], his[3])
    assert not hers[2:].any()
    assert not meaning("", "C").any()


def test_clauses_of_one_act_in_one_sentence_are_one() -> None:
    weights = np.zeros((2, 8), dtype=np.float32)
    model = ActModel(("none", "Y"), weights, np.zeros((2, 1024), dtype=np.float32), np.asarray([0.0, 1.0], dtype=np.float32))
    found = model.read([(3, "K", "Moi ça me va tout à fait comme ça, et puis je suis partant aussi pour la suite. Oui.")])
    assert [(act.tag, act.turn) for act in found] == [("Y", 3)] * 2
    assert found[1] == Act(3, "Y", "Oui", found[1].start, found[1].end, found[1].sure, found[1].chances)


def test_a_damaged_model_is_said_in_french(tmp_path: Path) -> None:
    for content in (None, b"", b"PK not a zip"):
        path = tmp_path / "acts.npz"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(WeightsError, match="le modèle des actes"):
            load(path)
