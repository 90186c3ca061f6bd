from __future__ import annotations

import numpy as np
import pytest

from codev_voice.sound.levels import SILENCE, Loudness, Meter, loudness


def test_loudness_in_decibels_of_full_scale() -> None:
    assert loudness(np.full(100, 32_767, dtype=np.int16)) == Loudness(0.0, 0.0, 1.0)
    assert loudness(np.zeros(100, dtype=np.int16)) == Loudness(SILENCE, SILENCE, 0.0)
    assert loudness(np.zeros(0, dtype=np.int16)) == Loudness(SILENCE, SILENCE, 0.0)
    tenth = loudness(np.full(100, 3_277, dtype=np.int16))
    assert tenth.db == pytest.approx(-20.0, abs=0.1)


def test_the_lowest_sample_does_not_wrap_round() -> None:
    samples = np.array([-32_768, 0, 0, 0], dtype=np.int16)
    assert loudness(samples) == Loudness(-6.0, 0.0, 0.25)


def test_a_level_each_fifth_of_a_second() -> None:
    meter = Meter()
    told = [meter.add(np.full(640, level, dtype=np.int16)) for level in [100] * 5 + [32_767] * 5]
    assert [level is not None for level in told] == [False] * 4 + [True] + [False] * 4 + [True]
    assert told[-1] == Loudness(0.0, 0.0, 1.0)
