from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import sys
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from codev_voice.errors import FileError, MachineError
from codev_voice.session.lines import encode
from codev_voice.session.sealing import PLAIN, KeySeal
from codev_voice.sound import recorder as module
from codev_voice.sound import segments
from codev_voice.sound.devices import choosing
from codev_voice.sound.devices.file import FileSystem
from codev_voice.sound.devices.values import Source
from codev_voice.sound.messages import (
    Command,
    Full,
    Lost,
    Message,
    Opened,
    Pause,
    Paused,
    Record,
    Recording,
    Resume,
    Space,
    Stop,
    Stopped,
    decode_message,
)
from codev_voice.sound.recorder import Recorder, listen, main
from codev_voice.sound.segments import CALL, MICRO, read_blocks
from codev_voice.sound.succession import NAME, Turn
from sound.fakes import SOURCES, FakeSystem, until


class Bench:
    """A recorder that runs in a thread, its devices in the test's hand."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.system = folder, FakeSystem()
        self.said: list[Message] = []
        self.moment = 100.0
        self.recorder = Recorder(folder, self.system, now=lambda: self.moment, tell=self.said.append, chosen={MICRO: "other"})
        self.code: int | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        until(lambda: len(self.system.opened) == 2 and self.system.watchers)

    def _run(self) -> None:
        self.code = self.recorder.run()

    def told(self, command: Command, kind: type[Message]) -> None:
        before = len(self.kinds(kind))
        self.recorder.obey(command)
        until(lambda: len(self.kinds(kind)) > before)

    def hear(self, channel: str, value: int) -> None:
        """40 ms, until they are stored."""
        before = len(read_blocks(self.folder, channel))
        source = {MICRO: "m", CALL: "c"}[channel]
        until(lambda: not self.system.last(source).closed)  # after a pause, it is opened again by the channel's own thread
        self.system.last(source).hear(value)
        until(lambda: len(read_blocks(self.folder, channel)) > before)

    def kinds(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.said if isinstance(message, kind)]

    def stop(self) -> None:
        self.recorder.obey(Stop())
        self.thread.join(10)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr(module, "TICK", 0.005)
    monkeypatch.setattr(module, "SETTLE", 0.005)
    bench = Bench(tmp_path / "sound")
    yield bench
    bench.stop()


def test_nothing_is_stored_before_it_is_told(bench: Bench) -> None:
    for value in range(10):
        bench.system.last("m").hear(value)
    until(lambda: bench.kinds(Opened))
    until(bench.system.last("m").chunks.empty)
    assert not bench.folder.exists()
    bench.stop()
    assert bench.said[-1] == Stopped(t=100.0)
    assert bench.code == 0
    assert not bench.folder.exists()


def test_both_channels_are_recorded_from_record_on(bench: Bench) -> None:
    bench.told(Record(), Recording)
    bench.hear(MICRO, 1)
    bench.hear(CALL, 2)
    bench.stop()
    assert [(block.channel, block.start, int(block.samples[0])) for block in read_blocks(bench.folder)] == [
        (CALL, 99.96, 2),
        (MICRO, 99.96, 1),
    ]
    assert {(said.channel, said.device) for said in bench.said if isinstance(said, Opened)} == {
        (MICRO, "Micro interne"),
        (CALL, "ce que joue « Casque »"),
    }
    assert bench.said[-1] == Stopped(t=100.0)


def test_a_pause_closes_the_devices_and_going_on_opens_them(bench: Bench) -> None:
    bench.told(Record(), Recording)
    bench.hear(MICRO, 1)
    bench.told(Pause(), Paused)
    assert all(capture.closed for _, capture in bench.system.opened)
    assert len(bench.system.opened) == 2
    bench.told(Resume(), Recording)
    until(lambda: len(bench.system.opened) == 4)
    bench.hear(MICRO, 2)
    assert [int(block.samples[0]) for block in read_blocks(bench.folder, MICRO)] == [1, 2]


def test_a_pause_before_recording_holds(bench: Bench) -> None:
    bench.told(Pause(), Paused)
    bench.recorder.obey(Record())
    bench.recorder.obey(Record())
    bench.told(Pause(), Paused)
    assert len(bench.system.opened) == 2
    assert bench.kinds(Recording) == []
    bench.told(Resume(), Recording)
    until(lambda: len(bench.system.opened) == 4)


def test_the_default_that_changes_is_followed(bench: Bench) -> None:
    headset = Source("h", "Casque", MICRO, default=True)
    bench.system.last("m").hear(1)
    until(lambda: bench.system.last("m").begun)
    bench.system.there = (Source("m", "Micro interne", MICRO), SOURCES[1], headset)
    bench.system.watchers[0]()
    until(lambda: len(bench.system.opened) == 3)
    assert bench.system.opened[-1][0] == "h"
    assert bench.kinds(Lost) == []


def test_the_chosen_source_is_taken_as_soon_as_it_is_there(bench: Bench) -> None:
    bench.system.there = (*SOURCES, Source("other", "Micro de table", MICRO))
    until(lambda: bench.system.opened[-1][0] == "other")


def test_a_source_that_goes_away_is_lost_even_though_sound_still_comes(bench: Bench) -> None:
    bench.system.last("m").hear(1)
    bench.system.there = SOURCES[1:]
    until(lambda: bench.kinds(Lost))
    (lost,) = bench.kinds(Lost)
    assert isinstance(lost, Lost)
    assert (lost.channel, lost.why) == (MICRO, "débranché")
    bench.system.there = SOURCES
    until(lambda: len(bench.system.opened) == 3)  # without waiting for the next attempt


def test_a_server_that_restarts_is_watched_again(bench: Bench) -> None:
    first = bench.system.watchers[0]
    bench.system.there = MachineError("Le serveur de son ne répond pas", "relancez-le")
    first()
    until(lambda: bench.system.watched > 1)
    bench.system.there = SOURCES
    bench.stop()
    until(lambda: bench.system.watchers == [])


def test_another_recorder_takes_over(bench: Bench) -> None:
    bench.told(Record(), Recording)
    bench.hear(MICRO, 1)
    bench.hear(CALL, 1)
    until((bench.folder / NAME).exists)
    Turn(bench.folder).take()
    bench.thread.join(10)
    assert bench.code == 0
    assert bench.said[-1] == Stopped(t=100.0)


def test_a_recorder_takes_its_turn_even_when_a_channel_gives_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOW_START", 0.02)
    bench.told(Record(), Recording)
    until((bench.folder / NAME).exists)


def test_a_pause_or_an_end_is_for_a_recorder_left_alone_too(bench: Bench) -> None:
    alone = Turn(bench.folder)
    alone.take()
    bench.told(Pause(), Paused)
    bench.recorder.obey(Record())  # as a session that was left paused is taken up again
    until(lambda: alone.over)


def test_a_spare_that_is_paused_does_not_end_the_one_that_records(bench: Bench) -> None:
    spare = Bench(bench.folder)
    try:
        bench.told(Record(), Recording)
        bench.hear(MICRO, 1)
        bench.hear(CALL, 1)
        until((bench.folder / NAME).exists)
        for one in (bench, spare):
            one.told(Pause(), Paused)
        bench.told(Resume(), Recording)
        bench.hear(MICRO, 2)
        assert bench.thread.is_alive()
        assert bench.kinds(Stopped) == []
    finally:
        spare.stop()


def test_a_recorder_whose_companion_died_goes_on_for_a_while(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ALONE", 0.3)
    bench.told(Record(), Recording)
    bench.recorder.obey(None)
    bench.hear(MICRO, 1)
    bench.hear(MICRO, 2)
    bench.thread.join(10)
    assert bench.code == 0
    assert len(read_blocks(bench.folder, MICRO)) == 2


@pytest.mark.parametrize("command", [None, Pause()])
def test_a_recorder_left_alone_that_records_nothing_ends_at_once(bench: Bench, command: Command | None) -> None:
    if command:
        bench.told(Record(), Recording)
        bench.told(command, Paused)
    bench.recorder.obey(None)
    bench.thread.join(10)
    assert bench.code == 0


def test_a_full_disk_stops_it_cleanly(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.told(Record(), Recording)
    bench.hear(MICRO, 1)
    real = os.write

    def full(file: int, data: bytes) -> int:
        if len(data) > 1_000:
            raise OSError(errno.ENOSPC, "full")
        return real(file, data)

    monkeypatch.setattr(os, "write", full)
    bench.system.last("m").hear(2)
    bench.thread.join(10)
    assert bench.said[-2:] == [Full(t=100.0, why="Le disque est plein"), Stopped(t=100.0)]
    assert bench.code == MachineError.exit_code
    assert [int(block.samples[0]) for block in read_blocks(bench.folder)] == [1]


class Usage(NamedTuple):
    free: int


def test_little_space_is_said_and_not_too_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TICK", 0.005)
    monkeypatch.setattr(module, "LOOK", 0.0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(999_999_999))
    bench = Bench(tmp_path / "a" / "b")
    until(lambda: bench.kinds(Space))
    bench.told(Pause(), Paused)
    bench.stop()
    assert bench.kinds(Space) == [Space(free=999_999_999)]


def test_enough_space_is_not_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Path] = []

    def enough(path: Path) -> Usage:
        looks.append(path)
        return Usage(1_000_000_001)

    monkeypatch.setattr(shutil, "disk_usage", enough)
    bench = Bench(tmp_path / "a" / "b")
    until(lambda: looks)
    bench.stop()
    assert looks == [tmp_path]
    assert bench.kinds(Space) == []


def record(path: Path, seconds: float) -> Path:
    samples = np.arange(1, int(seconds * 16_000) + 1, dtype="<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


def test_a_recording_is_played_from_record_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TICK", 0.005)
    said: list[Message] = []
    begun = time.monotonic()

    def now() -> float:
        return (time.monotonic() - begun) * 20

    system = FileSystem(record(tmp_path / "appel.wav", 2.0), 20.0, now)
    recorder = Recorder(tmp_path / "sound", system, now=now, tell=said.append, recording=system)
    thread = threading.Thread(target=recorder.run, daemon=True)
    thread.start()
    until(lambda: said)  # its level, more than once
    recorder.obey(Record())
    thread.join(10)
    blocks = read_blocks(tmp_path / "sound")
    heard = np.concatenate([block.samples for block in blocks])
    assert np.abs(heard - np.arange(1, 32_001)).max() <= 1
    started = next(message.t for message in said if isinstance(message, Recording))
    assert blocks[0].start == pytest.approx(started, abs=1.0)
    assert blocks[-1].end - blocks[0].start == pytest.approx(2.0)
    assert {block.channel for block in blocks} == {CALL}


class Told:
    """Stands for a recorder: notes what it is told."""

    def __init__(self) -> None:
        self.commands: list[Command | None] = []

    def obey(self, command: Command | None) -> None:
        self.commands.append(command)


def test_commands_are_read_by_lines_and_what_is_none_is_left_aside() -> None:
    told = Told()
    listen(told, io.BytesIO(encode(Record()) + b"what?\n" + encode(Pause())[:-1] + b"\n" + b'{"kind":"st'))  # type: ignore[arg-type] # a stand-in
    assert told.commands == [Record(), Pause(), None]


@pytest.fixture
def _signals() -> Iterator[None]:
    names = [name for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
    kept = {name: signal.getsignal(getattr(signal, name)) for name in names}
    yield
    for name, handler in kept.items():
        signal.signal(getattr(signal, name), handler)


@pytest.mark.usefixtures("_signals")
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_the_process_ends_properly_when_it_is_ended_and_not_when_the_terminal_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    system = FakeSystem()
    monkeypatch.setattr(choosing, "this_system", lambda: system)
    reading, writing = os.pipe()
    kept = os.dup(0)
    os.dup2(reading, 0)

    def tell() -> None:
        os.write(writing, encode(Record()))
        until(lambda: len(system.opened) == 2)

        def stored() -> bool:
            system.last("m").hear(1)
            return bool(read_blocks(tmp_path / "sound"))

        until(stored)
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        assert main([str(tmp_path / "sound"), "--origin", str(time.time() - 50), "--micro", "m"]) == 0
    finally:
        os.dup2(kept, 0)
        for file in (reading, writing, kept):
            os.close(file)
    said = [decode_message(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert isinstance(said[-1], Stopped)
    assert said[-1].t == pytest.approx(50, abs=10)
    assert any(isinstance(message, Recording) for message in said)


def test_a_recording_that_cannot_be_read_is_one_french_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = main([str(tmp_path / "sound"), "--origin", "0", "--from", str(tmp_path / "rien.wav")])
    assert code == FileError.exit_code
    assert "n'existe pas" in capfd.readouterr().err


def test_what_is_told_with_its_key_is_stored_sealed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = KeySeal(bytes(range(32)))
    monkeypatch.setattr(segments, "part_of", lambda *_: seal)
    bench.told(Record(key=seal.key.hex()), Recording)
    bench.hear(MICRO, 1)
    bench.stop()
    (block,) = read_blocks(bench.folder, MICRO)
    assert block.samples[0] == 1
    monkeypatch.setattr(segments, "part_of", lambda *_: PLAIN)
    (noise,) = read_blocks(bench.folder, MICRO)
    assert len({*noise.samples.tolist()}) > 100
