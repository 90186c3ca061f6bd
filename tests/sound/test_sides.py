from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.sound.sides import differ, levels

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _voice(seed: int, *spans: tuple[float, float], seconds: float = 20.0) -> NDArray[np.float32]:
    """Noise of 0.1 inside the spans, silence outside."""
    sound = np.zeros(int(seconds * 16_000), dtype=np.float32)
    rng = np.random.default_rng(seed)
    for start, end in spans:
        at, to = int(start * 16_000), int(end * 16_000)
        sound[at:to] = rng.standard_normal(to - at) * 0.1
    return sound


SHE = _voice(1, (0, 3), (10, 12))
THEY = _voice(2, (3, 10), (12, 19))


def test_levels_are_root_mean_squares_of_whole_frames() -> None:
    sound = np.concatenate([np.full(1_600, 0.5), np.zeros(1_600), np.ones(100)]).astype(np.float32)
    assert levels(sound).tolist() == [0.5, 0.0]


def test_a_microphone_and_a_call_differ() -> None:
    assert differ(SHE, THEY)


@pytest.mark.parametrize("leak_db", [-40, -20, -12])
def test_they_differ_through_a_leak(leak_db: float) -> None:
    leak = np.float32(10 ** (leak_db / 20))
    assert differ(SHE + leak * THEY, THEY + leak * SHE)


def test_copies_are_one_track() -> None:
    both = SHE + THEY
    assert not differ(both, both)


def test_a_copy_at_another_level_is_one_track() -> None:
    both = SHE + THEY
    assert not differ(both, both * np.float32(0.1))


def test_a_room_heard_by_two_microphones_is_one_track() -> None:
    assert not differ(SHE + np.float32(0.5) * THEY, np.float32(0.5) * SHE + THEY)


def test_an_empty_side_is_one_track() -> None:
    assert not differ(SHE + THEY, np.zeros_like(SHE))


def test_silence_is_one_track() -> None:
    assert not differ(np.zeros_like(SHE), np.zeros_like(SHE))
