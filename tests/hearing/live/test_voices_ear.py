from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.hearing import networks
from codev_voice.hearing.embedding import DIMENSIONS
from codev_voice.hearing.live.voices_ear import Networks
from codev_voice.hearing.segmentation import CHUNK, FRAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def test_networks_are_loaded_once_and_asked_by_length(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[tuple[str, int]] = []
    batches: list[tuple[int, ...]] = []

    def network(name: str, threads: int) -> networks.Network:
        loaded.append((name, threads))

        def run(inputs: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
            if "sound" in inputs:
                classes = np.full((1, FRAMES, 7), 1e-9, dtype=np.float32)
                classes[..., 1] = 1
                return np.log(classes)
            batches.append(inputs["mels"].shape)
            assert np.abs(inputs["mels"].mean(axis=1)).max() < 1e-3
            return np.repeat(inputs["mels"].std(axis=1)[:, :1], DIMENSIONS, axis=1)

        return run

    monkeypatch.setattr(networks, "network", network)
    ear = Networks(1)
    speech, overlap, change = ear.activity(np.zeros(CHUNK, dtype=np.float32))
    assert speech == pytest.approx(1)
    assert overlap == pytest.approx(0, abs=1e-6)
    assert change == pytest.approx(0, abs=1e-6)
    rng = np.random.default_rng(1)
    pieces = [rng.standard_normal(size).astype(np.float32) for size in (24_000, 8_000, 24_000)]
    found = ear.vectors(pieces)
    assert sorted(batches) == [(1, 48, 80), (2, 148, 80)]
    assert np.linalg.norm(found, axis=1) == pytest.approx(1)
    assert [name for name, _ in loaded] == ["voices/segmentation-3.0.onnx", "voices/campplus.onnx"]
    assert {threads for _, threads in loaded} == {1}
