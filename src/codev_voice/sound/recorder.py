"""The recorder: from the devices to the disk, in a process of its own, so that sound never waits for anybody.

`python -m codev_voice.sound.recorder FOLDER --origin UNIX_TIME [--micro ID] [--call ID] [--from FILE --speed N [--begun T]]`

It says `messages.Message` on its output and is told `messages.Command` on its input. When its input closes (its companion died) it goes
on recording for two minutes, and ends as soon as another recorder has taken over. Ctrl-C is not for it: the terminal sends it to
every process, and the companion says what to do. The key of the sound comes with `Record`, on its input: neither its command line nor its
environment, which others may read, has it.
"""

from __future__ import annotations

import argparse
import contextlib
import queue
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from codev_voice.errors import CodevError, MachineError
from codev_voice.session.sealing import KEY, KeySeal, Seal, seal_of
from codev_voice.sound.channel import Channel
from codev_voice.sound.devices.values import Capture, Source, System, wanted
from codev_voice.sound.messages import (
    Command,
    Full,
    Message,
    Pause,
    Paused,
    Record,
    Recording,
    Resume,
    Space,
    Stop,
    Stopped,
    decode_command,
)
from codev_voice.sound.segments import CALL, MICRO, SegmentWriter
from codev_voice.sound.succession import Turn
from codev_voice.sound.telling import Outlet

if TYPE_CHECKING:
    from codev_voice.sound.devices.file import FileSystem

ALONE = 120.0
"""Seconds a recorder goes on when its companion has died."""
TICK = 0.1
"""Seconds between two looks at the sources, at the turn and at what is told."""
SLOW_START = 2.0
"""Seconds after which a recorder takes its turn even though a channel gives nothing."""
LITTLE, LOOK, REPEAT = 1_000_000_000, 10.0, 30.0
"""Bytes free under which it is said; seconds between two looks at the disk, and between two times it is said."""
SETTLE = 0.05
"""Seconds for several changes of devices to be one."""


class Recorder:
    """Two channels, and what they are told."""

    def __init__(
        self,
        folder: Path,
        system: System,
        *,
        now: Callable[[], float],
        tell: Callable[[Message], None],
        chosen: Mapping[str, str] | None = None,
        recording: FileSystem | None = None,
    ) -> None:
        """Nothing is opened before `run`.

        Args:
            folder: of the sound; made when the first sound is stored.
            system: the devices.
            now: seconds from the session's start.
            tell: says a message without waiting.
            chosen: the id of the source of each channel, where it is not the system's choice.
            recording: the system again, when it is a recording: it is played once, from `Record` on.
        """
        self._folder, self._system, self._now, self._tell = folder, system, now, tell
        self._chosen, self._recording = dict(chosen or {}), recording
        self._turn = Turn(folder)
        self._told: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        names = {source.channel for source in system.sources()} if recording else {MICRO, CALL}
        self._channels = [self._channel(name) for name in sorted(names)]
        self._storing, self._paused, self._ending = False, False, False
        self._full: MachineError | None = None
        self._alone_until, self._take_by = float("inf"), float("inf")
        self._looked = self._said = float("-inf")
        self._changed, self._watching = threading.Event(), True

    def obey(self, command: Command | None) -> None:
        """Do this, from any thread and soon; None says that nobody commands any more."""
        self._told.put(command)

    def run(self) -> int:
        """Hear until the end; returns the exit code."""
        for channel in self._channels:
            channel.start()
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            while not self._ending:
                with contextlib.suppress(queue.Empty):
                    self._do(self._told.get(timeout=TICK))
                self._look()
        finally:
            self._watching = False
            self._changed.set()
            self._stop()
            watcher.join(1.0)
        return MachineError.exit_code if self._full else 0

    def _do(self, command: Command | None) -> None:
        match command:
            case Record(key=key):
                self._record(seal_of(bytes.fromhex(key)))
            case Pause():
                self._pause()
            case Resume() if self._paused:
                self._paused = False
                self._begin()
            case Stop():
                self._take_over_if_started()
                self._ending = True
            case None if self._storing and not self._paused:
                self._alone_until = time.monotonic() + ALONE
            case None:
                self._ending = True  # nothing is being recorded: nothing would be lost

    def _record(self, seal: Seal) -> None:
        if self._storing:
            return
        self._storing = True
        self._take_by = time.monotonic() + SLOW_START
        if self._recording is not None:
            for channel in self._channels:
                channel.pause()
            self._recording.begin()
        for channel in self._channels:
            channel.store(seal)
        if self._paused:
            self._take_over_if_started()
        else:
            self._begin()

    def _begin(self) -> None:
        for channel in self._channels:
            channel.start()
        if self._storing:
            self._tell(Recording(t=self._now()))

    def _pause(self) -> None:
        self._paused = True
        for channel in self._channels:
            channel.pause()
        if self._storing:  # a spare that took its turn would end the one that records
            self._take_over_if_started()
        self._tell(Paused(t=self._now()))

    def _take_over_if_started(self) -> None:
        """A recorder left alone by its companion must not go on through a pause, nor after the end."""
        if self._folder.is_dir() and not self._turn.over:
            with contextlib.suppress(MachineError):  # the disk is full: it is not recording either
                self._turn.take()

    def _look(self) -> None:
        moment = time.monotonic()
        for channel in self._channels:
            channel.look()
        if self._storing and not self._turn.taken and (moment > self._take_by or all(channel.runs for channel in self._channels)):
            self._guard(self._turn.take)
        if self._full or self._turn.over or moment > self._alone_until or all(channel.finished for channel in self._channels):
            self._ending = True
        if moment - self._looked > LOOK:
            self._looked = moment
            self._look_at_the_disk(moment)

    def _look_at_the_disk(self, moment: float) -> None:
        with contextlib.suppress(OSError):
            free = shutil.disk_usage(next(path for path in (self._folder, *self._folder.absolute().parents) if path.exists())).free
            if free < LITTLE and moment - self._said > REPEAT:
                self._said = moment
                self._tell(Space(free=free))

    def _stop(self) -> None:
        for channel in self._channels:
            self._guard(channel.stop)
        if self._full is not None:
            self._tell(Full(t=self._now(), why=self._full.problem))
        self._tell(Stopped(t=self._now()))

    def _guard(self, write: Callable[[], None]) -> None:
        try:
            write()
        except MachineError as error:
            self._refused(error)

    def _refused(self, error: MachineError) -> None:
        self._full = self._full or error

    def _channel(self, name: str) -> Channel:
        def find() -> tuple[Source, Capture] | None:
            source = wanted(self._system.sources(), name, self._chosen.get(name))
            return None if source is None else (source, self._system.open(source))

        return Channel(
            name,
            writer=SegmentWriter(self._folder, name),
            find=find,
            now=self._now,
            tell=self._tell,
            mine=lambda: not self._turn.over,
            refused=self._refused,
        )

    def _watch(self) -> None:
        """Follow the devices as they come, go and change."""
        stop = self._system.watch(self._changed.set)
        while self._watching:
            self._changed.wait(self._system.every)
            time.sleep(SETTLE)
            self._changed.clear()
            if not self._watching or self._paused:
                continue
            try:
                sources = self._system.sources()
            except MachineError:  # the sound server is gone; the channels say so, and this one is asked again
                stop()
                stop = self._system.watch(self._changed.set)
                continue
            for channel in self._channels:
                self._compare(channel, sources)
        stop()

    def _compare(self, channel: Channel, sources: tuple[Source, ...]) -> None:
        heard = channel.source
        best = wanted(sources, channel.name, self._chosen.get(channel.name))
        if heard is None or not channel.open:
            if best is not None:
                channel.wake()
        elif heard.id not in {source.id for source in sources}:
            channel.unplugged()
        elif best is not None and best.id != heard.id:
            channel.again()


def main(arguments: Sequence[str] | None = None) -> int:
    """Be the recorder; returns the exit code."""
    options = _options(arguments)
    import numpy as np  # noqa: F401 - now rather than at the first block, which would be read late

    KeySeal(bytes(KEY)).part("").close(b"", 0)  # idem: what seals is loaded, whether it will serve or not
    told = Outlet(sys.stdout.buffer)

    def now() -> float:
        return float((time.time() - options.origin) * options.speed)

    recording: FileSystem | None = None
    try:
        if options.file:
            from codev_voice.sound.devices.file import FileSystem

            recording = FileSystem(options.file, options.speed, now, options.begun)
            system: System = recording
        else:
            from codev_voice.sound.devices.choosing import this_system

            system = this_system()
        chosen = {channel: source for channel, source in ((MICRO, options.micro), (CALL, options.call)) if source}
        recorder = Recorder(options.folder, system, now=now, tell=told.tell, chosen=chosen, recording=recording)
    except CodevError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the recorder's own edge; its companion shows the line
        return error.exit_code
    _hold(recorder)
    commands = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 - for as long as the process
    threading.Thread(target=listen, args=(recorder, commands), daemon=True).start()
    code = recorder.run()
    told.close()
    return code


def listen(recorder: Recorder, commands: BinaryIO) -> None:
    """Pass on what is told, line by line; a line that is no command is left aside: sound matters more."""
    rest = b""
    with contextlib.suppress(OSError):
        while data := commands.read(4_096):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                with contextlib.suppress(ValueError):
                    recorder.obey(decode_command(line))
    recorder.obey(None)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m codev_voice.sound.recorder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--origin", type=float, required=True)
    parser.add_argument("--micro")
    parser.add_argument("--call")
    parser.add_argument("--from", dest="file", type=Path)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--begun", type=float)
    return parser.parse_args(arguments)


def _hold(recorder: Recorder) -> None:
    """The terminal's signals are for the companion; being ended is closing properly."""
    signal.signal(signal.SIGTERM, lambda *_: recorder.obey(Stop()))
    for name in ("SIGINT", "SIGHUP"):  # the second is not on Windows
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
