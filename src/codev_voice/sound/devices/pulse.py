"""Linux: PulseAudio, and PipeWire which speaks as it does. A sink's monitor is the call; `parec` hears any source by its name.

Only JSON is read, never what is printed for people in their language.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from codev_voice.errors import MachineError
from codev_voice.sound.devices.child import ChildCapture, apart, asked
from codev_voice.sound.devices.values import Capture, Source
from codev_voice.sound.segments import CALL, MICRO
from codev_voice.sound.tracks import RATE

LATENCY = 40
"""Milliseconds of sound that `parec` gives at once."""
_JSON = ("pactl", "--format=json")
_SPOILED = {"", "(null)"}
_NAMES = ("device.description", "node.nick", "device.product.name", "alsa.card_name", "bluez.alias", "alsa.name")
_EVENTS = ('"source"', '"sink"', '"server"')


def environment() -> dict[str, str]:
    """For decimal points in numbers: in some languages `pactl` writes commas, which are not JSON."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def usable() -> bool:
    """Whether a sound server answers, and its tools are there."""
    return bool(shutil.which("pactl") and shutil.which("parec")) and asked((*_JSON, "info"), environment()) is not None


class Pulse:
    """The devices of the sound server."""

    every = 2.0

    def sources(self) -> tuple[Source, ...]:
        """Microphones, and what each output plays.

        Raises:
            MachineError: the sound server does not answer.
        """
        tables = [_table(*words) for words in (("list", "sources"), ("list", "sinks"), ("info",))]
        return found(*tables)

    def open(self, source: Source) -> Capture:
        """Begin to hear a source.

        Raises:
            MachineError: `parec` is missing.
        """
        what = ("--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", f"--latency-msec={LATENCY}")
        return ChildCapture(("parec", *what, "--client-name=codev-voice", f"--device={source.id}"), environment())

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed` at each event of a device; a server that goes away ends the watch."""
        with contextlib.suppress(OSError):
            return _watch((*_JSON, "subscribe"), environment(), changed)
        return lambda: None


def found(sources: Sequence[Mapping[str, Any]], sinks: Sequence[Mapping[str, Any]], info: Mapping[str, Any]) -> tuple[Source, ...]:
    """The sources told by `pactl`'s three tables; a monitor is never a microphone, though it may be the server's default source."""
    outputs = {sink["name"]: _name(sink) for sink in sinks}
    told = []
    for source in sources:
        played = source.get("monitor_source") or None
        if played is not None:
            is_default = played == info.get("default_sink_name")
            told.append(Source(source["name"], f"ce que joue « {outputs.get(played, played)} »", CALL, is_default))
        else:
            is_default = source["name"] == info.get("default_source_name")
            told.append(Source(source["name"], _name(source), MICRO, is_default))
    return tuple(told)


def _name(device: Mapping[str, Any]) -> str:
    """What people call it. Version 16 of `pactl` gives nothing for a name with an accent: another of its names is taken then."""
    properties = device.get("properties") or {}
    names = [device.get("description", ""), *(properties.get(key, "") for key in _NAMES)]
    return str(next((name for name in names if name not in _SPOILED), device["name"]))


def _table(*words: str) -> Any:  # noqa: ANN401 - a table of JSON
    said = asked((*_JSON, *words), environment())
    if said is not None:
        with contextlib.suppress(ValueError):
            return json.loads(said)
    raise MachineError(
        "Le serveur de son ne répond pas", "relancez-le par « systemctl --user restart pipewire-pulse », ou « pulseaudio --start »"
    )


def _watch(command: Sequence[str], env: Mapping[str, str], changed: Callable[[], None]) -> Callable[[], None]:
    child = subprocess.Popen(  # noqa: S603 - no word of the command comes from outside
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, env=dict(env), **apart()
    )

    def listen() -> None:
        # Events of clients, our own questions among them, would call for questions without end: only devices count.
        with child:
            while child.stdout is not None and (said := child.stdout.read(65_536)):
                if any(event in said.decode("ascii", "replace") for event in _EVENTS):
                    changed()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()

    def stop() -> None:
        child.kill()
        thread.join()

    return stop
