from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.hearing.live.lanes import MOST, PATIENCE, Lanes
from codev_voice.sound.segments import CALL, MICRO, Block
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TENTH = RATE // 10


def _block(channel: str, start: float, level: int, seconds: float = 0.1) -> Block:
    return Block(channel, start, np.full(round(seconds * RATE), level * 328, dtype=np.int16))


def _levels(samples: NDArray[np.float32] | None) -> list[int] | None:
    """The level of each tenth of a second."""
    return None if samples is None else [round(float(samples[at]) * 100) for at in range(0, samples.size, TENTH)]


def _taken(lanes: Lanes, **how: object) -> tuple[list[int] | None, list[int] | None] | None:
    taken = lanes.take(**how)  # type: ignore[arg-type] # a case as a table
    return None if taken is None else (_levels(taken[0]), _levels(taken[1]))


def test_both_channels_are_given_together_as_far_as_both_go() -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(MICRO, 0.0, 1), _block(CALL, 0.0, 2), _block(MICRO, 0.1, 3)])
    assert _taken(lanes) == ([1], [2])
    assert _taken(lanes) is None
    lanes.lay([_block(CALL, 0.1, 4)])
    assert _taken(lanes) == ([3], [4])


@pytest.mark.parametrize("channel", [MICRO, CALL])
def test_a_channel_alone_is_the_call(channel: str) -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(channel, 0.0, 5)])
    assert _taken(lanes) == (None, [5])


def test_with_two_tracks_one_that_never_comes_is_silent() -> None:
    for channel, given_ in ((MICRO, ([1] * 4, [0] * 4)), (CALL, ([0] * 4, [1] * 4))):
        lanes = Lanes(0.0, two_tracks=True)
        lanes.lay([_block(channel, 0.0, 1, PATIENCE)])
        assert _taken(lanes) is None
        lanes.lay([_block(channel, PATIENCE, 1, 0.4)])
        assert _taken(lanes) == given_


def test_a_channel_that_begins_a_little_later_loses_nothing() -> None:
    lanes = Lanes(0.0, two_tracks=True)
    lanes.lay([_block(CALL, 0.0, 1), _block(CALL, 0.1, 1)])
    assert _taken(lanes) is None
    lanes.lay([_block(MICRO, 0.0, 2), _block(MICRO, 0.1, 3)])
    assert _taken(lanes) == ([2, 3], [1, 1])


def test_a_channel_that_is_lost_is_silent_and_comes_back() -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(MICRO, 0.0, 1), _block(CALL, 0.0, 2)])
    assert _taken(lanes) == ([1], [2])
    lanes.lay([_block(CALL, 0.1, 3, 1.0)])
    assert _taken(lanes) == ([0] * 4, [3] * 4)
    lanes.lay([_block(MICRO, 0.2, 4), _block(MICRO, 0.6, 5)])
    assert _taken(lanes) == ([0, 5], [3, 3])  # what came too late is left out


def test_all_of_it_is_given_when_nothing_more_comes() -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(MICRO, 0.0, 1, 0.3), _block(CALL, 0.0, 2)])
    assert _taken(lanes, all_of_it=True) == ([1, 1, 1], [2, 0, 0])
    assert _taken(lanes, all_of_it=True) is None


def test_a_channel_of_which_more_lies_on_the_disk_is_waited_for() -> None:
    lanes = Lanes(0.0, two_tracks=True)
    lanes.lay([_block(CALL, 0.0, 1, 5.0), _block(MICRO, 0.0, 2, 1.0)])
    assert _taken(lanes, waiting={MICRO}) == ([2] * 10, [1] * 10)
    assert _taken(lanes, waiting={MICRO}) is None
    lanes.lay([_block(MICRO, 1.0, 3, 4.0)])
    assert _taken(lanes) == ([3] * 40, [1] * 40)
    assert _taken(Lanes(0.0), waiting={MICRO}) is None


def test_a_channel_nothing_of_which_has_been_read_is_waited_for() -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(CALL, 0.0, 1, 5.0)])
    assert _taken(lanes, waiting={MICRO}) is None


def test_gaps_are_silent() -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(CALL, 0.1, 1), _block(CALL, 0.4, 2)])
    assert _taken(lanes) == (None, [0, 1, 0, 0, 2])


def test_what_came_before_the_start_is_left_out() -> None:
    lanes = Lanes(10.0)
    lanes.lay([_block(CALL, 9.0, 1), _block(CALL, 9.9, 2, 0.3)])
    assert _taken(lanes) == (None, [2, 2])


def test_sound_that_overlaps_is_laid_once() -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(CALL, 0.0, 1, 0.3), _block(CALL, 0.2, 2, 0.2)])
    assert _taken(lanes) == (None, [1, 1, 2, 2])


def test_sound_after_a_long_pause_comes_by_parts() -> None:
    lanes = Lanes(0.0)
    lanes.lay([_block(CALL, 600.0, 1)])
    sizes = []
    last = 0.0
    while (taken := lanes.take()) is not None:
        sizes.append(taken[1].size)
        last = float(taken[1][-1])
    assert max(sizes) == MOST
    assert sum(sizes) == round(600.1 * RATE)
    assert last == pytest.approx(0.01, abs=0.001)


def test_nothing_laid_is_nothing_given() -> None:
    assert Lanes(0.0).take(all_of_it=True) is None
    assert Lanes(0.0, two_tracks=True).take(all_of_it=True) is None
    lanes = Lanes(0.0)
    lanes.lay([Block(CALL, 1.0, np.zeros(0, dtype=np.int16))])
    assert lanes.take(all_of_it=True) is None


def test_memory_stays_small() -> None:
    lanes = Lanes(0.0)
    for tenth in range(3_000):
        lanes.lay([_block(CALL, tenth / 10, 1), _block(MICRO, tenth / 10, 1)])
        lanes.take()
        assert sum(lane.size for lane in lanes._lanes.values()) <= 4 * RATE


@given(
    st.lists(st.tuples(st.sampled_from([MICRO, CALL]), st.integers(1, 4)), max_size=30),
    st.sets(st.integers(0, 29)),
    st.sampled_from([0.0, 3.2]),
)
def test_sound_that_comes_in_order_is_all_given_at_its_time(parts: Sequence[tuple[str, int]], takes: set[int], since: float) -> None:
    """As long as neither channel is later than it may be."""
    lanes = Lanes(since, two_tracks=True)
    ends = {MICRO: 0, CALL: 0}
    found: dict[str, list[int]] = {MICRO: [], CALL: []}

    def take(*, all_of_it: bool = False) -> None:
        while (taken := lanes.take(all_of_it=all_of_it)) is not None:
            micro, call = taken
            assert micro is not None
            assert micro.size == call.size
            found[MICRO] += _levels(micro) or []
            found[CALL] += _levels(call) or []

    laid: dict[str, list[int]] = {MICRO: [], CALL: []}
    for rank, (channel, tenths) in enumerate(parts):
        if ends[channel] + tenths - min(ends.values()) > round(PATIENCE * 10):
            continue
        for _ in range(tenths):
            lanes.lay([_block(channel, since + ends[channel] / 10, rank + 1)])
            ends[channel] += 1
            laid[channel].append(rank + 1)
        if rank in takes:
            take()
    take(all_of_it=True)
    longest = max(ends.values())
    assert found == {channel: levels + [0] * (longest - len(levels)) for channel, levels in laid.items()}
