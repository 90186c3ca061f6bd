from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.hearing.live.voices_activity import RunningActivity
from codev_voice.hearing.segmentation import CHUNK, FRAMES, STRIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Loudness:
    """An ear whose speech is how loud a frame is, whose overlap and change are constant."""

    def __init__(self) -> None:
        self.asked = 0

    def activity(self, chunk: NDArray[np.float32]) -> NDArray[np.float32]:
        self.asked += 1
        loud = np.abs(chunk[: FRAMES * STRIDE].reshape(FRAMES, STRIDE)).max(axis=1)
        return np.stack([loud, np.full(FRAMES, 0.25), np.full(FRAMES, 0.75)]).astype(np.float32)

    def vectors(self, pieces: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        raise NotImplementedError


def test_each_frame_is_the_mean_of_what_was_heard_of_it() -> None:
    heard = RunningActivity(Loudness())
    sound = np.repeat(np.array([0.5, 1.0, 0.5]), 100 * STRIDE).astype(np.float32)
    for frames in (120, 200, 300):
        heard.listen(sound[: frames * STRIDE], 0)
    found = heard.between(50, 350)
    assert found.speech[[0, 60, 160, 249, 250]] == pytest.approx([0.5, 1.0, 0.5, 0.5, 0.0])
    assert found.overlap[[0, 249, 250]] == pytest.approx([0.25, 0.25, 0.0])
    assert found.change[:250] == pytest.approx(0.75)
    assert heard.power(99, 101) == pytest.approx([0.25, 1.0])


def test_chunks_go_on_with_the_sound() -> None:
    heard = RunningActivity(Loudness())
    sound = np.ones(CHUNK, dtype=np.float32)
    for start in (0, 60, 120):
        heard.listen((sound * (1 + start) / 200).astype(np.float32), start)
    assert heard.between(0, 1).speech == pytest.approx([1 / 200])
    assert heard.between(120 + FRAMES - 1, 120 + FRAMES + 1).speech == pytest.approx([121 / 200, 0])
    assert heard.power(FRAMES, FRAMES + 1) == pytest.approx([(61 / 200) ** 2])


def test_ten_silent_seconds_are_not_listened_to() -> None:
    ear = Loudness()
    heard = RunningActivity(ear)
    heard.listen(np.zeros(CHUNK, dtype=np.float32), 0)
    heard.listen(np.zeros(0, dtype=np.float32), 700)
    assert ear.asked == 0
    assert not heard.between(0, FRAMES).speech.any()
