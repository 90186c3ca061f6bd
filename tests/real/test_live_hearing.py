"""The live worker's own process, on a session's first forty seconds already on the disk: what it says, and what a death costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
import pytest

from codev_voice.evaluation.sound import normalised, read_turns
from codev_voice.hearing.live.messages import Begin, Behind, Done, Finish, Message, Ready, Settled, decode_message
from codev_voice.hearing.live.vad import Vad
from codev_voice.hearing.speech import ENTER, SECONDS, probabilities
from codev_voice.hearing.words import prompt
from codev_voice.session.events import Heard
from codev_voice.session.lines import encode
from codev_voice.session.toml import read_seance
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.segments import CALL, MICRO, SegmentWriter
from codev_voice.sound.tracks import RATE, Tracks
from codev_voice.weights import whisper_folder

pytestmark = pytest.mark.real

SAMPLES = Path(__file__).parents[2] / "samples"
END = 38.2
"""Seconds heard: up to a silence between two turns."""
PATIENCE = 300.0


@dataclass
class Ran:
    """What a worker said, how it ended, and what it wrote on its error output."""

    said: list[Message]
    code: int
    errors: bytes

    @property
    def pieces(self) -> list[Heard]:
        return [message.piece for message in self.said if isinstance(message, Settled)]


@pytest.fixture(scope="module")
def tracks() -> Tracks:
    whole = read_tracks(SAMPLES / "seance.opus")
    assert whole.micro is not None
    assert whole.call is not None
    end = int(END * RATE)
    return Tracks(whole.mono[:end], whole.micro[:end], whole.call[:end])


@pytest.fixture(scope="module")
def folder(tracks: Tracks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("live") / "sound"
    for channel, track in ((MICRO, tracks.micro), (CALL, tracks.call)):
        assert track is not None
        with SegmentWriter(folder, channel) as writer:
            writer.write(0.0, (np.clip(track, -1, 1) * 32_767).astype(np.int16))
    return folder


@pytest.fixture(scope="module")
def truth() -> str:
    return " ".join(spoken.text or "" for spoken in read_turns(SAMPLES / "seance.turns.json") if spoken.end <= END)


def _run(folder: Path, known: list[Heard], until: Callable[[list[Message]], bool] = lambda _: False) -> Ran:
    """Let a worker hear the folder to its end, or kill it as soon as `until`."""
    seance = read_seance(SAMPLES / "seance.toml")
    model = str(whisper_folder("base"))
    begin = Begin(
        folder=str(folder),
        model=model,
        quick=model,
        prompt=prompt(seance),
        people=len(seance.people),
        threads=1,
        since=max((piece.end for piece in known), default=0.0),
        number=len(known),
        known=tuple((piece.id, piece.start, piece.end, piece.voice) for piece in known),
    )
    command = [sys.executable, "-m", "codev_voice.hearing.live"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert worker.stderr is not None
        worker.stdin.write(encode(begin) + encode(Finish()))
        worker.stdin.flush()
        said: list[Message] = []
        for line in worker.stdout:
            said.append(decode_message(line))
            if until(said):
                worker.kill()
                break
        errors = worker.stderr.read()
        return Ran(said, worker.wait(PATIENCE), errors)


@pytest.fixture(scope="module")
def heard(folder: Path) -> Ran:
    return _run(folder, [])


def _in_order(pieces: list[Heard]) -> None:
    assert [piece.id for piece in pieces] == [f"p{rank:06d}" for rank in range(len(pieces))]
    starts = [word[1] for piece in pieces for word in piece.words]
    assert starts == sorted(starts)
    assert all(piece.end - piece.start <= 8.0 for piece in pieces)


def _wer(truth: str, pieces: list[Heard]) -> float:
    said = " ".join(piece.text for piece in pieces)
    return float(jiwer.wer(normalised(truth), normalised(said)))


def test_the_whole_is_said_once_and_in_order(heard: Ran, truth: str) -> None:
    assert heard.code == 0
    assert isinstance(heard.said[0], Ready)
    assert isinstance(heard.said[-1], Done)
    _in_order(heard.pieces)
    assert _wer(truth, heard.pieces) < 0.45
    last = [message for message in heard.said if isinstance(message, Behind)][-1]
    assert last.lag == 0.0
    assert last.heard == pytest.approx(END, abs=0.01)


def test_the_facilitator_is_known_by_her_own_track(heard: Ran) -> None:
    """Olivier speaks on the microphone, Lucie in the call."""
    spoken = {
        speaker: [p for p in heard.pieces if start < (p.start + p.end) / 2 < end]
        for speaker, start, end in (("O", 1, 9.5), ("L", 11, 17.5))
    }
    assert {piece.voice for piece in spoken["O"]} == {"Micro"}
    assert "Micro" not in {piece.voice for piece in spoken["L"]}


def test_nothing_is_written_on_the_error_output(heard: Ran) -> None:
    assert heard.errors == b""


def test_killed_in_the_middle_nothing_is_said_twice_nor_lost(heard: Ran, folder: Path, truth: str) -> None:
    half = len(heard.pieces) // 2
    first = _run(folder, [], lambda said: sum(isinstance(message, Settled) for message in said) == half)
    assert first.code < 0
    second = _run(folder, first.pieces)
    assert second.code == 0
    pieces = [*first.pieces, *second.pieces]
    _in_order(pieces)
    assert _wer(truth, pieces) < 0.45
    said = [normalised(word[0]) for piece in pieces for word in piece.words]
    at = sum(len(piece.words) for piece in first.pieces)
    around = said[max(0, at - 4) : at], said[at : at + 4]
    assert not any(around[0][-size:] == around[1][:size] for size in range(1, 5)), around
    assert second.errors == b""


def test_speech_is_found_the_same_as_it_comes(tracks: Tracks) -> None:
    vad = Vad()
    for at in range(0, tracks.mono.size, 640):
        vad.feed(tracks.mono[at : at + 640])
    spoken = probabilities(tracks.mono)[: tracks.mono.size // 512] >= ENTER
    found = [vad.spoken(rank * SECONDS, (rank + 1) * SECONDS) > 0 for rank in range(spoken.size)]
    assert np.count_nonzero(np.array(found) != spoken) <= 2  # a rounding apart
