from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from pyannote.core import Annotation, Segment

from codev_voice.hearing import recognising
from codev_voice.hearing.embedding import DIMENSIONS, Windows, unit
from codev_voice.hearing.recognising import alone, by_sound, learnt, packed, recognised, unpacked
from codev_voice.sound.tracks import Tracks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def vector(*amounts: float) -> NDArray[np.float32]:
    """An embedding of length one with these first numbers."""
    found = np.zeros(DIMENSIONS, dtype=np.float32)
    found[: len(amounts)] = amounts
    return unit(found)


INES, BRUNO = vector(1), vector(0, 1)


def test_an_embedding_comes_through_as_bytes() -> None:
    assert len(packed(vector(1, 2))) == 4 * DIMENSIONS
    assert np.array_equal(unpacked(packed(vector(1, 2))), vector(1, 2))


def test_windows_are_whole_hers_alone_and_away_from_the_edges() -> None:
    assert alone([(0.0, 1.8)], [], most=90) == []
    assert alone([(0.0, 3.5)], [], most=90) == [(0.2, 1.7), (1.7, 3.2)]
    assert alone([(0.0, 3.5)], [(3.0, 9.0)], most=90) == [(0.2, 1.7)]
    assert alone([], [(0.0, 1.0)], most=90) == []


def test_windows_are_spread_over_what_she_says() -> None:
    found = alone([(0.0, 100.0), (200.0, 300.0)], [], most=6)
    assert len(found) == 4
    assert (found[0][0], found[-1][1] > 290) == (0.2, True)


def test_what_is_not_like_the_rest_is_left_out() -> None:
    sound, seconds = learnt(np.stack([INES] * 9 + [BRUNO]))
    assert seconds == 13.5
    assert sound @ INES == pytest.approx(1.0)
    assert learnt(np.zeros((0, DIMENSIONS), dtype=np.float32))[1] == 0


def test_a_voice_clearly_like_somebody_is_hers() -> None:
    people = {"Inès": INES, "Bruno": BRUNO}
    assert recognised({"v1": vector(0.9, 0.1), "v2": vector(0, 0.2, 0.9)}, people) == {"v1": "Inès"}
    assert recognised({"v1": BRUNO, "v2": INES}, people) == {"v1": "Bruno", "v2": "Inès"}


def test_a_voice_that_is_nearly_as_much_another_s_is_nobody_s() -> None:
    assert recognised({"v1": vector(0.9, 0.3), "v2": vector(0.8, 0, 0.5)}, {"Inès": INES}) == {}
    assert recognised({"v1": vector(0.7, 0.7), "v2": vector(0, 0, 1)}, {"Inès": INES, "Bruno": BRUNO}) == {}


def test_strangers_are_nobody() -> None:
    assert recognised({"v1": vector(0.6, 0, 0.8), "v2": vector(0, 0, 1)}, {"Inès": INES}) == {}
    assert recognised({}, {"Inès": INES}) == {}
    assert recognised({"v1": INES}, {}) == {}


def test_a_voice_that_is_the_only_one_must_be_more_alike() -> None:
    likely = vector(0.7, 0, (1 - 0.49) ** 0.5)
    assert recognised({"v1": likely}, {"Inès": INES}) == {}
    assert recognised({"v1": likely, "v2": vector(0, 0, 1)}, {"Inès": INES}) == {"v1": "Inès"}
    assert recognised({"v1": vector(0.9, 0, 0.3)}, {"Inès": INES}) == {"v1": "Inès"}


def test_the_voices_of_a_recording_are_compared_each_on_its_own_track(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[float, int]] = []

    def heard(sound: NDArray[np.float32], spans: Sequence[tuple[float, float]], *, threads: int) -> Windows:
        asked.append((float(sound[0]), len(spans)))
        rows = [INES if sound[0] == 1 else BRUNO if start < 20 else vector(0, 0, 1) for start, _ in spans]
        return Windows(np.zeros(len(rows)), np.zeros(len(rows)), np.stack(rows))

    monkeypatch.setattr(recognising, "embed", heard)
    side = np.ones(40 * 16_000, dtype=np.float32)
    tracks = Tracks(side * 3, side, side * 2)
    voices = Annotation()
    for number, (start, end, label) in enumerate([(0, 9, "micro"), (10, 19, "v1"), (20, 29, "v2"), (30, 33, "v3"), (28, 29, "v3")]):
        voices[Segment(start, end), number] = label
    told: list[float] = []
    people = {"Inès": INES, "Bruno": BRUNO}
    assert by_sound(tracks, voices, people, progress=lambda _, done: told.append(done)) == {"micro": "Inès", "v1": "Bruno"}
    assert asked == [(1.0, 5), (2.0, 5), (2.0, 5)]
    assert told[-1] == 1.0
    assert by_sound(Tracks(side), voices, {}) == {}
    assert len(asked) == 3
