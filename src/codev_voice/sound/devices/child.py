"""A capture is a child process that writes raw samples (16 kHz, int16, one channel) on its output.

A child costs some milliseconds and buys much: a sound library that hangs when a device is pulled out hangs alone, each opening sees
the devices as they are then, and every system looks the same from here.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from codev_voice.errors import MachineError
from codev_voice.sound.devices.values import BLOCK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENOUGH = 640
"""Samples that are waited for (40 ms): some sources give much smaller pieces, and each costs a little."""


class ChildCapture:
    """Reads what a child process hears."""

    start: float | None = None
    ended = False

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Start the child.

        Raises:
            MachineError: it cannot be started.
        """
        self._child = _start(command, environment)
        output = self._child.stdout
        assert output is not None  # noqa: S101 - asked for above
        self._output = output
        self._odd = b""
        self._last = time.monotonic()
        self.begun = False

    @property
    def quiet(self) -> float:
        """Seconds since something came, or since the opening."""
        return time.monotonic() - self._last

    def read(self) -> NDArray[np.int16] | None:
        """The next samples; None when the child has ended."""
        import numpy as np

        data = self._odd
        while len(data) < 2 * ENOUGH and (got := self._output.read(2 * BLOCK - len(data))):
            data += got
            self._last = time.monotonic()
            self.begun = True
        if len(data) < 2:  # noqa: PLR2004 - bytes of a sample
            self._end()
            return None
        whole = len(data) // 2 * 2
        self._odd = data[whole:]
        return np.frombuffer(data[:whole], dtype="<i2").astype(np.int16, copy=False)

    def close(self) -> None:
        """End the child; who reads then closes its output."""
        with contextlib.suppress(OSError):
            self._child.kill()

    def _end(self) -> None:
        self._output.close()
        self.close()
        self._child.wait()


def _start(command: Sequence[str], environment: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    """Started apart from the terminal: Ctrl-C there is for the companion, which then says what to do."""
    try:
        return subprocess.Popen(  # noqa: S603 - a program of the sound system, and a name it gave
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=None if environment is None else dict(environment),
            **apart(),
        )
    except OSError as error:
        raise MachineError(f"Le programme {command[0]} ne se lance pas", "installez-le de nouveau, puis recommencez") from error


def apart() -> dict[str, Any]:
    """What keeps a child out of the terminal's signals, on each system."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)}
    return {"start_new_session": True}


def asked(command: Sequence[str], environment: Mapping[str, str] | None = None, seconds: float = 10.0) -> bytes | None:
    """What a command prints, None when it fails, is missing or does not answer in time."""
    try:
        done = subprocess.run(  # noqa: S603 - idem
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=None if environment is None else dict(environment),
            timeout=seconds,
            **apart(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
