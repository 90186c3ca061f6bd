import math

import pytest

from codev_voice.method.smoothing import best_path, forward, log_sum, normalised

STAY = [[0.0, -2.0], [-2.0, 0.0]]


def test_logarithms_sum_without_overflow() -> None:
    assert log_sum([1000.0, 1000.0]) == pytest.approx(1000.0 + math.log(2))
    assert normalised([0.0, math.log(3)]) == pytest.approx((0.25, 0.75))


def test_belief_moves_with_evidence_and_resists_without() -> None:
    undecided = forward((1.0, 0.0), [0.0, 0.0], STAY)
    assert undecided[0] > 0.85
    assert forward((1.0, 0.0), [0.0, 5.0], STAY)[1] > 0.9


def test_best_path_lets_later_evidence_correct_an_isolated_step() -> None:
    doubtful = ([0.0, 0.5], STAY)
    sure = ([3.0, 0.0], STAY)
    assert best_path((1.0, 0.0), [sure, doubtful, sure]) == (0, 0, 0)


def test_best_path_follows_a_change_that_lasts() -> None:
    left, right = ([3.0, 0.0], STAY), ([0.0, 3.0], STAY)
    assert best_path((1.0, 0.0), [left, right, right]) == (0, 1, 1)
