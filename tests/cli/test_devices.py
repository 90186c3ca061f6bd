from __future__ import annotations

import io
import json
import sys
import time
from typing import Any

import pytest
from rich.console import Console

from cli.runs import command
from codev_voice.cli import devices
from codev_voice.errors import MachineError
from codev_voice.sound.devices import choosing
from codev_voice.sound.devices.metering import Metering
from sound.fakes import SOURCES, FakeSystem, until


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeSystem:
    system = FakeSystem()
    monkeypatch.setattr(choosing, "this_system", lambda: system)
    return system


def test_microphones_and_call_sources_in_plain_words(system: FakeSystem, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "devices", "--once")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Votre micro :",
        "  ● Micro interne (choix du système)",
        "      identifiant : m",
        "Le son de l'appel :",
        "  ● ce que joue « Casque » (choix du système)",
        "      identifiant : c",
    ]
    assert system.opened == []


def test_what_is_lacking_is_said(system: FakeSystem, capsys: pytest.CaptureFixture[str]) -> None:
    system.there = SOURCES[:1]
    assert "docs/capture.md" in command(capsys, "devices", "--once").out
    system.there = SOURCES[1:]
    assert "branchez-en un" in command(capsys, "devices").out


def test_nothing_at_all_is_one_french_line(system: FakeSystem, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    system.there = ()
    for platform, remedy in (("linux", "pulseaudio-utils"), ("darwin", "branchez un micro")):
        monkeypatch.setattr(sys, "platform", platform)
        ran = command(capsys, "devices")
        assert ran.code == MachineError.exit_code
        assert remedy in ran.last
        assert ran.out == ""
    assert json.loads(command(capsys, "devices", "--json").out) == []


def test_json_for_programs(system: FakeSystem, capsys: pytest.CaptureFixture[str]) -> None:
    listed: list[dict[str, Any]] = json.loads(command(capsys, "devices", "--json").out)
    assert listed[0] == {"id": "m", "name": "Micro interne", "channel": "micro", "default": True}
    assert len(listed) == 2


def test_no_sound_server_is_one_french_line(system: FakeSystem, capsys: pytest.CaptureFixture[str]) -> None:
    system.there = MachineError("Le serveur de son ne répond pas", "relancez-le")
    ran = command(capsys, "devices")
    assert (ran.code, ran.err) == (MachineError.exit_code, "Le serveur de son ne répond pas : relancez-le.\n")


def test_levels_are_drawn_until_ctrl_c(system: FakeSystem, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(devices, "time", type("Clock", (), {"sleep": staticmethod(wait)}))
    ran = command(capsys, "devices")
    assert (ran.code, ran.err) == (0, "")
    assert waits == [devices.EVERY] * 3
    assert "ne répond pas" in ran.out
    assert all(capture.closed for _, capture in system.opened)
    assert time.sleep is not wait


def test_a_bar_is_as_long_as_the_sound_is_loud() -> None:
    system = FakeSystem()
    with Metering(system, SOURCES) as metering:
        for _ in range(5):
            system.last("m").hear(1_036)  # -30 dBFS
        until(lambda: metering.levels()[0][1].share)
        console = Console(file=io.StringIO(), width=100)
        console.print(devices.table(metering))
    micro, call = console.file.getvalue().splitlines()  # type: ignore[attr-defined] # a StringIO
    assert micro.split() == ["micro", "Micro", "interne", "█" * 12 + "·" * 12, "bien"]
    assert call.rstrip().endswith("·" * 24 + "  ne répond pas")
