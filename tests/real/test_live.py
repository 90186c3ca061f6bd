"""A live session as a facilitator has it: the command itself, its page, its processes, killed at the worst moments."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from codev_voice.session.events import Ended, Event, Heard, StageMoved, Unknown
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.segments import CALL, read_blocks
from codev_voice.sound.tracks import RATE
from real import sound_server
from real.sound_server import Server

pytestmark = pytest.mark.real
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LIMIT = 240.0
RECORDER = "codev_voice.sound.recorder"
PEOPLE = re.findall(r'^name = "(.+)"', (SAMPLES / "seance.toml").read_text(encoding="utf-8"), re.MULTILINE)


def until(true: Callable[[], Any]) -> Any:  # noqa: ANN401 - what was waited for
    """Models are loaded and words are heard meanwhile."""
    return sound_server.until(true, LIMIT)


class Command:
    """`codev-voice live` or `resume`, and its page."""

    def __init__(self, *words: str, environment: dict[str, str] | None = None, leaves: bool = True) -> None:
        command = [sys.executable, "-m", "codev_voice", *words, "--no-browser", *(["--leave"] if leaves else [])]
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        assert self.child.stdout is not None
        match = re.search(r"127\.0\.0\.1:(\d+)(/[^/]+/)", self.child.stdout.readline())
        assert match is not None, self.child.stderr.read() if self.child.stderr else ""
        self.port, self.path = int(match[1]), match[2]

    def act(self, act: str, **what: object) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", f"{self.path}acts", json.dumps({"act": act, **what}), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        assert answer.status == 200, said

    def begin(self) -> None:
        for person in PEOPLE:
            self.act("consent", person=person, given=True)
        self.act("start")

    def children(self, module: str) -> list[int]:
        """The processes of this session that run this module."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((place / "stat").read_text().rsplit(") ", 1)[1].split()[1])
                command = (place / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if parent == self.child.pid and module.encode() in command:
                found.append(int(place.name))
        return sorted(found)

    def end(self) -> tuple[int, str]:
        _, errors = self.child.communicate(timeout=LIMIT)
        return self.child.returncode, errors


def replaced(session: Command, dead: int) -> Callable[[], bool]:
    """Whether two recorders run, neither of them the dead one."""
    return lambda: len(set(session.children(RECORDER)) - {dead}) == 2


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if shutil.which("pulseaudio") is None or shutil.which("parec") is None:
        pytest.skip("PulseAudio is not installed")
    found = Server(tmp_path / "run", Path.home())
    yield found
    found.stop()


def speak(server: Server, sink: str) -> subprocess.Popen[bytes]:
    """The others of the sample session, in the call."""
    tracks = read_tracks(SAMPLES / "seance.opus")
    sound = tracks.mono if tracks.call is None else tracks.call
    path = server.folder / "appel.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes())
    return subprocess.Popen(["paplay", "--latency-msec=30", f"--device={sink}", path], env=server.environment)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "séance"
    for directory in Path("/proc").glob("[0-9]*"):  # orphans of a test that failed
        try:
            mine = str(tmp_path).encode() in (directory / "cmdline").read_bytes()
        except OSError:
            continue
        if mine:
            os.kill(int(directory.name), signal.SIGKILL)


def heard(folder: Path) -> list[Heard]:
    return [event for event in events(folder) if isinstance(event, Heard)]


def events(folder: Path) -> tuple[Event | Unknown, ...]:
    return read_events(Folder(folder).journal)


def live(folder: Path, *words: str, environment: dict[str, str] | None = None) -> Command:
    return Command("live", str(SAMPLES / "seance.toml"), "--into", str(folder), "--threads", "1", *words, environment=environment)


def test_killed_again_and_again_a_session_loses_nothing_and_ends(place: Path, server: Server) -> None:
    session = live(place, environment=server.environment)
    session.begin()
    call = speak(server, "call")
    try:
        until(lambda: len(session.children(RECORDER)) == 2)
        until(lambda: heard(place))
        kept = heard(place)
        for _ in range(3):
            time.sleep(3.0)  # the spare hears its devices
            for pid in session.children("codev_voice.hearing.live"):
                os.kill(pid, signal.SIGKILL)
            dead = session.children(RECORDER)[0]
            os.kill(dead, signal.SIGKILL)
            until(replaced(session, dead))
            until(lambda: session.children("codev_voice.hearing.live"))
        until(lambda: len(heard(place)) > len(kept))
        session.act("stage", stage=3)
        acknowledged = events(place)
        os.kill(session.child.pid, signal.SIGKILL)
        session.end()
        again = Command("resume", str(place), environment=server.environment)
        assert events(place)[: len(acknowledged)] == acknowledged
        assert any(isinstance(event, StageMoved) and event.by == "facilitator" for event in acknowledged)
        assert (again.port, again.path) == (session.port, session.path)
        before = len(heard(place))
        until(lambda: len(heard(place)) > before)
        again.child.send_signal(signal.SIGINT)
        code, errors = again.end()
    finally:
        call.kill()
        call.wait()
    assert code == 0
    pieces = heard(place)
    assert [piece.id for piece in pieces] == sorted({piece.id for piece in pieces})
    assert all(one.start <= other.end for one, other in pairwise(pieces))
    assert not any(word.lower() in errors.lower() for piece in pieces for word in piece.text.split() if len(word) > 8)
    sound = read_blocks(Folder(place).sound, CALL)
    ends = np.maximum.accumulate([block.end for block in sound])
    holes = [later.start - end for later, end in zip(sound[1:], ends[:-1], strict=True)]
    assert max(holes) <= 0.3  # 0.2 s and the sound server's own delay on a busy machine
    assert sum(block.samples.size for block in sound) > 10 * RATE


def test_before_everybodys_yes_nothing_is_on_the_disk(place: Path, server: Server) -> None:
    session = live(place, environment=server.environment)
    until(lambda: session.children(RECORDER))
    for person in PEOPLE[1:]:
        session.act("consent", person=person, given=True)
    time.sleep(2.0)
    assert not Folder(place).sound.exists()
    assert session.children("codev_voice.hearing.live") == []
    session.child.send_signal(signal.SIGINT)
    assert session.end()[0] == 0


def test_a_recording_is_rehearsed_to_its_end(place: Path, tmp_path: Path) -> None:
    tracks = read_tracks(SAMPLES / "seance.opus")
    assert tracks.micro is not None
    assert tracks.call is not None
    short = tmp_path / "debut.wav"
    with wave.open(str(short), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        sides = np.stack([tracks.micro[: 20 * RATE], tracks.call[: 20 * RATE]], axis=1)
        file.writeframes((np.clip(sides, -1, 1) * 32_767).astype("<i2").tobytes())
    session = live(place, "--from", str(short), "--speed", "2")
    session.begin()
    assert session.end()[0] == 0
    assert isinstance(events(place)[-1], Ended)
    assert sum(len(piece.text.split()) for piece in heard(place)) > 20
