from __future__ import annotations

import itertools

import numpy as np
import pytest

from codev_voice.sound.clock import Clock, Placed

SIZE = 640  # 40 ms
AWAKE = 1_000.0
"""What the steady clock says when the session begins."""


def place(clock: Clock, arrived: float, slept: float = 0.0) -> Placed:
    return clock.place(arrived, AWAKE + arrived - slept, SIZE)


def stream(clock: Clock, first: int, last: int, late: float = 0.0) -> list[Placed]:
    """Blocks that end at 10 s and each 40 ms later."""
    return [place(clock, 10.0 + 0.04 * rank + late) for rank in range(first, last)]


def test_a_stream_begins_when_its_first_block_was_said_and_samples_are_counted() -> None:
    assert [placed.start for placed in stream(Clock(), 0, 5)] == pytest.approx([9.96, 10.0, 10.04, 10.08, 10.12])


def test_a_stream_that_opens_again_does_not_go_back() -> None:
    assert place(Clock(not_before=9.99), 10.0).start == 9.99
    assert place(Clock(not_before=8.0), 10.0).start == 9.96


def test_blocks_read_late_are_not_moved() -> None:
    clock = Clock()
    stream(clock, 0, 200)
    late = [place(clock, 20.0) for _ in range(50)]  # the machine was busy for two seconds: they lay ready
    fresh = stream(clock, 250, 400)
    assert [placed.gap for placed in (*late, *fresh)] == [0.0] * 200
    assert [placed.start for placed in late] == pytest.approx([17.96 + 0.04 * rank for rank in range(50)])
    assert fresh[-1].start == pytest.approx(25.92, abs=0.001)


def test_a_program_that_stood_still_for_long_loses_nothing_either() -> None:
    clock = Clock()
    stream(clock, 0, 200)
    late = [place(clock, 26.0 + 0.001 * rank) for rank in range(200)]  # eight seconds lay ready
    assert not any(placed.gap for placed in (*late, *stream(clock, 400, 700)))
    assert late[-1].start == pytest.approx(25.92, abs=0.001)


def test_a_machine_that_slept_has_a_gap_at_once_and_at_the_right_time() -> None:
    clock = Clock()
    stream(clock, 0, 10)
    woken = place(clock, 100.0, slept=89.6)
    assert woken.start == pytest.approx(99.96)
    assert woken.gap == pytest.approx(99.96 - 10.36)
    after = place(clock, 100.04, slept=89.6)
    assert after.start == pytest.approx(100.0)
    assert after.gap == 0.0


def test_sound_that_a_server_lost_is_a_gap_as_soon_as_it_is_sure() -> None:
    clock = Clock()
    stream(clock, 0, 200)
    placed = stream(clock, 200, 400, late=1.0)
    (gap,) = [each for each in placed if each.gap]
    assert gap.gap == pytest.approx(1.0, abs=0.01)
    assert placed.index(gap) <= 102  # four seconds
    assert placed[-1].start == pytest.approx(26.92, abs=0.01)


def test_an_opening_on_a_busy_machine_is_taken_back_within_half_a_minute() -> None:
    clock = Clock()
    assert place(clock, 10.3).start == pytest.approx(10.26)  # 0.3 s late
    placed = stream(clock, 1, 750)
    assert not any(each.gap for each in placed)
    assert placed[-1].start == pytest.approx(39.92, abs=0.025)
    assert all(0.0 < after.start - before.start <= 0.04 for before, after in itertools.pairwise(placed))


@pytest.mark.parametrize("drift", [1e-4, -1e-4, 3e-4])
def test_a_card_that_drifts_is_held_to_the_wall_clock(drift: float) -> None:
    clock, rng = Clock(), np.random.default_rng(1)
    worst = 0.0
    for rank in range(45_000):  # half an hour
        said = 0.04 * rank * (1 + drift)
        placed = place(clock, said + 0.04 + float(rng.exponential(0.005)))
        assert placed.gap == 0.0
        worst = max(worst, abs(placed.start - said))
    assert worst < 0.05


def test_a_wall_clock_set_back_does_not_lose_sound() -> None:
    clock = Clock()
    before = place(clock, 100.0)
    after = clock.place(95.0, AWAKE + 100.04, SIZE)
    assert after.start == pytest.approx(before.start + 0.04, abs=0.001)


def test_a_recording_has_a_time_of_its_own() -> None:
    clock = Clock(exact=5.0)
    assert [place(clock, arrived).start for arrived in (9.0, 50.0, 3.0)] == pytest.approx([5.0, 5.04, 5.08])
