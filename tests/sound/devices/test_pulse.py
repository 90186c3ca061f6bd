"""Tables as PulseAudio 16 and PipeWire 1.0 print them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from codev_voice.errors import MachineError
from codev_voice.sound.devices import pulse
from codev_voice.sound.devices.pulse import Pulse, found
from codev_voice.sound.devices.values import Source
from codev_voice.sound.segments import CALL, MICRO
from sound.fakes import until

MIC: dict[str, Any] = {
    "index": 3,
    "name": "alsa_input.pci-0000_00_1f.3.analog-stereo",
    "description": "Audio interne Analog Stereo",
    "monitor_source": "",
    "properties": {"device.description": "Audio interne Analog Stereo", "device.class": "sound"},
}
MONITOR: dict[str, Any] = {
    "index": 2,
    "name": "bluez_output.AC_12.1.monitor",
    "description": "Monitor of WH-1000XM4",
    "monitor_source": "bluez_output.AC_12.1",
    "properties": {"device.class": "monitor"},
}
SINK: dict[str, Any] = {
    "index": 2,
    "name": "bluez_output.AC_12.1",
    "description": "WH-1000XM4",
    "monitor_source": "bluez_output.AC_12.1.monitor",
}
INFO = {"default_sink_name": SINK["name"], "default_source_name": MIC["name"]}


def test_microphones_and_what_the_outputs_play() -> None:
    assert found([MONITOR, MIC], [SINK], INFO) == (
        Source(MONITOR["name"], "ce que joue « WH-1000XM4 »", CALL, default=True),
        Source(MIC["name"], "Audio interne Analog Stereo", MICRO, default=True),
    )


def test_a_monitor_is_never_the_microphone_even_when_the_server_says_so() -> None:
    sources = found([MONITOR], [SINK], {**INFO, "default_source_name": MONITOR["name"]})
    assert [source.channel for source in sources] == [CALL]


def test_nothing_is_the_default_that_the_server_does_not_choose() -> None:
    sources = found([MONITOR, MIC], [SINK], {"default_sink_name": "other"})
    assert not any(source.default for source in sources)


@pytest.mark.parametrize(
    ("properties", "name"),
    [({"alsa.card_name": "HDA Intel PCH"}, "HDA Intel PCH"), ({"device.description": "(null)"}, MIC["name"]), (None, MIC["name"])],
)
def test_a_name_that_was_spoiled_gives_way_to_another(properties: dict[str, str] | None, name: str) -> None:
    (source,) = found([{**MIC, "description": "(null)", "properties": properties}], [], INFO)
    assert source.name == name


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`pactl` and `parec` of our own: the first prints the file of its last word, and both say how they were called."""
    if sys.platform == "win32":
        pytest.skip("scripts are POSIX's")
    for name, body in (("pactl", 'cat "$0.$(eval echo \\$$#)"'), ("parec", "printf '\\001\\000'")):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\necho "$LC_ALL $*" >> "$0.called"\n{body}\n')
        script.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for word, table in (("sources", [MONITOR, MIC]), ("sinks", [SINK]), ("info", INFO)):
        (tmp_path / f"pactl.{word}").write_text(json.dumps(table))
    return tmp_path


def test_the_server_is_asked_in_json_with_decimal_points(tools: Path) -> None:
    assert pulse.usable()
    assert len(Pulse().sources()) == 2
    calls = (tools / "pactl.called").read_text().splitlines()
    assert calls[-1] == "C.UTF-8 --format=json info"
    assert all(call.startswith("C.UTF-8 --format=json ") for call in calls)


def test_a_source_is_captured_by_its_name(tools: Path) -> None:
    capture = Pulse().open(Source("call.monitor", "x", CALL))
    chunk = capture.read()
    assert chunk is not None
    assert chunk.tolist() == [1]
    assert capture.read() is None
    (call,) = (tools / "parec.called").read_text().splitlines()
    assert "--raw --format=s16le --rate=16000 --channels=1 --latency-msec=40" in call
    assert call.endswith("--device=call.monitor")


@pytest.mark.parametrize("said", ["", "Connection refused", "{"])
def test_a_server_that_does_not_answer(tools: Path, said: str) -> None:
    (tools / "pactl.sources").write_text(said)
    with pytest.raises(MachineError, match="serveur de son ne répond pas"):
        Pulse().sources()


def test_no_server_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not pulse.usable()
    Pulse().watch(lambda: None)()  # nothing to watch, nothing to stop


def test_only_devices_call_for_a_look(tools: Path) -> None:
    looks: list[int] = []
    events = tools / "pactl.subscribe"
    os.mkfifo(events)
    stop = Pulse().watch(lambda: looks.append(1))
    with events.open("w") as pipe:
        for said, count in (("client", 0), ("source", 1), ("source-output", 1), ("server", 2)):
            pipe.write(json.dumps({"index": 1, "event": "change", "on": said}, separators=(",", ":")))
            pipe.flush()
            until(lambda count=count: len(looks) >= count)  # type: ignore[misc] # bound now
    until(lambda: len(looks) == 2)
    stop()
