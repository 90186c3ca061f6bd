from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.hearing.speech import SECONDS
from codev_voice.sound.tracks import RATE
from hearing.live.scripts import LOUD, tape


def test_times_are_the_sessions() -> None:
    late = tape(100.0)
    assert late.end == 100.0
    late.feed(np.zeros(RATE, dtype=np.float32))
    late.feed(np.full(RATE, LOUD, dtype=np.float32))
    late.feed(np.zeros(RATE, dtype=np.float32))
    assert late.end == 103.0
    assert late.first(100, 103) == pytest.approx(101.0, abs=SECONDS)
    assert late.last(100, 103) == pytest.approx(102.0, abs=SECONDS)
    assert late.spoken(100, 103) == pytest.approx(1.0, abs=2 * SECONDS)
    assert late.first(102.1, 103) is None
    assert late.last(0, 100.9) is None
    assert late.mono(100.5, 101.5).tolist() == [0.0] * 8_000 + [LOUD] * 8_000


def test_what_is_not_there_is_empty() -> None:
    short = tape(10.0)
    assert short.mono(0, 100).size == 0
    short.feed(np.ones(RATE, dtype=np.float32))
    assert short.mono(0, 9).size == 0
    assert short.mono(10.5, 30).size == RATE // 2
    assert short.mono(12, 13).size == 0


@given(st.lists(st.tuples(st.integers(0, 4_000), st.floats(0, 2)), max_size=12), st.sampled_from([0.0, 7.25]))
def test_what_is_forgotten_is_gone_and_the_rest_stays_at_its_time(steps: list[tuple[int, float]], start: float) -> None:
    made = tape(start)
    ramp = np.arange(60_000, dtype=np.float32)
    fed = forgotten = 0
    for size, before in steps:
        made.feed(ramp[fed : fed + size])
        fed += size
        made.forget(start + before)
        forgotten = max(forgotten, min(fed, int((start + before) * RATE) - round(start * RATE)))
        assert made.end == pytest.approx(start + fed / RATE)
        assert made.mono(start, start + 10).tolist() == ramp[forgotten:fed].tolist()


def test_only_what_is_kept_takes_memory() -> None:
    made = tape()
    for second in range(60):
        made.feed(np.ones(RATE, dtype=np.float32))
        made.forget(second - 5)
        kept = made.mono(0, 100)
        assert kept.size <= 7 * RATE
        assert kept.base is None or kept.base.size <= 7 * RATE
    assert made.spoken(0, 60) == pytest.approx(60, abs=1)  # where somebody spoke is known of the whole
