from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.hearing.live.voices_sound import FRESH, WINDOW, RunningSound
from codev_voice.hearing.segmentation import FRAMES, SECONDS, STRIDE
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Loudness:
    """An ear that hears speech where it is loud."""

    def activity(self, chunk: NDArray[np.float32]) -> NDArray[np.float32]:
        loud = np.abs(chunk[: FRAMES * STRIDE].reshape(FRAMES, STRIDE)).max(axis=1) > 0.01
        return np.stack([loud, np.zeros(FRAMES), np.zeros(FRAMES)]).astype(np.float32)

    def vectors(self, pieces: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        raise NotImplementedError


def noise(turns: Sequence[tuple[float, float]], seconds: float, volume: float = 0.1) -> NDArray[np.float32]:
    """Noise in these stretches, silence elsewhere."""
    sound = volume * np.random.default_rng(3).choice([-1, 1], int(seconds * RATE))
    time = np.arange(sound.size) / RATE
    return np.where(np.any([(time >= start) & (time < end) for start, end in turns], axis=0), sound, 0).astype(np.float32)


def cuts(sound: NDArray[np.float32], step: float) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """All windows of a sound, and the ends of what went on at each step."""
    heard = RunningSound(Loudness(), two_tracks=False)
    spans: list[tuple[float, float]] = []
    going: list[tuple[float, float]] = []
    for at in range(0, sound.size, int(step * RATE)):
        heard.feed(sound[at : at + int(step * RATE)], None)
        heard.listen()
        cut = heard.cut()
        assert len(cut.pure) == len(cut.spans)
        assert all(
            abs(piece.size - (end - start) * RATE) <= 2 for piece, (start, end) in zip(heard.pieces(cut.spans), cut.spans, strict=True)
        )
        spans += cut.spans
        going += cut.going
    return spans, going


@pytest.mark.parametrize("step", [0.5, 1.0, 3.7])
def test_windows_cover_speech_every_half_second(step: float) -> None:
    spans, going = cuts(noise([(1, 6), (8, 8.7), (11, 30)], 34), step)
    starts = [start for start, _ in spans]
    assert starts == sorted(starts)
    assert len(starts) == len(set(starts))
    assert spans[0] == pytest.approx((1, 2.5), abs=0.05)
    assert sum(1 for start, _ in spans if start < 7) in {8, 9}
    assert [span for span in spans if 7 < span[0] < 10] == [pytest.approx((8, 8.7), abs=0.05)]
    assert spans[-1] == pytest.approx((28.5, 30), abs=0.05)
    assert np.diff([start for start, _ in spans if start > 10]).max() == pytest.approx(0.5)
    assert all(end - start <= WINDOW + 1e-6 for start, end in going)


def test_speech_that_goes_on_is_looked_at_up_to_now() -> None:
    heard = RunningSound(Loudness(), two_tracks=False)
    heard.feed(noise([(1, 9)], 3.3), None)
    heard.listen()
    (going,) = heard.cut().going
    assert going == pytest.approx((3.3 - FRESH - WINDOW, 3.3 - FRESH), abs=0.1)
    assert heard.last == pytest.approx((3.3 - FRESH) / SECONDS, abs=2)
    assert heard.waiting == 0


def test_the_facilitator_is_who_is_louder_in_the_microphone() -> None:
    heard = RunningSound(Loudness(), two_tracks=True)
    mine, theirs = noise([(1, 3)], 9), noise([(5, 7)], 9)
    heard.feed(theirs + 0.1 * mine, mine + 0.3 * theirs)
    while heard.waiting:
        heard.listen()
    activity, hers = heard.activity(0, heard.last)
    middle = [round(at / SECONDS) for at in (2, 4, 6)]
    assert hers[middle].tolist() == [True, False, False]
    assert activity.speech[middle].tolist() == [0, 0, 1]
    # Of one voice and its leak, only one is ever heard.
    assert not (hers & (activity.speech > 0.5)).any()


def test_without_a_microphone_nobody_is_the_facilitator() -> None:
    heard = RunningSound(Loudness(), two_tracks=False)
    heard.feed(noise([(1, 3)], 4), None)
    heard.listen()
    assert not heard.activity(0, 200)[1].any()


def test_no_sound_is_kept_beyond_what_is_needed() -> None:
    heard = RunningSound(Loudness(), two_tracks=True)
    for _ in range(60):
        heard.feed(np.ones(RATE, dtype=np.float32), None)
        heard.listen()
    assert heard._sound.nbytes <= 2 * 4 * 11 * RATE
