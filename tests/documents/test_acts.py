from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from codev_voice.documents.acts import Act, ActModel, load, meaning, place
from codev_voice.errors import WeightsError


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


def test_another_reading_adds_to_the_logarithms() -> None:
    weights = np.zeros((2, 8), dtype=np.float32)
    weights[1, place("seen", 8)] = 2.0
    model = ActModel(("none", "Y"), weights, np.zeros((2, 4), dtype=np.float32), np.zeros(2, dtype=np.float32))
    nothing, beside = np.zeros(4, dtype=np.float32), np.asarray([3.0, 0.0], dtype=np.float32)
    assert model.chances(["seen"], nothing, beside, 0.5)[1] == pytest.approx(1 / (1 + np.exp(2.0)), abs=1e-6)


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
