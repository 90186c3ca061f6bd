"""The recorder against a real sound server (headless): what it must never lose, and what it must never keep."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from codev_voice.errors import MachineError
from codev_voice.sound.messages import Back, Full, Level, Lost, Opened, Pause, Paused, Record, Recording, Resume, Stop, Stopped
from codev_voice.sound.segments import CALL, MICRO, Block, Follower, read_blocks
from real.sound_server import Player, Process, Server, until

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("pulseaudio") is None or shutil.which("parec") is None, reason="PulseAudio is not installed"),
]

LOUD = 1_000
PIPES = 0.2
"""Seconds that lie between the devices and the disk at most."""
Begin = Callable[..., Process]


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("pa"))
    yield server
    server.stop()


@pytest.fixture
def _awake(server: Server) -> Iterator[None]:
    """Silence is played all along in the call and at the microphone: idle outputs take two seconds to wake up."""
    players = [Player(server, sink, loud=False) for sink in ("call", "mic")]
    yield
    for player in players:
        player.stop()


@pytest.fixture
def origin() -> float:
    return time.time()


@pytest.fixture
def begin(server: Server, tmp_path: Path, origin: float) -> Iterator[Begin]:
    """Starts a recorder, hears both channels, and records unless told otherwise."""
    begun: list[Process] = []

    def start(*, record: bool = True) -> Process:
        command = [sys.executable, "-m", "codev_voice.sound.recorder", str(tmp_path / "sound"), "--origin", repr(origin)]
        process = Process(command, server.environment)
        begun.append(process)
        until(lambda: len(process.kinds(Opened)) == 2)
        if record:
            process.tell(Record())
            until(lambda: process.kinds(Recording))
        return process

    yield start
    for process in begun:
        process.end()


def loud(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if np.abs(block.samples).max() > LOUD]


@pytest.mark.usefixtures("_awake")
def test_sound_is_on_the_disk_at_once_and_at_its_time(begin: Begin, server: Server, tmp_path: Path, origin: float) -> None:
    begin()
    follower = Follower(tmp_path / "sound")
    delays = []
    for _ in range(5):
        follower.poll()
        before = time.time() - origin
        Player(server, "call", seconds=0.5).played()
        after = time.time() - origin
        blocks: list[Block] = []

        def whole(blocks: list[Block] = blocks) -> bool:
            blocks += loud(follower.poll())
            return sum(int((np.abs(block.samples) > LOUD).sum()) for block in blocks) > 0.9 * 0.45 * 16_000

        until(whole)
        delays.append(time.time() - origin - after)
        assert {block.channel for block in blocks} == {CALL}
        assert before - 0.1 < blocks[0].start
        assert blocks[-1].end < after + 0.3
        time.sleep(0.3)
    assert statistics.median(delays) < PIPES


@pytest.mark.usefixtures("_awake")
def test_a_recorder_killed_at_any_moment_loses_next_to_nothing(begin: Begin, tmp_path: Path, origin: float) -> None:
    draw = random.Random(10)  # noqa: S311 - moments
    lost = []
    for _ in range(4):
        at = time.time() - origin
        process = begin()

        def both(at: float = at) -> bool:
            return {block.channel for block in read_blocks(tmp_path / "sound") if block.start > at} == {MICRO, CALL}

        until(both)
        time.sleep(draw.uniform(0.0, 0.5))
        killed = time.time() - origin
        process.child.send_signal(signal.SIGKILL)
        process.wait()
        lost += [killed - read_blocks(tmp_path / "sound", channel)[-1].end for channel in (MICRO, CALL)]
    assert statistics.median(lost) <= PIPES
    for channel in (MICRO, CALL):
        assert len(set((tmp_path / "sound").glob(f"{channel}-*.son"))) == 4


@pytest.mark.usefixtures("_awake")
def test_a_microphone_pulled_out_and_put_back(begin: Begin, server: Server, tmp_path: Path, origin: float) -> None:
    process = begin()
    player = Player(server, "mic")
    until(lambda: loud(read_blocks(tmp_path / "sound", MICRO)))
    pulled = time.time() - origin
    server.pactl("unload-module", server.microphone)
    until(lambda: process.kinds(Lost))
    time.sleep(1.0)
    put = time.time() - origin
    server.load("module-remap-source", "master=mic.monitor", "source_name=micro")
    (back,) = until(lambda: process.kinds(Back))
    (lost,) = process.kinds(Lost)
    assert (lost.channel, back.channel) == (MICRO, MICRO)
    assert pulled - 0.5 < lost.t < put
    assert back.t - back.gap == pytest.approx(lost.t)
    assert put < back.t
    until(lambda: [block for block in loud(read_blocks(tmp_path / "sound", MICRO)) if block.start > back.t])
    assert not [block for block in read_blocks(tmp_path / "sound", MICRO) if lost.t - 0.001 <= block.start < back.t - 0.001]
    assert not process.kinds(Lost, CALL)
    player.stop()


@pytest.mark.usefixtures("_awake")
def test_the_output_that_becomes_the_default_is_the_call(begin: Begin, server: Server, tmp_path: Path) -> None:
    server.load("module-null-sink", "sink_name=headset")
    process = begin()
    headset = Player(server, "headset")
    server.pactl("set-default-sink", "headset")
    until(lambda: len(process.kinds(Opened, CALL)) == 2)
    until(lambda: loud(read_blocks(tmp_path / "sound", CALL)))
    headset.stop()
    assert not process.kinds(Lost)


def test_a_sound_server_that_restarts(begin: Begin, server: Server, tmp_path: Path) -> None:
    process = begin()
    server.stop()
    until(lambda: {lost.channel for lost in process.kinds(Lost)} == {MICRO, CALL})
    server.start()
    until(lambda: {back.channel for back in process.kinds(Back)} == {MICRO, CALL})
    player = Player(server, "call")
    until(lambda: loud(read_blocks(tmp_path / "sound", CALL)))
    player.stop()


@pytest.mark.usefixtures("_awake")
def test_levels_come_before_anything_is_stored(begin: Begin, server: Server, tmp_path: Path) -> None:
    process = begin(record=False)
    player = Player(server, "call")
    until(lambda: any(level.db > -20 for level in process.kinds(Level, CALL)))
    until(lambda: len(process.kinds(Level, MICRO)) > 5)
    assert not [level for level in process.kinds(Level, MICRO) if level.db > -60]
    assert not (tmp_path / "sound").exists()
    process.tell(Stop())
    assert process.wait() == 0
    assert isinstance(process.said[-1], Stopped)
    assert not (tmp_path / "sound").exists()
    player.stop()


@pytest.mark.usefixtures("_awake")
def test_nothing_said_during_a_pause_is_kept(begin: Begin, server: Server, tmp_path: Path) -> None:
    process = begin()
    until(lambda: read_blocks(tmp_path / "sound", CALL))
    process.tell(Pause())
    until(lambda: process.kinds(Paused))
    before = len(read_blocks(tmp_path / "sound"))
    players = [Player(server, sink) for sink in ("call", "mic")]
    time.sleep(1.5)
    assert len(read_blocks(tmp_path / "sound")) == before
    for player in players:
        player.stop()
    time.sleep(0.5)
    process.tell(Resume())
    until(lambda: len(read_blocks(tmp_path / "sound", CALL)) > before + 50)
    assert loud(read_blocks(tmp_path / "sound")) == []
    assert not process.kinds(Lost)


@pytest.mark.usefixtures("_awake")
def test_a_recorder_left_alone_goes_on_until_another_takes_over(begin: Begin, tmp_path: Path) -> None:
    first = begin()
    until(lambda: read_blocks(tmp_path / "sound", CALL))
    first.leave()
    left = read_blocks(tmp_path / "sound", CALL)[-1].end
    second = begin()
    assert first.wait() == 0
    until(lambda: read_blocks(tmp_path / "sound", CALL)[-1].end > left + 4)
    blocks = read_blocks(tmp_path / "sound", CALL)
    reached = blocks[0].end
    for block in blocks:
        assert block.start - reached < 0.05  # no hole from one to the other
        reached = max(reached, block.end)
    second.tell(Stop())
    assert second.wait() == 0


def test_ctrl_c_is_not_for_the_recorder_and_ending_it_closes_properly(begin: Begin, tmp_path: Path) -> None:
    process = begin()
    process.child.send_signal(signal.SIGINT)
    at = process.kinds(Recording)[0].t
    until(lambda: (blocks := read_blocks(tmp_path / "sound")) and blocks[-1].end > at + 1)
    process.child.send_signal(signal.SIGTERM)
    assert process.wait() == 0
    assert isinstance(process.said[-1], Stopped)


def test_a_disk_that_takes_no_more(begin: Begin, tmp_path: Path) -> None:
    process = begin(record=False)
    resource.prlimit(process.child.pid, resource.RLIMIT_FSIZE, (65_536, 65_536))  # some two seconds
    process.tell(Record())
    assert process.wait() == MachineError.exit_code
    full, stopped = process.said[-2:]
    assert isinstance(full, Full)
    assert isinstance(stopped, Stopped)
    assert full.why == "Le disque est plein"
    channel = max((MICRO, CALL), key=lambda name: len(read_blocks(tmp_path / "sound", name)))
    seconds = sum(block.samples.size for block in read_blocks(tmp_path / "sound", channel)) / 16_000
    assert 1.9 < seconds < 2.05
