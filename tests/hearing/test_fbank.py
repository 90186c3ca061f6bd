from __future__ import annotations

import numpy as np
import pytest

from codev_voice.hearing.fbank import BINS, fbank, frames


@pytest.mark.parametrize(("samples", "expected"), [(0, 0), (399, 0), (400, 1), (559, 1), (560, 2), (16_000, 98)])
def test_only_whole_frames_count(samples: int, expected: int) -> None:
    assert frames(samples) == expected
    assert fbank(np.zeros(samples, dtype=np.float32)).shape == (expected, BINS)


def test_a_tone_is_loudest_in_its_own_band() -> None:
    time = np.arange(16_000) / 16_000
    loudest = [int(fbank(np.sin(2 * np.pi * hertz * time).astype(np.float32)).mean(axis=0).argmax()) for hertz in (200, 1_000, 4_000)]
    assert loudest == sorted(loudest)
    # On Kaldi's mel scale 1 kHz lies 35 % of the way from 20 Hz to 8 kHz.
    assert loudest[1] == pytest.approx(0.345 * BINS, abs=1.5)


def test_silence_is_the_floor_and_a_constant_is_silence() -> None:
    assert np.allclose(fbank(np.zeros(800, dtype=np.float32)), np.log(1.1920929e-07))
    assert np.allclose(fbank(np.full(800, 0.5, dtype=np.float32)), np.log(1.1920929e-07))


def test_long_sound_is_the_same_by_blocks() -> None:
    sound = np.random.default_rng(1).standard_normal(4_100 * 160 + 400).astype(np.float32)
    whole, tail = fbank(sound), fbank(sound[4_090 * 160 :])
    assert np.allclose(whole[4_090:], tail, atol=1e-5)
