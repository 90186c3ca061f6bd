from __future__ import annotations

import pytest

from codev_voice.documents.linear import LinearModel

SMALL = LinearModel(("a", "b"), {"x": (1.0, 0.0), "y": (0.0, 1.0), "z": (2.0, 0.0)})


def test_probabilities_are_a_softmax_of_the_summed_weights() -> None:
    assert SMALL.probabilities({"x": 1.0, "y": 1.0}) == pytest.approx({"a": 0.5, "b": 0.5})
    assert SMALL.probabilities({"x": 0.5, "z": 1.25, "unknown": 4.0})["a"] == pytest.approx(0.9526, abs=1e-4)


def test_chances_are_each_by_itself() -> None:
    assert SMALL.chances({"z": 1.0}) == pytest.approx({"a": 0.8808, "b": 0.5}, abs=1e-4)
