from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from codev_voice.hearing.embedding import DIMENSIONS
from codev_voice.hearing.live import voices_memory
from codev_voice.hearing.live.voices_memory import Memory

if TYPE_CHECKING:
    import pytest


def fill(memory: Memory, count: int, first: int = 0) -> None:
    """Windows of 1.5 s every half second, whose first number says which it is."""
    for at in range(first, first + count):
        vector = np.zeros((1, DIMENSIONS), dtype=np.float32)
        vector[0, at % DIMENSIONS] = 1
        memory.add([(at / 2, at / 2 + 1.5)], vector, [at % 2 == 0])


def test_windows_are_kept_in_order() -> None:
    memory = Memory()
    fill(memory, 600)
    assert memory.count == 600
    assert memory.starts[[0, 1, 599]].tolist() == [0, 0.5, 299.5]
    assert memory.ends[599] == 301
    assert memory.pure[:4].tolist() == [True, False, True, False]
    assert memory.vectors(slice(5, 6)).argmax() == 5
    assert set(memory.owners.tolist()) == set(memory.taught.tolist()) == {voices_memory.NOBODY}


def test_what_each_owner_sounds_like_is_the_mean_of_its_pure_windows() -> None:
    memory = Memory()
    fill(memory, 10)
    memory.owners[:6] = [1, 1, 1, 1, 2, 2]
    sounds = memory.sounds(2)
    assert list(sounds) == [1]
    assert np.flatnonzero(sounds[1]).tolist() == [0, 2]
    assert np.isclose(sounds[1] @ sounds[1], 1.0)
    assert memory.sounds(3) == {}


def test_owners_can_be_written_and_stay() -> None:
    memory = Memory()
    fill(memory, 200)
    memory.owners[3:5] = 7
    memory.taught[4] = 2
    fill(memory, 200, first=200)
    assert np.flatnonzero(memory.owners == 7).tolist() == [3, 4]
    assert np.flatnonzero(memory.taught == 2).tolist() == [4]


def test_windows_that_touch_a_stretch() -> None:
    memory = Memory()
    fill(memory, 20)
    assert memory.inside(3.0, 4.0) == slice(3, 8)


def test_no_window_is_no_window() -> None:
    memory = Memory()
    memory.add([], np.zeros((0, DIMENSIONS), dtype=np.float32), [])
    assert memory.count == 0
    assert memory.vectors().shape == (0, DIMENSIONS)
    assert memory.inside(0, 10) == slice(0, 0)


def test_old_windows_are_thinned_and_recent_ones_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices_memory, "MOST", 100)
    memory = Memory()
    fill(memory, 1_000)
    assert memory.count <= 100
    assert np.diff(memory.starts).min() > 0
    assert memory.starts[-20:].tolist() == [at / 2 for at in range(980, 1_000)]
    assert memory.starts[0] < 10
