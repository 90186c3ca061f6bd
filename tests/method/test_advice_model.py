from pathlib import Path

import numpy as np
import pytest

from codev_voice.errors import WeightsError
from codev_voice.method.advice_model import KINDS, AdviceModel, Judgement, buckets, load, packaged


def model_of(words: dict[str, int], kind: str) -> AdviceModel:
    weights = np.zeros((1 << 10, 12), dtype=np.int16)
    for word, weight in words.items():
        weights[buckets([word], 1 << 10), 0] = weight
        weights[buckets([word], 1 << 10), 1 + KINDS.index(kind)] = abs(weight)
    return AdviceModel(weights, np.ones(12), np.zeros(12), (1.0, 0.0, 0.0))


def test_a_model_sums_what_it_sees() -> None:
    model = model_of({"w:devrais": 4, "w:quand": -4}, "A1")
    advice, question, nothing = model.judge([["w:devrais"], ["w:quand"], []])
    assert advice.departs == pytest.approx(1 / (1 + np.exp(-4)))
    assert advice.kind == "A1"
    assert question.departs == pytest.approx(1 / (1 + np.exp(4)))
    assert nothing.departs == pytest.approx(0.5)
    assert sum(advice.kinds.values()) == pytest.approx(advice.departs)


def test_calibration_shifts_the_logit() -> None:
    model = model_of({"w:devrais": 4}, "A1")
    shifted = AdviceModel(model.weights, model.scale, model.bias, (0.5, -2.0, 0.0))
    assert shifted.judge([["w:devrais"]])[0].departs == pytest.approx(0.5)


def test_among_many_clauses_each_is_less_likely() -> None:
    model = model_of({"w:devrais": 4}, "A1")
    crowded = AdviceModel(model.weights, model.scale, model.bias, (1.0, 0.0, 1.0))
    alone, among = crowded.judge([["w:devrais"]]), crowded.judge([["w:devrais"], []])
    assert alone[0].departs == pytest.approx(1 / (1 + np.exp(-4)))
    assert among[0].departs == pytest.approx(1 / (1 + 2 * np.exp(-4)))


def test_the_kind_is_that_of_the_likelier_family() -> None:
    shares = dict.fromkeys(KINDS, 0.0) | {"A1": 0.2, "A2": 0.25, "B1": 0.4}
    assert Judgement(0.85, shares).kind == "A2"
    assert Judgement(0.85, shares).family_a == pytest.approx(0.45)
    assert Judgement(1.0, shares | {"B2": 0.3}).kind == "B1"


def test_a_written_model_is_read_back(tmp_path: Path) -> None:
    model = model_of({"w:devrais": 4}, "A1")
    np.savez(tmp_path / "m.npz", weights=model.weights, scale=model.scale, bias=model.bias, calibration=np.array([1.0, 0.0, 0.0]))
    assert load(tmp_path / "m.npz").judge([["w:devrais"]]) == model.judge([["w:devrais"]])


@pytest.mark.parametrize("content", [None, b"", b"not an archive"])
def test_a_missing_or_damaged_model_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsError, match="absent ou abîmé"):
        load(path)


def test_an_archive_that_is_no_model_is_said(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", other=np.zeros(3))
    with pytest.raises(WeightsError):
        load(tmp_path / "m.npz")


def test_the_packaged_model_is_there_and_small() -> None:
    model = packaged()
    assert model.weights.dtype == np.int16
    assert model.weights.shape[1] == 1 + len(KINDS)
    assert model.weights.nbytes < 4_000_000
