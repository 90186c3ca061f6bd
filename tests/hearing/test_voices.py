from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyannote.core import Segment

from codev_voice.hearing import networks, voices
from codev_voice.hearing.clustering import Voices
from codev_voice.hearing.embedding import DIMENSIONS, Windows, unit
from codev_voice.hearing.segmentation import FRAMES, SECONDS, STRIDE
from codev_voice.hearing.voices import annotation, closed, diarise, owner, relearned
from codev_voice.sound.tracks import RATE, Tracks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from codev_voice.session.progress import Progress

TONES = (300, 700, 1_500, 3_000)
"""Hertz: in these tests everybody hums one note, and a voice is known by its note."""


def _speech(inputs: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    sound = inputs["sound"][:, 0, : FRAMES * STRIDE].reshape(-1, FRAMES, STRIDE)
    loud = np.abs(sound).max(axis=-1) > 0.01
    classes = np.full((*loud.shape, 7), 1e-6, dtype=np.float32)
    np.put_along_axis(classes, loud[..., None].astype(int), 1.0, axis=-1)
    return np.log(classes)


def _embed(sound: NDArray[np.float32], spans: list[tuple[float, float]], *, progress: Progress, threads: int) -> Windows:
    """Windows of a second every half, none in shorter speech; a vector says which notes are in its window."""
    rng = np.random.default_rng(threads)
    starts = [start + step / 2 for start, end in spans for step in range(int(2 * (end - start)) - 1)]
    vectors = 0.004 * rng.standard_normal((len(starts), DIMENSIONS))
    for vector, start in zip(vectors, starts, strict=True):
        piece = sound[int(start * RATE) : int((start + 1) * RATE)]
        waves = np.exp(-2j * np.pi * np.outer(TONES, np.arange(piece.size)) / RATE)
        vector[: len(TONES)] += np.abs(waves @ piece) / piece.size
    progress("Écoute des voix", 1.0)
    ends = np.array(starts) + 1
    return Windows(np.array(starts), ends, unit(vectors.astype(np.float32)))


@pytest.fixture(autouse=True)
def _networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "network", lambda _name, _threads: _speech)
    monkeypatch.setattr(voices, "embed", _embed)


def hum(turns: list[tuple[int, float, float]], seconds: float, volume: float = 0.3) -> NDArray[np.float32]:
    """A sound in which each turn (person, start, end) is a note, in a little noise."""
    rng = np.random.default_rng(4)
    sound = rng.standard_normal(int(seconds * RATE)) * 1e-4
    time = np.arange(sound.size) / RATE
    for person, start, end in turns:
        here = (time >= start) & (time < end)
        sound[here] += volume * np.sin(2 * np.pi * TONES[person] * time[here])
    return sound.astype(np.float32)


TURNS = [(0, 1, 6), (1, 7, 12), (2, 13, 18), (0, 19, 24), (1, 25, 30), (2, 31, 36)]


def test_voices_are_told_apart_and_numbered_by_first_speech() -> None:
    told: list[str] = []
    found = diarise(Tracks(hum([(p, s, e) for p, s, e in TURNS], 40)), progress=lambda doing, _done: told.append(doing))
    assert [label for _, _, label in found.itertracks(yield_label=True)] == ["v1", "v2", "v3", "v1", "v2", "v3"]
    for (segment, _), (_, start, end) in zip(found.itertracks(), TURNS, strict=True):
        assert (segment.start, segment.end) == (pytest.approx(start, abs=0.1), pytest.approx(end, abs=0.1))
    assert list(dict.fromkeys(told)) == ["Repérage de la parole", "Écoute des voix", "Regroupement des voix"]


def test_the_microphone_is_the_facilitator_and_its_leaks_nobody() -> None:
    micro, call = hum([(0, 1, 6), (0, 19, 24)], 40), hum([(1, 7, 12), (2, 13, 18), (1, 25, 30), (2, 31, 36)], 40)
    found = diarise(Tracks(micro + call, micro + 0.3 * call, call + 0.1 * micro), people=3)
    assert [label for _, _, label in found.itertracks(yield_label=True)] == ["micro", "v1", "v2", "micro", "v1", "v2"]


def test_the_roster_bounds_the_voices() -> None:
    assert len(diarise(Tracks(hum([(p, s, e) for p, s, e in TURNS], 40)), people=2).labels()) == 2
    assert len(diarise(Tracks(hum([(p, s, e) for p, s, e in TURNS], 40)), most=1).labels()) == 1


def test_nobody_speaks() -> None:
    assert not diarise(Tracks(np.zeros(RATE, dtype=np.float32)))
    assert not diarise(Tracks(np.zeros(0, dtype=np.float32)))


def test_speech_too_short_for_an_embedding_is_still_somebody() -> None:
    assert diarise(Tracks(hum([(0, 1, 1.4)], 3))).labels() == ["v1"]


def test_overlapping_voices_keep_both() -> None:
    found = annotation([(2.0, 4.0, "1"), (0.0, 3.0, "0"), (3.0, 3.5, "0"), (5.0, 5.0, "2")])
    assert [(segment, label) for segment, _, label in found.itertracks(yield_label=True)] == [
        (Segment(0, 3.5), "v1"),
        (Segment(2, 4), "v2"),
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)), max_size=20), st.floats(0, 1))
def test_closing_pauses_keeps_all_speech_in_order(steps: list[tuple[int, int]], pause: float) -> None:
    where, at = [], 0
    for gap, length in steps:
        where.append((at + gap + 1, at + gap + 1 + length))
        at = where[-1][1]
    phrases = closed(where, pause)
    assert all(any(low <= first and last <= high for low, high in phrases) for first, last in where)
    assert all((after[0] - before[1]) * SECONDS > pause for before, after in pairwise(phrases))


def test_an_owner_is_alone() -> None:
    assert owner(np.array([-1, 2, 2, -1])) == 2
    assert owner(np.array([1, 2])) == owner(np.array([-1])) == -1


def test_a_voice_without_a_window_of_its_own_is_left_as_it_was() -> None:
    known = Voices(np.zeros(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    windows = Windows(np.array([0.0]), np.array([1.0]), np.array([[0.6, 0.8]], dtype=np.float32))
    again = relearned(known, windows, np.zeros(100, dtype=np.int_))
    assert again.centroids.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 1]]
    assert voices.FACILITATOR == "micro"
