from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from codev_voice.hearing import clustering
from codev_voice.hearing.clustering import cluster, sizeable
from codev_voice.hearing.embedding import unit

Vectors = NDArray[np.float32]


def people(sizes: list[int], seed: int = 5) -> tuple[Vectors, NDArray[np.int_]]:
    """Vectors of strangers as CAM++ gives them: alike (cosine about 0.4), each a little different at each window."""
    rng = np.random.default_rng(seed)
    shared = rng.standard_normal(192)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    middles = 0.8 * shared + rng.standard_normal((len(sizes), 192))
    vectors = middles[owners] + 0.55 * rng.standard_normal((len(owners), 192))
    order = rng.permutation(len(owners))
    return unit(vectors[order].astype(np.float32)), owners[order]


def agree(found: NDArray[np.int_], truth: NDArray[np.int_]) -> bool:
    """Whether the two name the same groups."""
    pairs = set(zip(found.tolist(), truth.tolist(), strict=True))
    return len(pairs) == len(set(found.tolist())) == len(set(truth.tolist()))


@pytest.mark.parametrize("sizes", [[30, 30], [40, 25, 30, 20], [30, 25, 30, 20, 15, 12, 10, 9]])
def test_the_number_of_voices_is_found(sizes: list[int]) -> None:
    vectors, owners = people(sizes)
    voices = cluster(vectors)
    assert voices.count == len(sizes)
    assert agree(voices.likeness(vectors).argmax(axis=1), owners)


def test_somebody_who_speaks_most_of_the_time_is_still_one_voice() -> None:
    vectors, owners = people([400, 20, 20, 20])
    voices = cluster(vectors)
    assert voices.count == 4
    assert agree(voices.likeness(vectors).argmax(axis=1), owners)


def test_one_voice_alone_is_one_even_where_six_are_expected() -> None:
    vectors, _ = people([60])
    assert cluster(vectors).count == 1
    assert cluster(vectors, people=6).count == 1


def test_bounds_hold_and_nobody_is_cut_in_two_to_reach_them() -> None:
    vectors, _ = people([30, 30, 30, 30])
    assert cluster(vectors, people=6).count == 4
    assert cluster(vectors, people=2).count <= 2
    assert cluster(vectors, most=3).count <= 3
    assert cluster(vectors, most=1).count == cluster(vectors, people=1).count == 1


def test_a_few_windows_are_one_voice() -> None:
    vectors, _ = people([2, 1])
    assert cluster(vectors).count == 1
    assert cluster(vectors[:1]).count == 1


def test_very_many_windows_are_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "_MOST_VECTORS", 500)
    vectors, owners = people([400, 200, 120])
    voices = cluster(vectors)
    assert voices.count == 3
    assert agree(voices.likeness(vectors).argmax(axis=1), owners)


def test_small_groups_are_set_aside_but_for_the_largest() -> None:
    assert sizeable(np.array([3] * 5 + [7] * 4 + [9] * 2)).tolist() == [0] * 5 + [1] * 4 + [-1] * 2
    assert sizeable(np.array([4, 4, 5])).tolist() == [0, 0, -1]
