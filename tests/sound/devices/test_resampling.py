from __future__ import annotations

import numpy as np
import pytest

from codev_voice.sound.devices.resampling import Resampler


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 2), (44_100, 1), (16_000, 2), (48_000, 8)])
def test_a_tone_keeps_its_height_length_and_pitch(rate: int, channels: int) -> None:
    times = np.arange(rate) / rate
    sound = np.repeat((8_000 * np.sin(2 * np.pi * 400 * times)).astype("<i2")[:, None], channels, axis=1)
    resampler = Resampler(rate, channels)
    step = rate // 25
    heard = np.frombuffer(b"".join(resampler.feed(sound[at : at + step].tobytes()) for at in range(0, rate, step)), dtype="<i2")
    assert 15_900 <= heard.size <= 16_000
    middle = heard[1_000:15_000].astype(float)
    assert np.abs(middle).max() == pytest.approx(8_000, rel=0.02)
    assert np.argmax(np.abs(np.fft.rfft(middle))) * 16_000 / middle.size == pytest.approx(400, abs=2)
    assert np.abs(np.diff(middle)).max() < 8_000 * 2 * np.pi * 400 / 16_000 * 1.05  # no click where blocks meet


def test_both_sides_are_heard() -> None:
    left_only = np.zeros((1_600, 2), dtype="<i2")
    left_only[:, 0] = 1_000
    heard = np.frombuffer(Resampler(16_000, 2).feed(left_only.tobytes()), dtype="<i2")
    assert heard.tolist() == [500] * 1_600
