"""Tables as PyAudioWPatch 0.2.12 gives them (see its `get_device_info_by_index` and `get_host_api_info_by_type`)."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest

from codev_voice.errors import MachineError
from codev_voice.sound.devices import portaudio, wasapi
from codev_voice.sound.devices.portaudio import read_sources, write_sources
from codev_voice.sound.devices.values import Source
from codev_voice.sound.devices.wasapi import Silences, Wasapi, capture, listed
from codev_voice.sound.segments import CALL, MICRO


def device(index: int, name: str, *, loopback: bool = False) -> dict[str, Any]:
    return {
        "index": index,
        "structVersion": 2,
        "name": name,
        "hostApi": 2,
        "maxInputChannels": 2 if loopback else 0,
        "maxOutputChannels": 0 if loopback else 2,
        "defaultLowInputLatency": 0.003,
        "defaultLowOutputLatency": 0.003,
        "defaultHighInputLatency": 0.01,
        "defaultHighOutputLatency": 0.01,
        "defaultSampleRate": 48_000.0,
        "isLoopbackDevice": loopback,
    }


DEVICES = (
    device(0, "Haut-parleurs (Realtek)"),
    device(1, "Casque (WH-1000XM4)"),
    device(2, "Haut-parleurs (Realtek) [Loopback]", loopback=True),
    device(3, "Casque (WH-1000XM4) [Loopback]", loopback=True),
)


class Stream:
    """A stream that gives two blocks, then plays nothing, then is pulled out."""

    def __init__(self, callback: Callable[..., tuple[None, int]], block: bytes, turns: int) -> None:
        self.turns = turns
        for _ in range(2):
            assert callback(block, len(block) // 4, {}, 0) == (None, Manager.paContinue)

    def is_active(self) -> bool:
        self.turns -= 1
        return self.turns >= 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Manager:
    """PyAudioWPatch and its `PyAudio`, as far as they are used."""

    paWASAPI, paInt16, paContinue = 13, 8, 0  # noqa: N815 - PyAudioWPatch's names

    def __init__(self, turns: int = 2) -> None:
        self.turns = turns
        self.asked: dict[str, Any] = {}

    def PyAudio(self) -> Self:  # noqa: N802 - idem
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get_host_api_info_by_type(self, kind: int) -> dict[str, Any]:
        assert kind == self.paWASAPI
        return {"index": 2, "structVersion": 1, "type": 13, "name": "Windows WASAPI", "deviceCount": 4, "defaultOutputDevice": 1}

    def get_device_info_by_index(self, index: int) -> dict[str, Any]:
        return DEVICES[index]

    def get_loopback_device_info_generator(self) -> Iterator[dict[str, Any]]:
        return (each for each in DEVICES if each["isLoopbackDevice"])

    def open(self, stream_callback: Callable[..., tuple[None, int]], **asked: Any) -> Stream:  # noqa: ANN401 - whatever it is asked
        self.asked = asked
        return Stream(stream_callback, np.full((asked["frames_per_buffer"], 2), 900, dtype="<i2").tobytes(), self.turns)


def test_the_call_is_what_the_output_device_plays() -> None:
    assert listed(Manager(), Manager.paWASAPI) == (
        Source("Haut-parleurs (Realtek) [Loopback]", "ce que joue « Haut-parleurs (Realtek) »", CALL),
        Source("Casque (WH-1000XM4) [Loopback]", "ce que joue « Casque (WH-1000XM4) »", CALL, default=True),
    )


def test_the_loopback_is_heard_at_its_own_rate_and_given_at_16_khz() -> None:
    manager, output = Manager(), io.BytesIO()
    capture("Casque (WH-1000XM4) [Loopback]", output, manager, manager)
    assert manager.asked == {"format": 8, "channels": 2, "rate": 48_000, "frames_per_buffer": 1_920, "input": True, "input_device_index": 3}
    heard = np.frombuffer(output.getvalue(), dtype="<i2")
    assert 1_200 < heard.size <= 1_280
    assert np.median(heard) == 900


def test_a_device_that_plays_nothing_gives_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wasapi, "SLACK", 0.0)
    manager, output = Manager(turns=5), io.BytesIO()
    capture("Casque (WH-1000XM4) [Loopback]", output, manager, manager)
    heard = np.frombuffer(output.getvalue(), dtype="<i2")
    assert heard.size >= 0.3 * 16_000  # three waits of a tenth of a second at least
    assert not heard[1_400:].any()


def test_silence_stands_for_what_was_not_played_and_no_more() -> None:
    moment = [100.0]
    silences = Silences(lambda: moment[0])
    moment[0] = 101.0
    assert len(silences.due()) == 2 * 12_800  # up to 0.2 s ago
    assert silences.due() == b""
    assert silences.gave(bytes(2 * 3_200)) == bytes(2 * 3_200)
    moment[0] = 101.15
    assert silences.due() == b""
    moment[0] = 101.3
    assert len(silences.due()) == 2 * 1_600


def test_the_child_does_one_thing_or_the_other(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setitem(sys.modules, "pyaudiowpatch", Manager())
    wasapi.main(["list"])
    sys.stdout.flush()
    assert len(read_sources(capfdbinary.readouterr().out)) == 2
    wasapi.main(["capture", "Casque (WH-1000XM4) [Loopback]"])
    sys.stdout.flush()
    assert len(capfdbinary.readouterr().out) > 2_400


@pytest.fixture
def children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Children of both modules, that print the file of their module and first word."""
    if os.name == "nt":
        pytest.skip("scripts are POSIX's")
    script = tmp_path / "child"
    script.write_text('#!/bin/sh\ncat "$0.$1.$2"\n')
    script.chmod(0o700)
    for module in (portaudio, wasapi):
        monkeypatch.setattr(module, "child", lambda name: (str(script), name.rpartition(".")[2]))
    with (tmp_path / "child.portaudio.list").open("wb") as file:
        write_sources([Source("Micro", "Micro", MICRO, default=True), Source("CABLE Output", "x", CALL, default=True)], file)
    (tmp_path / "child.portaudio.capture").write_bytes(b"\x01\x00")
    (tmp_path / "child.wasapi.capture").write_bytes(b"\x02\x00")
    return script


def test_microphones_are_portaudio_s_and_the_call_is_the_loopback_s(children: Path) -> None:
    loopback = Source("Casque [Loopback]", "ce que joue « Casque »", CALL, default=True)
    with (children.parent / "child.wasapi.list").open("wb") as file:
        write_sources([loopback], file)
    sources = Wasapi().sources()
    assert sources == (Source("Micro", "Micro", MICRO, default=True), loopback)
    for source, sample in zip(sources, (1, 2), strict=True):
        heard = Wasapi().open(source)
        chunk = heard.read()
        assert chunk is not None
        assert chunk.tolist() == [sample]
        assert heard.read() is None
    Wasapi().watch(lambda: None)()


def test_a_loopback_that_is_missing_is_said_with_its_remedy(children: Path) -> None:
    with pytest.raises(MachineError, match="PyAudioWPatch"):
        Wasapi().sources()
