from __future__ import annotations

import numpy as np
import pytest

from codev_voice.sound.clock import Clock

SIZE = 640  # 40 ms


def test_a_stream_begins_when_its_first_block_was_said_and_samples_are_counted() -> None:
    clock = Clock()
    starts = [clock.place(10.0 + 0.04 * rank, SIZE, waited=True).start for rank in range(5)]
    assert starts == pytest.approx([9.96, 10.0, 10.04, 10.08, 10.12])


def test_a_stream_that_opens_again_does_not_go_back() -> None:
    assert Clock(not_before=9.99).place(10.0, SIZE, waited=True).start == 9.99
    assert Clock(not_before=8.0).place(10.0, SIZE, waited=True).start == 9.96


def test_blocks_read_late_are_not_moved() -> None:
    clock = Clock()
    clock.place(10.0, SIZE, waited=True)
    first = clock.place(12.0, SIZE, waited=False)  # the reader was busy for two seconds
    rest = [clock.place(12.0, SIZE, waited=False) for _ in range(49)]
    fresh = clock.place(12.04, SIZE, waited=True)
    assert [placed.gap for placed in (first, *rest, fresh)] == [0.0] * 51
    assert fresh.start == pytest.approx(12.0, abs=0.001)


def test_sound_that_never_came_is_a_gap_at_the_right_time() -> None:
    clock = Clock()
    for rank in range(10):
        clock.place(10.0 + 0.04 * rank, SIZE, waited=True)
    woken = clock.place(100.0, SIZE, waited=True)
    assert woken.start == pytest.approx(99.96)
    assert woken.gap == pytest.approx(99.96 - 10.36)
    assert clock.place(100.04, SIZE, waited=True).gap == 0.0


@pytest.mark.parametrize("drift", [1e-4, -1e-4, 3e-4])
def test_a_card_that_drifts_is_held_to_the_wall_clock(drift: float) -> None:
    clock, rng = Clock(), np.random.default_rng(1)
    worst = 0.0
    for rank in range(90_000):  # an hour
        said = 0.04 * rank * (1 + drift)
        placed = clock.place(said + 0.04 + float(rng.exponential(0.005)), SIZE, waited=True)
        assert placed.gap == 0.0
        worst = max(worst, abs(placed.start - said))
    assert worst < 0.05


def test_a_wall_clock_set_back_does_not_lose_sound() -> None:
    clock = Clock()
    before = clock.place(100.0, SIZE, waited=True)
    after = clock.place(95.0, SIZE, waited=True)
    assert after.start == pytest.approx(before.start + 0.04, abs=0.001)


def test_a_recording_has_a_time_of_its_own() -> None:
    clock = Clock(exact=5.0)
    assert [clock.place(arrived, SIZE, waited=True).start for arrived in (9.0, 50.0, 3.0)] == pytest.approx([5.0, 5.04, 5.08])
