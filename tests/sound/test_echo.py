from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.sound.echo import EchoGuard
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

NOISE = 1e-3


def talk(seed: int, seconds: float, *, start: float = 0.0, end: float | None = None) -> Sound:
    """Coloured noise in syllables and phrases, as speech is made, between two times; silence elsewhere."""
    draw = np.random.default_rng(seed)
    size = int(seconds * RATE)
    voice = np.convolve(draw.standard_normal(size), np.exp(-np.arange(40) / 8), mode="same")
    syllables = np.repeat(draw.uniform(0, 1, size // 3_200 + 1) ** 2, 3_200)[:size]
    phrases = np.repeat(draw.uniform(0, 1, size // 16_000 + 1) < 0.75, 16_000)[:size]
    voice *= syllables * phrases
    voice[: int(start * RATE)] = 0
    if end is not None:
        voice[int(end * RATE) :] = 0
    return np.asarray(0.15 * voice / np.sqrt(np.mean(voice[voice != 0] ** 2)), dtype=np.float32)


def room(seed: int) -> NDArray[np.float64]:
    """A room of 0.15 s."""
    response = np.random.default_rng(seed).standard_normal(2_400) * np.exp(-np.arange(2_400) / 400) / 5
    response[0] = 1.0
    return response


def heard_again(call: Sound, level: float, *, delay: float = 0.05, seed: int = 9) -> Sound:
    """The call late, in a room, at so many decibels of its own power."""
    late = int(delay * RATE)
    spectrum = np.fft.rfft(call, 2 * call.size) * np.fft.rfft(room(seed), 2 * call.size)
    found = np.pad(np.fft.irfft(spectrum)[: call.size], (late, 0))[: call.size]
    return np.asarray(found * 10 ** (level / 20) * np.sqrt(np.mean(call**2) / np.mean(found**2)), dtype=np.float32)


def noise(size: int) -> Sound:
    return np.asarray(np.random.default_rng(3).standard_normal(size) * NOISE, dtype=np.float32)


def through(guard: EchoGuard, micro: Sound, call: Sound, block: int = 3_200) -> Sound:
    return np.concatenate([guard.clean(micro[at : at + block], call[at : at + block]) for at in range(0, micro.size, block)])


def weaker(before: Sound, after: Sound, start: float, end: float) -> float:
    """How much weaker the sound is after than before between two times, in decibels."""
    part = slice(int(start * RATE), int(end * RATE))
    return float(10 * np.log10(np.mean(before[part] ** 2) / np.mean(after[part] ** 2 + 1e-15)))


def test_without_an_echo_the_microphone_is_given_back_bit_for_bit() -> None:
    call, hers = talk(1, 40), talk(2, 40, start=10)
    guard = EchoGuard()
    micro = hers + noise(hers.size)
    assert np.array_equal(through(guard, micro, call), micro)
    assert guard.bleed is None


def test_a_silent_microphone_and_a_silent_call_are_left_alone() -> None:
    guard = EchoGuard()
    nothing, voice = np.zeros(5 * RATE, dtype=np.float32), talk(1, 5)
    assert np.array_equal(through(guard, nothing, voice), nothing)
    assert np.array_equal(through(guard, voice, nothing), voice)
    assert guard.bleed is None


@pytest.mark.parametrize(("level", "delay"), [(-3.0, 0.05), (-3.0, 0.3), (-12.0, 0.0), (-20.0, 0.1)])
def test_an_echo_is_measured_and_taken_away(level: float, delay: float) -> None:
    call = talk(1, 16)
    micro = heard_again(call, level, delay=delay) + noise(call.size)
    guard = EchoGuard()
    cleaned = through(guard, micro, call)
    assert guard.bleed == pytest.approx(level, abs=3)
    assert weaker(micro, cleaned, 10, 16) > 20


def test_her_voice_lives_under_theirs() -> None:
    call, hers = talk(1, 30), talk(2, 30, start=15)
    echo = heard_again(call, -3)
    cleaned = through(EchoGuard(), hers + echo, call)
    part = slice(16 * RATE, 30 * RATE)
    before = float(np.mean(echo[part] ** 2))
    after = float(np.mean((cleaned - hers)[part] ** 2))
    assert 10 * np.log10(before / after) > 10
    assert float(np.mean(cleaned[part] * hers[part]) / np.mean(hers[part] ** 2)) == pytest.approx(1, abs=0.05)


def test_what_she_says_alone_is_kept_as_it_is() -> None:
    call, hers = talk(1, 20, end=15), np.zeros(20 * RATE, dtype=np.float32)
    hers[16 * RATE : 16 * RATE + 6_400] = next(word for word in talk(2, 20).reshape(-1, 6_400) if np.abs(word).max() > 0.3)
    cleaned = through(EchoGuard(), hers + heard_again(call, -3), call)
    part = slice(16 * RATE, 17 * RATE)
    assert float(np.mean((cleaned - hers)[part] ** 2)) < 1e-3 * float(np.mean(hers[part] ** 2))


def test_how_the_sound_is_cut_changes_nothing() -> None:
    call, hers = talk(1, 8), talk(2, 8, start=4)
    micro = hers + heard_again(call, -6)
    whole = through(EchoGuard(), micro, call, block=micro.size)
    for block in (160, 1_000):
        assert np.allclose(through(EchoGuard(), micro, call, block=block), whole, atol=1e-5)


def test_nothing_given_gives_nothing() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    assert EchoGuard().clean(nothing, nothing).size == 0


def test_another_delay_is_found_again() -> None:
    call = talk(1, 40)
    early, late = heard_again(call, -6, delay=0.04), heard_again(call, -6, delay=0.2, seed=8)
    micro = np.where(np.arange(call.size) < 20 * RATE, early, late) + noise(call.size)
    cleaned = through(EchoGuard(), micro, call)
    assert weaker(micro, cleaned, 20, 25) > 8
    assert weaker(micro, cleaned, 30, 40) > 20


def test_clocks_that_drift_are_followed() -> None:
    call = talk(1, 60)
    echo = heard_again(call, -6)
    micro = np.interp(np.arange(call.size) * (1 - 1e-4), np.arange(call.size), echo).astype(np.float32) + noise(call.size)
    cleaned = through(EchoGuard(), micro, call)
    assert weaker(micro, cleaned, 40, 60) > 15


def test_an_echo_that_ends_is_forgotten() -> None:
    call, hers = talk(1, 60), talk(2, 60, start=45)
    micro = hers + noise(call.size)
    micro[: 20 * RATE] += heard_again(call, -6)[: 20 * RATE]
    guard = EchoGuard()
    through(guard, micro[: 20 * RATE], call[: 20 * RATE])
    assert guard.bleed is not None
    through(guard, micro[20 * RATE : 45 * RATE], call[20 * RATE : 45 * RATE])
    assert guard.bleed is None
    assert np.array_equal(through(guard, micro[45 * RATE :], call[45 * RATE :]), micro[45 * RATE :])


def test_her_voice_leaking_into_the_call_is_not_an_echo() -> None:
    call, hers = talk(1, 40), talk(2, 40)
    micro = hers + noise(hers.size)
    guard = EchoGuard()
    assert np.array_equal(through(guard, micro, call + np.float32(0.2) * hers), micro)
    assert guard.bleed is None
