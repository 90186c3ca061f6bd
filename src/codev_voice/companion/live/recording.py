"""The recorder and its spare: when one dies the other, which already hears the devices, goes on within a block."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from codev_voice.companion.live.children import Child
from codev_voice.session.lines import encode
from codev_voice.sound import messages
from codev_voice.sound.messages import Command, Level, Message, Pause, Record, Resume, Stop
from codev_voice.sound.segments import sound_seal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from codev_voice.companion.live.options import LiveOptions


class Recorders:
    """Two recorder processes, one of which stores.

    Args:
        sound: the folder of the session's sound.
        options: asked at each start of a process: what is heard, since when.
        heard: called with each message of the one that stores, from a thread of its own.
        failed: called with what these raised.

    Raises:
        SessionError: the session's key is not there.
        MachineError: the keyring or the disk refuses.
    """

    def __init__(
        self, sound: Path, options: Callable[[], LiveOptions], heard: Callable[[Message], None], failed: Callable[[Exception], None]
    ) -> None:
        self._sound, self._options, self._heard, self._failed = sound, options, heard, failed
        self._key = sound_seal(sound).key.hex()
        self._changing = threading.RLock()
        self._active = 0
        self._storing, self._paused = False, False
        self._children = [self._child(number) for number in (0, 1)]
        self._spare_runs = False

    def open(self) -> None:
        """Hear the levels, store nothing."""
        self._children[0].start()

    def record(self) -> None:
        """Store from now on."""
        with self._changing:
            self._storing = True
            self._children[self._active].tell(encode(self._record()))

    def pause(self) -> None:
        """Capture nothing any more; the spare too lets go of the devices."""
        with self._changing:
            self._paused = True
            self._tell_all(Pause())

    def resume(self) -> None:
        """Go on after a pause."""
        with self._changing:
            self._paused = False
            self._tell_all(Resume())

    def stop(self) -> None:
        """Close what is stored, and end both."""
        with self._changing:
            self._storing = False
            order = [self._children[self._active], self._children[1 - self._active]]
        order[0].stop(encode(Stop()))
        if self._spare_runs:
            order[1].stop(encode(Stop()))

    def _tell_all(self, command: Command) -> None:
        for child in self._children[: 1 + self._spare_runs]:
            child.tell(encode(command))

    def _child(self, number: int) -> Child:
        return Child(
            self._arguments,
            opening=lambda: self._opening(number),
            line=lambda line: self._said(number, line),
            failed=self._failed,
            died=lambda _: self._died(number),
        )

    def _arguments(self) -> Sequence[str]:
        options = self._options()
        said = ["-m", "codev_voice.sound.recorder", str(self._sound), "--origin", repr(options.began or 0.0)]
        for name, value in (("--micro", options.micro), ("--call", options.call), ("--from", options.file), ("--begun", options.played)):
            said += [name, str(value)] if value is not None else []
        return [*said, "--speed", repr(options.speed)]

    def _opening(self, number: int) -> bytes:
        with self._changing:
            first: list[Command] = [Pause()] if self._paused else []
            stores = self._storing and number == self._active
            return b"".join(encode(command) for command in [*first, *([self._record()] if stores else [])])

    def _record(self) -> Record:
        return Record(key=self._key)

    def _said(self, number: int, line: bytes) -> None:
        try:
            message = messages.decode_message(line)
        except ValueError:  # cut short by a death
            return
        if number == self._active:
            self._heard(message)
            if not self._spare_runs and not isinstance(message, Level) and self._storing:
                self._spare_runs = True
                self._children[1 - number].start()

    def _died(self, number: int) -> None:
        with self._changing:
            if number != self._active or not self._spare_runs:
                return
            self._active = 1 - number
            if self._storing:
                self._children[self._active].tell(encode(self._record()))
