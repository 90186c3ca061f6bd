from __future__ import annotations

import numpy as np

from codev_voice.hearing.embedding import DIMENSIONS, Windows
from codev_voice.hearing.rescoring import assign, path, scores, together
from codev_voice.hearing.segmentation import SECONDS


def _windows(*spans: tuple[float, float]) -> Windows:
    vectors = np.zeros((len(spans), DIMENSIONS), dtype=np.float32)
    return Windows(np.array([start for start, _ in spans]), np.array([end for _, end in spans]), vectors)


def test_the_middle_of_a_window_counts_most() -> None:
    windows = _windows((0.0, 1.5), (1.0, 2.5))
    score = scores(windows, np.array([[1, 0], [0, 1]], dtype=np.float32), 200)
    at = [int(second / SECONDS) for second in (0.5, 1.1, 1.4, 2.0)]
    assert score[at, 0].tolist() == sorted(score[at, 0].tolist(), reverse=True)
    assert score[at[0]].tolist() == [1, 0]
    assert score[at[1], 0] > 0.5 > score[at[2], 0]


def test_frames_under_no_window_take_the_nearest() -> None:
    score = scores(_windows((1.0, 1.5), (2.0, 2.5)), np.array([[1, 0], [0, 1]], dtype=np.float32), 200)
    assert score[0].tolist() == score[int(1.6 / SECONDS)].tolist() == [1, 0]
    assert score[int(1.9 / SECONDS)].tolist() == score[-1].tolist() == [0, 1]


def test_the_path_changes_only_when_it_pays() -> None:
    score = np.array([[1, 0]] * 5 + [[0, 1]] * 2 + [[1, 0]] * 5, dtype=np.float32)
    costs = np.ones(len(score), dtype=np.float32)
    assert path(score, 3 * costs).tolist() == [0] * 12
    assert path(score, 0.5 * costs).tolist() == [0] * 5 + [1] * 2 + [0] * 5
    # A change is cheap where one was heard.
    heard = 3 * costs
    heard[[5, 7]] = 0.9
    assert path(score, heard).tolist() == [0] * 5 + [1] * 2 + [0] * 5


def test_voices_are_given_inside_speech_only() -> None:
    score = np.zeros((300, 2), dtype=np.float32)
    score[:150, 0] = score[150:, 1] = 1
    found = assign(score, np.zeros(300, dtype=np.float32), [(50, 250), (260, 300)])
    assert np.flatnonzero(found < 0).tolist() == [*range(50), *range(250, 260)]
    assert found[50:150].tolist() == [0] * 100
    assert found[260:].tolist() == [1] * 40


def test_a_change_inside_an_overlap_names_both() -> None:
    voices = np.array([0] * 10 + [1] * 10)
    score = np.zeros((20, 3), dtype=np.float32)
    assert together(voices, score, [(7, 13)]) == [(10, 13, 0), (7, 10, 1)]


def test_the_second_voice_of_an_overlap_is_a_neighbour_unless_another_is_far_likelier() -> None:
    voices = np.array([0] * 20 + [1] * 10)
    score = np.zeros((30, 3), dtype=np.float32)
    score[:, 2] = 0.1
    assert together(voices, score, [(10, 15)]) == [(10, 15, 1)]
    score[:, 2] = 0.9
    assert together(voices, score, [(10, 15)]) == [(10, 15, 2)]


def test_an_overlap_of_the_only_voice_or_of_nobody_adds_nothing() -> None:
    assert together(np.zeros(30, dtype=np.int_), np.zeros((30, 1), dtype=np.float32), [(5, 10)]) == []
    assert together(np.full(30, -1), np.zeros((30, 2), dtype=np.float32), [(5, 10)]) == []
