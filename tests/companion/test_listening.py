from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np

from codev_voice.companion.listening import piece_sound
from codev_voice.session.events import Heard
from codev_voice.session.values import Piece
from codev_voice.sound.segments import CALL, MICRO, SegmentWriter
from codev_voice.sound.tracks import RATE

EVENTS = [
    Heard.of(Piece("p1", 1.0, 1.5, "v", "Bonjour.")),
    Heard.of(Piece("p2", 0.1, 0.2, "v", "Oui.")),
    Heard.of(Piece("p3", 9.0, 9.5, "v", "Fin.")),
]


def _recorded(folder: Path) -> Path:
    for channel, level in ((CALL, 1_000), (MICRO, 300)):
        with SegmentWriter(folder, channel) as writer:
            writer.write(0.0, np.full(RATE, level, dtype=np.int16))
            writer.write(1.0, np.full(RATE, 32_000 if channel == CALL else level, dtype=np.int16))
    return folder


def _samples(data: bytes | None) -> list[int]:
    assert data is not None
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        samples: list[int] = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").tolist()
        return samples


def test_a_piece_is_played_with_a_little_around_both_sides_mixed(tmp_path: Path) -> None:
    samples = _samples(piece_sound(_recorded(tmp_path / "sound"), EVENTS, "p1"))
    assert len(samples) == round(1.1 * RATE)
    assert (samples[0], samples[round(0.29 * RATE)], samples[round(0.31 * RATE)], samples[-1]) == (1_300, 1_300, 32_300, 32_300)


def test_nothing_is_played_before_the_beginning_and_two_voices_do_not_wrap(tmp_path: Path) -> None:
    assert len(_samples(piece_sound(_recorded(tmp_path / "sound"), EVENTS, "p2"))) == round(0.5 * RATE)
    with SegmentWriter(tmp_path / "fort", MICRO) as one, SegmentWriter(tmp_path / "fort", CALL) as other:
        for writer in (one, other):
            writer.write(0.0, np.full(RATE, 30_000, dtype=np.int16))
    assert max(_samples(piece_sound(tmp_path / "fort", EVENTS, "p2"))) == 32_767


def test_a_piece_that_is_not_there_or_whose_sound_is_gone_is_not_played(tmp_path: Path) -> None:
    sound = _recorded(tmp_path / "sound")
    assert piece_sound(sound, EVENTS, "ailleurs") is None
    assert piece_sound(sound, EVENTS, "p3") is None
    assert piece_sound(tmp_path / "nulle part", EVENTS, "p1") is None
