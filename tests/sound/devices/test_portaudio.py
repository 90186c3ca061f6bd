"""Tables as sounddevice 0.5 gives them on each system."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from codev_voice.errors import MachineError
from codev_voice.sound.devices import portaudio
from codev_voice.sound.devices.portaudio import PortAudio, capture, listed, read_sources, write_sources
from codev_voice.sound.devices.values import Source
from codev_voice.sound.segments import CALL, MICRO


def device(index: int, name: str, inputs: int, hostapi: int = 0, rate: float = 48_000.0) -> dict[str, Any]:
    return {
        "name": name,
        "index": index,
        "hostapi": hostapi,
        "max_input_channels": inputs,
        "max_output_channels": 2 - min(inputs, 2),
        "default_low_input_latency": 0.01,
        "default_low_output_latency": 0.01,
        "default_high_input_latency": 0.1,
        "default_high_output_latency": 0.1,
        "default_samplerate": rate,
    }


def api(name: str, devices: list[int], default_input: int) -> dict[str, Any]:
    return {"name": name, "devices": devices, "default_input_device": default_input, "default_output_device": -1}


MAC = (
    device(0, "BlackHole 2ch", 2),
    device(1, "MacBook Pro Microphone", 1),
    device(2, "MacBook Pro Speakers", 0),
    device(3, "AirPods de Claire", 1),
)


def test_macos_has_its_microphones_and_a_virtual_device_for_the_call() -> None:
    assert listed(MAC, [api("Core Audio", [0, 1, 2, 3], 3)]) == (
        Source("MacBook Pro Microphone", "MacBook Pro Microphone", MICRO),
        Source("AirPods de Claire", "AirPods de Claire", MICRO, default=True),
        Source("BlackHole 2ch", "ce qui passe par « BlackHole 2ch »", CALL, default=True),
    )


def test_a_virtual_device_is_not_the_microphone_even_as_the_default() -> None:
    defaults = [source.id for source in listed(MAC, [api("Core Audio", [0, 1, 2, 3], 0)]) if source.default]
    assert defaults == ["MacBook Pro Microphone", "BlackHole 2ch"]


@pytest.mark.parametrize(
    "name", ["BlackHole 16ch", "VB-Cable", "Loopback Audio", "Soundflower (2ch)", "CABLE Output (VB-Audio Virtual Cable)"]
)
def test_virtual_devices_are_known_by_their_names(name: str) -> None:
    (source,) = listed([device(0, name, 2)], [api("Core Audio", [0], 0)])
    assert source.channel == CALL


def test_windows_lists_each_microphone_once() -> None:
    devices = [device(0, "Microphone (Realtek", 2), device(1, "Microphone (Realtek Audio)", 2, 1), device(2, "Haut-parleurs", 0, 1)]
    sources = listed(devices, [api("MME", [0], 0), api("Windows WASAPI", [1, 2], 1)])
    assert sources == (Source("Microphone (Realtek Audio)", "Microphone (Realtek Audio)", MICRO, default=True),)


def test_a_machine_without_devices() -> None:
    assert listed([], []) == ()
    assert listed([device(0, "Speakers", 0)], [api("Core Audio", [0], -1)]) == ()
    assert listed([device(0, "Micro", 1)], [api("ALSA", [], -1), api("JACK", [0], 0)])[0].default


def test_a_list_goes_from_the_child_to_its_parent() -> None:
    output = io.BytesIO()
    sources = listed(MAC, [api("Core Audio", [0, 1, 2, 3], 3)])
    write_sources(sources, output)
    assert read_sources(output.getvalue()) == sources


class Library:
    """sounddevice, as far as it is used: a device that gives three blocks, then is pulled out."""

    class PortAudioError(Exception):
        pass

    def __init__(self, *, converts: bool) -> None:
        self.converts = converts
        self.asked: dict[str, Any] = {}

    def query_devices(self) -> tuple[dict[str, Any], ...]:
        return (device(4, "Micro", 0), device(5, "Micro", 2))

    def check_input_settings(self, **asked: object) -> None:
        if not self.converts:
            raise self.PortAudioError

    def RawInputStream(  # noqa: N802 - sounddevice's name
        self,
        callback: Callable[..., None],
        finished_callback: Callable[[], None],
        **asked: Any,  # noqa: ANN401 - whatever it is asked
    ) -> threading.Lock:
        self.asked = asked
        block = np.full((asked["blocksize"], asked["channels"]), 700, dtype="<i2")
        for _ in range(3):
            callback(memoryview(block.tobytes()), asked["blocksize"], object(), object())
        finished_callback()
        return threading.Lock()


def test_a_microphone_is_heard_at_16_khz_where_the_system_converts() -> None:
    library, output = Library(converts=True), io.BytesIO()
    capture("Micro", output, library)
    assert library.asked == {"samplerate": 16_000, "blocksize": 640, "device": 5, "channels": 1, "dtype": "int16"}
    assert np.frombuffer(output.getvalue(), dtype="<i2").tolist() == [700] * 1_920


def test_a_microphone_is_heard_at_its_own_rate_elsewhere() -> None:
    library, output = Library(converts=False), io.BytesIO()
    capture("Micro", output, library)
    assert library.asked == {"samplerate": 48_000, "blocksize": 1_920, "device": 5, "channels": 2, "dtype": "int16"}
    heard = np.frombuffer(output.getvalue(), dtype="<i2")
    assert 1_850 < heard.size <= 1_920
    assert np.median(heard) == 700


def test_the_child_does_one_thing_or_the_other(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    library = Library(converts=True)
    library.query_hostapis = lambda: [api("Core Audio", [1], 1)]  # type: ignore[attr-defined] # for the list alone
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    portaudio.main(["list"])
    sys.stdout.flush()
    assert [source.id for source in read_sources(capfdbinary.readouterr().out)] == ["Micro"]
    portaudio.main(["capture", "Micro"])
    sys.stdout.flush()
    assert len(capfdbinary.readouterr().out) == 2 * 1_920


@pytest.fixture
def children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Children that print the file of their first word."""
    if os.name == "nt":
        pytest.skip("scripts are POSIX's")
    script = tmp_path / "child"
    script.write_text('#!/bin/sh\ncat "$0.$1"\n')
    script.chmod(0o700)
    monkeypatch.setattr(portaudio, "child", lambda _module: (str(script),))
    return script


def test_devices_are_listed_and_captured_by_children(children: Path) -> None:
    with children.with_suffix(".list").open("wb") as file:
        write_sources([Source("Micro", "Micro", MICRO)], file)
    children.with_suffix(".capture").write_bytes(b"\x05\x00")
    (source,) = PortAudio().sources()
    heard = PortAudio().open(source)
    chunk = heard.read()
    assert chunk is not None
    assert chunk.tolist() == [5]
    assert heard.read() is None
    PortAudio().watch(lambda: None)()


def test_portaudio_that_is_missing_is_said_with_its_remedy(children: Path) -> None:
    with pytest.raises(MachineError, match="libportaudio2"):
        PortAudio().sources()


def test_the_child_is_this_interpreter_and_a_module() -> None:
    assert portaudio.child(portaudio.__name__) == (sys.executable, "-m", "codev_voice.sound.devices.portaudio")
