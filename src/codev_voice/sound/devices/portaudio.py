"""Microphones through PortAudio (sounddevice), where there is no sound server: macOS, Windows, a bare Linux.

On macOS the call comes by a virtual device (BlackHole and its like), recognised by its name. PortAudio sees the devices as they were
when it was loaded, so each listing and each capture is a child process of its own: this module is also that child.

Run on Linux only (through ALSA); macOS and Windows are tested with stand-ins of the same shape, and were not run.
"""

from __future__ import annotations

import contextlib
import json
import queue
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from codev_voice.errors import MachineError
from codev_voice.sound.devices.child import ChildCapture, asked
from codev_voice.sound.devices.resampling import Resampler
from codev_voice.sound.devices.values import Capture, Source
from codev_voice.sound.segments import CALL, MICRO
from codev_voice.sound.tracks import RATE

VIRTUAL = re.compile(r"blackhole|vb-?cable|vb-audio|cable output|loopback|soundflower", re.IGNORECASE)
"""Names of devices that carry what other programs play."""
PREFERRED = ("Core Audio", "Windows WASAPI", "ALSA")
"""One of PortAudio's ways to the devices is enough: with several, each microphone would be listed several times."""
WAITING = 250
"""Blocks of 40 ms that may wait to be written, if nobody reads: no more memory than that."""
EVERY = 8.0
"""Seconds between two listings: each costs a process."""
MISSING = "python -m pip install --force-reinstall sounddevice, et sous Linux « sudo apt install libportaudio2 »"


class PortAudio:
    """The devices that PortAudio sees."""

    every = EVERY

    def sources(self) -> tuple[Source, ...]:
        """Microphones, and virtual devices that carry the call.

        Raises:
            MachineError: PortAudio is missing.
        """
        said = asked((*child(__name__), "list"))
        if said is None:
            raise MachineError("PortAudio manque ou ne répond pas", MISSING)
        return read_sources(said)

    def open(self, source: Source) -> Capture:
        """Begin to hear a source."""
        return ChildCapture((*child(__name__), "capture", source.id))

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:  # noqa: ARG002 - PortAudio tells no change
        """Do nothing: changes are seen by listing again."""
        return lambda: None


def child(module: str) -> tuple[str, ...]:
    """The command that runs a module of this folder."""
    return (sys.executable, "-m", module)


def read_sources(said: bytes) -> tuple[Source, ...]:
    """The sources that a child has listed."""
    return tuple(Source(**table) for table in json.loads(said))


def write_sources(sources: Sequence[Source], output: BinaryIO) -> None:
    """List sources, for `read_sources`."""
    output.write(json.dumps([asdict(source) for source in sources]).encode())


def listed(devices: Sequence[Mapping[str, Any]], apis: Sequence[Mapping[str, Any]]) -> tuple[Source, ...]:
    """The sources among PortAudio's devices; a virtual device is the call, never a microphone, even as the default input."""
    there = [api for name in PREFERRED for api in apis if api["name"] == name and api["devices"]] or [api for api in apis if api["devices"]]
    if not there:
        return ()
    inputs = [devices[index] for index in there[0]["devices"] if devices[index]["max_input_channels"] > 0]
    virtual = [device for device in inputs if VIRTUAL.search(device["name"])]
    real = [device for device in inputs if device not in virtual]
    usual = next((device for device in real if device["index"] == there[0]["default_input_device"]), real[0] if real else None)
    return (
        *(Source(device["name"], device["name"], MICRO, device is usual) for device in real),
        *(Source(device["name"], f"ce qui passe par « {device['name']} »", CALL, device is virtual[0]) for device in virtual),
    )


def capture(name: str, output: BinaryIO, library: Any) -> None:  # noqa: ANN401 - sounddevice, or its stand-in
    """Write what the device of this name hears, until it ends or nobody reads."""
    device = next(device for device in library.query_devices() if device["name"] == name and device["max_input_channels"] > 0)
    rate, channels = RATE, 1
    try:
        library.check_input_settings(device=device["index"], channels=channels, dtype="int16", samplerate=rate)
    except library.PortAudioError:  # the device's own rate, then: not every system converts
        rate, channels = int(device["default_samplerate"]), min(2, device["max_input_channels"])
    convert = Resampler(rate, channels).feed if (rate, channels) != (RATE, 1) else bytes
    heard: queue.Queue[bytes | None] = queue.Queue(WAITING)

    def take(data: Any, *_: object) -> None:  # noqa: ANN401 - a buffer of the library's
        with contextlib.suppress(queue.Full):
            heard.put_nowait(bytes(data))

    with library.RawInputStream(
        samplerate=rate,
        blocksize=rate // 25,
        device=device["index"],
        channels=channels,
        dtype="int16",
        callback=take,
        finished_callback=lambda: heard.put(None),
    ):
        while (data := heard.get()) is not None:
            output.write(convert(data))
            output.flush()


def main(arguments: Sequence[str]) -> None:
    """Be the child: `list`, or `capture NAME`."""
    import sounddevice

    if arguments[0] == "list":
        write_sources(listed(sounddevice.query_devices(), sounddevice.query_hostapis()), sys.stdout.buffer)
    else:
        with contextlib.suppress(BrokenPipeError):
            capture(arguments[1], sys.stdout.buffer, sounddevice)


if __name__ == "__main__":
    main(sys.argv[1:])
