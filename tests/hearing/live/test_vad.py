from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.hearing.live.vad import Vad
from codev_voice.hearing.speech import FRAME, SECONDS
from codev_voice.sound.tracks import RATE
from hearing.live.scripts import LOUD, Network


def _vad(network: Network) -> Vad:
    with patch("faster_whisper.vad.get_vad_model", lambda: network):
        return Vad()


SPOKEN = np.zeros(4 * RATE, dtype=np.float32)
SPOKEN[RATE : 2 * RATE] = LOUD


def test_speech_is_where_the_network_says() -> None:
    vad = _vad(Network())
    vad.feed(SPOKEN)
    assert vad.first(0, 4) == pytest.approx(31 * SECONDS)
    assert vad.last(0, 4) == pytest.approx(63 * SECONDS)
    assert vad.spoken(0, 4) == pytest.approx(32 * SECONDS)
    assert vad.spoken(1.5, 4) == pytest.approx(17 * SECONDS)
    assert vad.first(2.1, 4) is None
    assert vad.last(0, 0.9) is None


def test_before_the_start_and_after_the_end_nobody_speaks() -> None:
    vad = _vad(Network())
    assert (vad.spoken(0, 10), vad.first(-5, 10), vad.last(0, 10)) == (0, None, None)
    vad.feed(SPOKEN)
    assert vad.spoken(-3, -1) == 0
    assert vad.spoken(4, 9) == 0


@given(st.lists(st.integers(0, 3 * FRAME), max_size=20))
def test_sound_cut_anyhow_is_heard_the_same(sizes: list[int]) -> None:
    noise = np.random.default_rng(1).normal(size=sum(sizes)).astype(np.float32)
    whole, parts = Network(), Network()
    one, other = _vad(whole), _vad(parts)
    one.feed(noise)
    for part in np.split(noise, np.cumsum(sizes)[:-1]) if sizes else []:
        other.feed(part)
    assert np.array_equal(np.concatenate([np.zeros((0, 576)), *whole.inputs]), np.concatenate([np.zeros((0, 576)), *parts.inputs]))
    assert parts.states == list(range(len(parts.states)))  # what the network remembers is given back to it
    assert one.spoken(0, 1e3) == other.spoken(0, 1e3)


@pytest.mark.parametrize("start", [0.0, 13.37, 450.123, 3600.7])
def test_nobody_speaks_from_where_speech_ended(start: float) -> None:
    """However the moment was rounded: what looks again from there must not find the last frame again."""
    vad = _vad(Network())
    for _ in range(300):
        vad.feed(
            np.concatenate([np.zeros(FRAME, dtype=np.float32), np.full(FRAME, LOUD, dtype=np.float32), np.zeros(FRAME, dtype=np.float32)])
        )
    at = start
    for _ in range(300):
        first = vad.first(at - start, 1e3)
        assert first is not None
        at = first + SECONDS + start
        assert vad.last(at - start, at - start + SECONDS) is None
    assert vad.first(at - start, 1e3) is None
