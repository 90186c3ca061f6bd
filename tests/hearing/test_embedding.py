from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.hearing import networks
from codev_voice.hearing.embedding import DIMENSIONS, HOP, WINDOW, embed, places, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def _spread(inputs: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """A network that fills its vector with how much the filterbanks vary: what the mean removed cannot change."""
    assert np.abs(inputs["mels"].mean(axis=1)).max() < 1e-3
    spread = inputs["mels"].std(axis=1)
    return np.tile(spread, (1, 3))[:, :DIMENSIONS]


def test_windows_cover_a_stretch_to_its_ends() -> None:
    assert places(10) == []
    assert places(100) == [(0, 100)]
    assert places(WINDOW) == [(0, WINDOW)]
    assert places(WINDOW + HOP + 10) == [(0, WINDOW), (HOP, HOP + WINDOW), (HOP + 10, WINDOW + HOP + 10)]


def test_windows_are_placed_in_time_and_their_vectors_have_length_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "network", lambda _name, _threads: _spread)
    sound = np.random.default_rng(3).standard_normal(10 * 16_000).astype(np.float32)
    told: list[float] = []
    windows = embed(sound, [(1.0, 1.1), (2.0, 2.6), (4.0, 6.5), (9.0, 12.0)], progress=lambda _doing, done: told.append(done))
    assert windows.starts.tolist() == [2.0, 4.0, 4.5, pytest.approx(5.0, abs=0.02), 9.0]
    assert windows.ends == pytest.approx([2.6, 5.5, 6.0, 6.5, 10.0], abs=0.02)
    assert np.allclose(np.linalg.norm(windows.vectors, axis=1), 1, atol=1e-5)
    assert windows.count == 5
    assert told[-1] == 1.0


def test_no_speech_gives_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "network", lambda _name, _threads: _spread)
    windows = embed(np.zeros(16_000, dtype=np.float32), [])
    assert windows.count == 0
    assert windows.vectors.shape == (0, DIMENSIONS)


def test_a_null_vector_stays_null() -> None:
    assert unit(np.zeros((1, 4), dtype=np.float32)).tolist() == [[0, 0, 0, 0]]
