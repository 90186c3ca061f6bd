"""Windows: what an output device plays, by WASAPI's loopback (PyAudioWPatch, installed there only); microphones through PortAudio.

The *output device* is captured, never the call's process: captured by its process, Teams is pure silence. This module is also
the child process that captures. Tested with stand-ins of PyAudioWPatch's shape; never run on Windows.
"""

from __future__ import annotations

import contextlib
import queue
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from codev_voice.errors import MachineError
from codev_voice.sound.devices.child import ChildCapture, asked
from codev_voice.sound.devices.portaudio import EVERY, WAITING, PortAudio, child, read_sources, write_sources
from codev_voice.sound.devices.resampling import Resampler
from codev_voice.sound.devices.values import Capture, Source
from codev_voice.sound.segments import CALL
from codev_voice.sound.tracks import RATE

SUFFIX = " [Loopback]"
SLACK = 0.2
"""Seconds without a packet from which the device is taken to play nothing: its loopback then gives nothing at all."""


class Wasapi:
    """The devices of Windows."""

    every = EVERY

    def __init__(self) -> None:
        """Microphones are PortAudio's."""
        self._microphones = PortAudio()

    def sources(self) -> tuple[Source, ...]:
        """Microphones, and what each output plays.

        Raises:
            MachineError: PyAudioWPatch or PortAudio is missing.
        """
        said = asked((*child(__name__), "list"))
        if said is None:
            raise MachineError("Le son de l'appel ne peut pas être capté", "python -m pip install --force-reinstall PyAudioWPatch")
        return (*(source for source in self._microphones.sources() if source.channel != CALL), *read_sources(said))

    def open(self, source: Source) -> Capture:
        """Begin to hear a source."""
        return ChildCapture((*child(__name__), "capture", source.id)) if source.channel == CALL else self._microphones.open(source)

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Do nothing: changes are seen by listing again."""
        return self._microphones.watch(changed)


def listed(manager: Any, wasapi: int) -> tuple[Source, ...]:  # noqa: ANN401 - PyAudioWPatch's manager, or its stand-in
    """The outputs, by their loopback devices; the one that the system plays on is the default."""
    played = manager.get_device_info_by_index(manager.get_host_api_info_by_type(wasapi)["defaultOutputDevice"])["name"]
    return tuple(
        Source(
            device["name"], f"ce que joue « {device['name'].removesuffix(SUFFIX)} »", CALL, device["name"].removesuffix(SUFFIX) == played
        )
        for device in manager.get_loopback_device_info_generator()
    )


class Silences:
    """How much silence stands for what a device did not play: sound then lies at its own time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """The stream begins now."""
        self._clock = clock
        self._since = clock()
        self._given = 0

    def gave(self, data: bytes) -> bytes:
        """Count what is given."""
        self._given += len(data) // 2
        return data

    def due(self) -> bytes:
        """Silence up to now, less what may still be under way."""
        missing = round((self._clock() - self._since - SLACK) * RATE) - self._given
        return self.gave(bytes(2 * max(missing, 0)))


def capture(name: str, output: BinaryIO, manager: Any, library: Any) -> None:  # noqa: ANN401 - PyAudioWPatch, or its stand-in
    """Write what the loopback device of this name gives, and silence while it plays nothing."""
    device: Mapping[str, Any] = next(each for each in manager.get_loopback_device_info_generator() if each["name"] == name)
    rate, channels = int(device["defaultSampleRate"]), int(device["maxInputChannels"])
    resampler, silences = Resampler(rate, channels), Silences()
    heard: queue.Queue[bytes] = queue.Queue(WAITING)

    def take(data: bytes, *_: object) -> tuple[None, int]:
        with contextlib.suppress(queue.Full):
            heard.put_nowait(data)
        return None, library.paContinue

    with manager.open(
        format=library.paInt16,
        channels=channels,
        rate=rate,
        frames_per_buffer=rate // 25,
        input=True,
        input_device_index=device["index"],
        stream_callback=take,
    ) as stream:
        while stream.is_active():
            try:
                data = silences.gave(resampler.feed(heard.get(timeout=0.1)))
            except queue.Empty:
                data = silences.due()
            output.write(data)
            output.flush()


def main(arguments: Sequence[str]) -> None:
    """Be the child: `list`, or `capture NAME`."""
    import pyaudiowpatch

    with pyaudiowpatch.PyAudio() as manager:
        if arguments[0] == "list":
            write_sources(listed(manager, pyaudiowpatch.paWASAPI), sys.stdout.buffer)
        else:
            with contextlib.suppress(BrokenPipeError):
                capture(arguments[1], sys.stdout.buffer, manager, pyaudiowpatch)


if __name__ == "__main__":
    main(sys.argv[1:])
