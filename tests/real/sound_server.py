"""A sound server without a sound card, of a test's own: two outputs that play nowhere, one of which is taken for a microphone."""

from __future__ import annotations

import os
import subprocess
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from codev_voice.session.lines import encode
from codev_voice.sound.messages import Command, Message, decode_message

LIMIT = 30.0
"""Seconds after which what is waited for is taken never to come."""


def until(true: Callable[[], Any], seconds: float = LIMIT) -> Any:  # noqa: ANN401 - what was waited for
    """Wait for what another process does."""
    limit = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < limit, "never happened"
        time.sleep(0.01)
    return found


class Server:
    """PulseAudio in a folder of its own, ended by its own number."""

    def __init__(self, folder: Path, home: Path | None = None) -> None:
        """Started at once; `home` is for who needs what lies in this user's own (the weights)."""
        self.folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("PULSE_", "DBUS_"))},
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(home or folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
        }
        self.start()

    def start(self) -> None:
        self._daemon = subprocess.Popen(
            ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: self.ask("info"))
        for sink in ("call", "mic"):
            self.load("module-null-sink", f"sink_name={sink}")
        self.microphone = self.load("module-remap-source", "master=mic.monitor", "source_name=micro")
        self.pactl("set-default-sink", "call")
        self.pactl("set-default-source", "micro")

    def stop(self) -> None:
        self._daemon.kill()
        self._daemon.wait()

    def ask(self, *words: str) -> str:
        done = subprocess.run(["pactl", *words], env=self.environment, check=False, capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else ""

    def pactl(self, *words: str) -> None:
        subprocess.run(["pactl", *words], env=self.environment, check=True, capture_output=True)

    def load(self, *words: str) -> str:
        return self.ask("load-module", *words).strip()


class Player:
    """Plays a tone (or silence) into an output until it is stopped."""

    SECONDS = 120

    def __init__(self, server: Server, sink: str, *, loud: bool = True, seconds: float = SECONDS) -> None:
        path = server.folder / f"{loud}-{seconds}.wav"
        if not path.exists():
            times = np.arange(int(seconds * 16_000)) / 16_000
            with wave.open(str(path), "wb") as file:
                file.setparams((1, 2, 16_000, 0, "NONE", ""))
                file.writeframes((9_000 * loud * np.sin(2 * np.pi * 500 * times)).astype("<i2").tobytes())
        self._child = subprocess.Popen(
            ["paplay", "--latency-msec=30", f"--device={sink}", path],
            env=server.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def played(self) -> None:
        """Wait until all of it has been played."""
        assert self._child.wait(LIMIT) == 0

    def stop(self) -> None:
        self._child.kill()
        self._child.wait()


class Process:
    """A recorder, as its companion holds it."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.said: list[Message] = []
        self.child = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        with self.child.stdout as output:
            rest = b""
            while data := output.read(65_536):
                *lines, rest = (rest + data).split(b"\n")
                self.said += map(decode_message, lines)

    def tell(self, command: Command) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(encode(command))

    def leave(self) -> None:
        """Close its input, as a companion that dies does."""
        assert self.child.stdin is not None
        self.child.stdin.close()

    def end(self) -> int:
        """Kill it if it has not ended; its exit code."""
        self.child.kill()
        return self.wait()

    def wait(self) -> int:
        code = self.child.wait(LIMIT)
        self._thread.join(LIMIT)
        self.leave()
        return code

    def kinds(self, kind: type[Message], channel: str | None = None) -> list[Any]:
        return [message for message in self.said if isinstance(message, kind) and channel in {None, getattr(message, "channel", None)}]
