"""The bundled networks tell the sample session's voices apart as they are heard."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from codev_voice.evaluation.sound import Spoken, read_turns
from codev_voice.hearing.live.voices import LiveVoices
from codev_voice.session.values import Word
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE

pytestmark = pytest.mark.real
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "seance.opus"
LENGTH = 75
"""Seconds followed: the round in which everybody says a few words, and a little more."""


def words(turn: Spoken) -> list[Word]:
    """The turn's words spread evenly."""
    texts = (turn.text or "").split()
    long = (turn.end - turn.start) / len(texts)
    return [Word(text, turn.start + at * long, turn.start + (at + 1) * long) for at, text in enumerate(texts)]


@pytest.mark.parametrize("two_tracks", [True, False], ids=["two tracks", "one track"])
def test_most_words_of_the_first_minute_go_to_who_said_them(two_tracks: bool) -> None:  # noqa: FBT001 -- a test's parameter
    tracks = read_tracks(SAMPLE)
    assert tracks.call is not None
    assert tracks.micro is not None
    said = [(turn.speaker, word) for turn in read_turns(SAMPLE.with_suffix(".turns.json")) for word in words(turn) if word.end < LENGTH - 3]
    live = LiveVoices(people=6, two_tracks=two_tracks)
    given: list[str | None] = []
    for at in range(0, LENGTH * RATE, RATE):
        here = slice(at, at + RATE)
        if two_tracks:
            live.feed(tracks.call[here], tracks.micro[here])
        else:
            live.feed(tracks.mono[here])
        now = at // RATE + 1
        given += live.voices([word for _, word in said[len(given) :] if word.end < now - 2])
    shared = Counter((label, speaker) for label, (speaker, _) in zip(given, said, strict=True) if label)
    names = {label: max(shared, key=lambda pair: shared[pair] * (pair[0] == label))[1] for label, _ in shared}
    right = sum(names.get(label or "") == speaker for label, (speaker, _) in zip(given, said, strict=True))
    wrong = sum(label is not None and names[label] != speaker for label, (speaker, _) in zip(given, said, strict=True))
    assert len(set(names.values())) == len(names) == 6
    assert right > 0.6 * len(said)
    assert wrong < 0.08 * len(said)
    assert ("micro" in names) == two_tracks
    # Told nothing but the stretches, it knows most of them afterwards.
    pieces: list[tuple[str, float, float, str | None]] = [
        (str(at), word.start - 0.5, word.end + 0.5, None) for at, (_, word) in enumerate(said)
    ]
    changed = live.corrections(pieces)
    known = [(changed[str(at)], speaker) for at, (speaker, _) in enumerate(said) if str(at) in changed]
    assert len(known) > 0.4 * len(said)
    assert sum(names[label] == speaker for label, speaker in known) > 0.85 * len(known)
