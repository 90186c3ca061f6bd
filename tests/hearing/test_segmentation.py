from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.hearing import networks
from codev_voice.hearing.segmentation import CHUNK, FRAMES, SECONDS, STRIDE, curves, runs, seconds, segment, stretches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def _loudness(inputs: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """What a network would say that takes loud for one voice and very loud for two."""
    sound = inputs["sound"][:, 0, : FRAMES * STRIDE].reshape(-1, FRAMES, STRIDE)
    loud = np.abs(sound).mean(axis=-1)
    classes = np.full((*loud.shape, 7), 1e-6, dtype=np.float32)
    which = np.where(loud > 0.7, 4, np.where(loud > 0.2, 1, 0))
    np.put_along_axis(classes, which[..., None], 1.0, axis=-1)
    return np.log(classes)


@pytest.fixture
def _heard_by_loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "network", lambda _name, _threads: _loudness)


@pytest.mark.usefixtures("_heard_by_loudness")
@pytest.mark.parametrize("length", [3, 9.99, 10, 47.3])
def test_speech_is_found_where_it_is_whatever_the_length(length: float) -> None:
    sound = np.zeros(int(length * 16_000), dtype=np.float32)
    sound[16_000:32_000] = 0.5
    sound[-8_000:] = 1.0
    told: list[float] = []
    activity = segment(sound, progress=lambda _doing, done: told.append(done))
    assert activity.frames == -(-sound.size // STRIDE)
    assert [(round(first * SECONDS, 1), round(last * SECONDS, 1)) for first, last in runs(activity.speech > 0.5)] == [
        (1.0, 2.0),
        (pytest.approx(length - 0.5, abs=0.1), pytest.approx(length, abs=0.1)),
    ]
    assert runs(activity.overlap > 0.5)[0][0] * SECONDS == pytest.approx(length - 0.5, abs=0.1)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.usefixtures("_heard_by_loudness")
def test_no_sound_is_one_silent_frame() -> None:
    activity = segment(np.zeros(0, dtype=np.float32))
    assert activity.frames == 1
    assert activity.speech[0] < 0.01


def test_curves_of_two_voices_that_follow_and_overlap() -> None:
    classes = np.zeros((100, 7), dtype=np.float32)
    classes[:20, 0] = classes[20:50, 1] = classes[50:80, 2] = classes[80:, 4] = 1
    speech, overlap, change = curves(classes)
    assert runs(speech > 0.5) == [(20, 100)]
    assert runs(overlap > 0.5) == [(80, 100)]
    assert change[50] == change[20] == 1
    assert change[35] == 0


def test_a_chunk_is_ten_seconds() -> None:
    assert CHUNK / 16_000 == 10
    assert seconds(0) == 0
    assert seconds(FRAMES) == pytest.approx(10, abs=0.05)


def test_runs_of_a_mask() -> None:
    assert runs(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
    assert runs(np.zeros(3, dtype=np.bool_)) == []


def test_stretches_bridge_pauses_and_drop_what_is_short() -> None:
    speech = np.zeros(600, dtype=np.float32)
    speech[100:200] = speech[205:300] = 0.9
    speech[400:405] = 0.9
    speech[500:560] = 0.6
    assert stretches(speech) == [(100, 200), (205, 300), (400, 405), (500, 560)]
    assert stretches(speech, pause=0.1, shortest=0.2) == [(100, 300), (500, 560)]
    assert stretches(speech, enter=0.8, leave=0.5, shortest=0.2) == [(100, 200), (205, 300)]
