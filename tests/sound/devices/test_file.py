from __future__ import annotations

import time
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.errors import FileError
from codev_voice.sound.devices.file import FileCapture, FileSystem
from codev_voice.sound.devices.values import Capture
from codev_voice.sound.segments import CALL, MICRO

if TYPE_CHECKING:
    from numpy.typing import NDArray


def recording(path: Path, *sides: NDArray[np.int16]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((len(sides), 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.stack(sides, axis=1).astype("<i2").tobytes())
    return path


def ramp(first: int) -> NDArray[np.int16]:
    return np.arange(first, first + 4_000, dtype=np.int16)


def heard(capture: Capture) -> list[int]:
    samples: list[int] = []
    while (chunk := capture.read()) is not None:
        assert chunk.size <= 1_600
        samples += chunk.tolist()
    return samples


def test_one_track_is_the_call(tmp_path: Path) -> None:
    system = FileSystem(recording(tmp_path / "appel.wav", ramp(1)), 100.0, lambda: 0.0)
    (source,) = system.sources()
    assert (source.channel, source.name, source.default) == (CALL, "l'enregistrement appel.wav", True)
    assert heard(system.open(source)) == pytest.approx(ramp(1).tolist(), abs=1)


def test_two_tracks_are_the_microphone_and_the_call(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    quiet = np.zeros(16_000, dtype=np.int16)
    left, right = (rng.integers(-9_000, 9_000, 16_000).astype(np.int16) for _ in range(2))
    path = recording(tmp_path / "deux.wav", np.concatenate([left, quiet]), np.concatenate([quiet, right]))
    system = FileSystem(path, 1_000.0, lambda: 0.0)
    sides = {source.channel: heard(system.open(source)) for source in system.sources()}
    assert sides[MICRO][:16_000] == pytest.approx(left.tolist(), abs=1)
    assert sides[CALL][16_000:] == pytest.approx(right.tolist(), abs=1)


def test_it_is_played_once_from_the_moment_it_begins(tmp_path: Path) -> None:
    moment = [3.0]
    system = FileSystem(recording(tmp_path / "appel.wav", np.arange(1, 14_001, dtype=np.int16)), 1.0, lambda: moment[0])
    (source,) = system.sources()
    before = system.open(source)
    heard(before)
    assert (before.start, before.ended) == (3.0, False)  # a level only: it will be played again
    moment[0] = 10.0
    system.begin()
    moment[0] = 10.2
    first = system.open(source)
    assert first.start == 10.0
    assert len(heard(first)) == 14_000
    assert first.ended
    moment[0] = 10.8
    after_a_pause = system.open(source)
    assert after_a_pause.start == 10.8
    assert heard(after_a_pause) == pytest.approx(list(range(12_801, 14_001)), abs=1)


class Waits:
    """Stands for the event of a capture's end: notes how long one waits for it."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.seconds.append(seconds)
        return False


def test_it_is_played_as_fast_as_it_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    system = FileSystem(recording(tmp_path / "appel.wav", ramp(1)), 2.0, lambda: 0.0)
    capture = system.open(system.sources()[0])
    assert isinstance(capture, FileCapture)
    waits = Waits()
    capture._closed = waits  # type: ignore[assignment] # a stand-in
    heard(capture)
    assert waits.seconds == pytest.approx([0.05, 0.1, 0.125, 0.125])
    assert (capture.quiet, capture.begun) == (0.0, True)


def test_what_is_read_late_is_given_at_once(tmp_path: Path) -> None:
    system = FileSystem(recording(tmp_path / "appel.wav", ramp(1)), 1.0, lambda: 0.0)
    capture = system.open(system.sources()[0])
    assert isinstance(capture, FileCapture)
    capture._opened -= 0.15
    waits = Waits()
    capture._closed = waits  # type: ignore[assignment] # a stand-in
    assert capture.read() is not None
    assert capture.read() is not None
    assert waits.seconds == [0.0, pytest.approx(0.05, abs=0.049)]


def test_closing_ends_a_read_that_waits(tmp_path: Path) -> None:
    system = FileSystem(recording(tmp_path / "appel.wav", ramp(1)), 0.001, lambda: 0.0)
    capture = system.open(system.sources()[0])
    capture.close()
    assert capture.read() is None
    assert not capture.ended
    system.watch(lambda: None)()


def test_a_file_that_is_no_recording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        FileSystem(tmp_path / "rien.wav", 1.0, lambda: 0.0)


def test_another_recorder_goes_on_where_the_first_began(tmp_path: Path) -> None:
    sound = recording(tmp_path / "appel.wav", np.arange(32_000, dtype=np.int16))
    system = FileSystem(sound, 1.0, lambda: 1.5, begun=0.5)
    system.begin()
    capture = system.open(system.sources()[0])
    block = capture.read()
    assert block is not None
    assert (capture.start, int(block[0])) == (1.5, 16_000)
