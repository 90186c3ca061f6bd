"""The composition, on what was kept: no model is run but the speech detector."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from codev_voice.errors import FileError
from codev_voice.hearing import batch, speech
from codev_voice.hearing.batch import hear
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Role, Voice
from codev_voice.sound.tracks import Tracks

SEANCE = Seance(people=(Person("Malik", Role.FACILITATOR), Person("Sophie", Role.CLIENT)))
SECONDS = 8
SIDE = np.zeros(SECONDS * 16_000, dtype=np.float32)
TWO = Tracks(SIDE, SIDE, SIDE)


def _sentence(text: str, start: float) -> dict[str, object]:
    words = [
        {"text": word, "start": start + at * 0.4, "end": start + at * 0.4 + 0.3, "probability": 0.9} for at, word in enumerate(text.split())
    ]
    return {"words": words, "no_speech": 0.1, "confidence": -0.2, "compression": 1.1}


class _Kept:
    """What an earlier run left: words and voices."""

    def __init__(self, sentences: list[dict[str, object]], voices: list[tuple[float, float, str]]) -> None:
        self.left = {"words": json.dumps(sentences).encode(), "voices": json.dumps(voices).encode()}

    def get(self, key: str) -> bytes | None:
        return self.left[key.partition("-")[0]]

    def put(self, key: str, value: bytes) -> None:
        raise AssertionError(key, value)


@pytest.fixture
def _all_speech(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "probabilities", lambda mono: np.full(mono.size // 512, 0.9, dtype=np.float32))


@pytest.mark.usefixtures("_all_speech")
def test_words_voices_and_names_come_together() -> None:
    cache = _Kept(
        [
            _sentence("Bonsoir, à toi Sophie.", 0.5),
            _sentence("Moi c'est Sophie, bonsoir.", 3.0),
            _sentence("Sous-titrage Société Radio-Canada", 6.0),
        ],
        [(0.4, 2.2, "micro"), (2.9, 4.8, "v1"), (6.0, 6.3, "v2")],
    )
    heard = hear(TWO, SEANCE, whisper=Path("nowhere"), cache=cache, progress=silent)
    assert [(piece.voice, piece.channel, piece.text, piece.opens) for piece in heard.pieces] == [
        ("Voix 1", "micro", "Bonsoir, à toi Sophie.", True),
        ("Voix 2", "appel", "Moi c'est Sophie, bonsoir.", True),
    ]
    assert heard.voices == (Voice("Voix 1", "Malik", Role.FACILITATOR), Voice("Voix 2", "Sophie", Role.CLIENT))
    assert heard.seconds == SECONDS
    assert heard.diarisation.labels() == ["Voix 1", "Voix 2", "Voix 3"]
    assert heard.diarisation.label_duration("Voix 2") == pytest.approx(1.9)


@pytest.mark.usefixtures("_all_speech")
def test_who_asked_to_be_recognised_is_named_from_the_sound_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"Sophie": np.ones(192, dtype=np.float32)}
    asked: list[object] = []

    def found(_tracks: Tracks, _voices: object, people: object, **_: object) -> dict[str, str]:
        asked.append(people)
        return {"v1": "Sophie"} if people else {}

    monkeypatch.setattr(batch, "by_sound", found)
    sentences = [_sentence("On commence, bonsoir.", 0.5), _sentence("D'accord, allons-y.", 3.0)]
    cache = _Kept(sentences, [(0.4, 2.2, "v2"), (2.9, 4.8, "v1")])
    one = Tracks(SIDE)
    named = [hear(one, SEANCE, whisper=Path("nowhere"), cache=cache, progress=silent, known=given).voices for given in (None, known)]
    assert [[voice.person for voice in voices] for voices in named] == [[None, None], [None, "Sophie"]]
    assert asked == [{}, known]


@pytest.mark.usefixtures("_all_speech")
def test_a_recording_without_a_word_is_refused() -> None:
    cache = _Kept([_sentence("Sous-titrage Société Radio-Canada", 1.0)], [(0.0, 3.0, "v1")])
    with pytest.raises(FileError, match="aucun mot compréhensible"):
        hear(TWO, SEANCE, whisper=Path("nowhere"), cache=cache, progress=silent)


def test_noise_is_not_speech() -> None:
    noise = np.random.default_rng(1).standard_normal(3 * 16_000).astype(np.float32) * np.float32(0.1)
    with pytest.raises(FileError, match="aucune parole"):
        hear(Tracks(noise), SEANCE, whisper=Path("nowhere"), cache=_Kept([], []), progress=silent)
