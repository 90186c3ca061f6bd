from __future__ import annotations

import numpy as np
import pytest

from codev_voice.hearing.crosstalk import level, louder
from codev_voice.hearing.segmentation import SECONDS, STRIDE

FRAMES = int(2 / SECONDS)


def test_a_level_is_in_decibels_of_full_scale() -> None:
    assert level(np.full(FRAMES * STRIDE, 0.1, dtype=np.float32), FRAMES)[FRAMES // 2] == pytest.approx(-20, abs=0.1)
    assert level(np.zeros(10, dtype=np.float32), FRAMES)[0] == pytest.approx(-80, abs=0.1)


def test_a_leak_is_quieter_than_its_source() -> None:
    rng = np.random.default_rng(2)
    call, micro = (rng.standard_normal(FRAMES * STRIDE).astype(np.float32) * 0.1 for _ in range(2))
    call[: call.size // 2] = micro[micro.size // 2 :] = 0
    above = louder(micro + 0.3 * call, call + 0.1 * micro, FRAMES)
    assert above[: FRAMES // 2 - 12].min() > 15
    assert above[FRAMES // 2 + 12 :].max() < -8
