"""Real models on real sound: the opening minute and a half of the sample session, where everybody says who they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyannote.core import Segment

from codev_voice.evaluation.sound import Spoken, read_turns, score_sound
from codev_voice.hearing import speech
from codev_voice.hearing.batch import Heard, hear
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Role, Turn
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE, Tracks
from codev_voice.weights import whisper_folder

pytestmark = pytest.mark.real

SAMPLES = Path(__file__).parents[2] / "samples"
SECONDS = 90


class _Cache(dict[str, bytes]):
    def put(self, key: str, value: bytes) -> None:
        self[key] = value


class _StoppedError(Exception):
    """Somebody pressed Ctrl-C."""


@pytest.fixture(scope="module")
def seance() -> Seance:
    return read_seance(SAMPLES / "seance.toml")


@pytest.fixture(scope="module")
def tracks() -> Tracks:
    whole = read_tracks(SAMPLES / "seance.opus")
    assert whole.micro is not None
    assert whole.call is not None
    end = SECONDS * RATE
    return Tracks(whole.mono[:end], whole.micro[:end], whole.call[:end])


@pytest.fixture(scope="module")
def truth() -> tuple[Spoken, ...]:
    return tuple(spoken for spoken in read_turns(SAMPLES / "seance.turns.json") if spoken.end <= SECONDS)


@pytest.fixture(scope="module")
def kept(tracks: Tracks, seance: Seance) -> _Cache:
    """What an interrupted hearing left: its words, not its voices."""
    cache = _Cache()

    def stop(doing: str, done: float) -> None:
        if doing == "Transcription" and done == 1.0:
            raise _StoppedError

    with pytest.raises(_StoppedError):
        hear(tracks, seance, whisper=whisper_folder("base"), cache=cache, progress=stop)
    return cache


@pytest.fixture(scope="module")
def heard(tracks: Tracks, seance: Seance, kept: _Cache) -> Heard:
    """Taken up again without a model: every word must come from what was kept."""
    return hear(tracks, seance, whisper=whisper_folder("base"), cache=kept, progress=silent)


def _turns(heard: Heard) -> list[Turn]:
    people = {voice.label: voice.person for voice in heard.voices}
    return [
        Turn(at, piece.start, piece.end, piece.voice, piece.text, people[piece.voice], words=piece.words)
        for at, piece in enumerate(heard.pieces)
    ]


def test_words_and_voices_are_right(heard: Heard, truth: tuple[Spoken, ...]) -> None:
    scores = score_sound(
        [turn for turn in _turns(heard) if turn.end <= truth[-1].end + 1],
        truth,
        seconds=SECONDS,
        wall=1.0,
        processor=1.0,
        peak_memory=0,
        voices=heard.diarisation.crop(Segment(0.0, truth[-1].end)),
    )
    assert scores["wer"] < 0.35
    assert scores["words_right"] > 0.9
    assert scores["der"] < 0.08


def test_nobody_is_misnamed(heard: Heard, truth: tuple[Spoken, ...], seance: Seance) -> None:
    named = {voice.label: voice.person for voice in heard.voices if voice.person}
    assert seance.named(Role.FACILITATOR)[0] in named.values()
    assert len(named) >= 3
    for label, person in named.items():
        timeline = heard.diarisation.label_timeline(label)
        talk = {
            speaker: sum(
                max(0.0, min(segment.end, spoken.end) - max(segment.start, spoken.start))
                for segment in timeline
                for spoken in truth
                if spoken.speaker == speaker
            )
            for speaker in {spoken.speaker for spoken in truth}
        }
        assert max(talk, key=lambda speaker: talk[speaker]) == person


def test_hearing_goes_on_where_it_stopped(tracks: Tracks, seance: Seance, heard: Heard, kept: _Cache) -> None:
    told: list[str] = []
    again = hear(tracks, seance, whisper=whisper_folder("base"), cache=kept, progress=lambda doing, _: told.append(doing))
    assert again.pieces == heard.pieces
    assert again.voices == heard.voices
    assert len(kept) == 2


def test_speech_is_found_the_same_by_blocks(tracks: Tracks) -> None:
    from faster_whisper.vad import get_vad_model

    whole = get_vad_model()(np.pad(tracks.mono, (0, -tracks.mono.size % 512))).reshape(-1)
    assert np.abs(speech.probabilities(tracks.mono) - whole).max() < 1e-4
