from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.testing import CliRunner

from codev_voice.cli.doctor import doctor, lines
from codev_voice.companion.doctor import diagnose
from codev_voice.companion.machine import Facts
from codev_voice.companion.sizes import Timing
from codev_voice.errors import MachineError
from codev_voice.weights.checking import Report, State

if TYPE_CHECKING:
    import pytest

RUNNER = CliRunner()
FACTS = Facts(
    python=(3, 12, 1),
    system="linux",
    cores=8,
    memory=16_000_000_000,
    folder=Path("/data/weights"),
    free=80_000_000_000,
    writable=True,
    broken=(),
    networks=(),
    models=(Report("base", State.RIGHT),),
    cards=0,
    microphones=None,
    extra=True,
    timing=Timing(0.28, 0.015, "cpu", 2),
)
app = typer.Typer()
app.command()(doctor)


def run(monkeypatch: pytest.MonkeyPatch, facts: Facts, *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr("codev_voice.companion.machine.gather", lambda _progress: facts)
    result = RUNNER.invoke(app, list(arguments))
    return result.exit_code, result.stdout


def test_every_line_then_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(monkeypatch, FACTS)
    assert code == 0
    assert said.splitlines() == lines(diagnose(FACTS))
    assert said.splitlines()[0] == "✓ Python : 3.12.1"
    assert "    → sudo apt install libportaudio2" in said.splitlines()
    assert said.splitlines()[-1] == "Tout ce qu'il faut est là."


def test_what_is_needed_and_missing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(monkeypatch, replace(FACTS, broken=("av",)))
    assert code == MachineError.exit_code
    assert "✗ Moteurs : ne se chargent pas : av" in said
    assert said.splitlines()[-1].startswith("Il manque de quoi travailler")


def test_json_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(monkeypatch, FACTS, "--json")
    told: dict[str, Any] = json.loads(said)
    assert code == 0
    assert told["works"] is True
    assert told["recommended"]["live"] == "small"
    assert told["measured"] == {"encoding": 0.28, "token": 0.015, "device": "cpu", "threads": 2, "share": 1.0}
    assert told["lines"][0] == {"subject": "Python", "state": "bon", "says": "3.12.1", "mend": ""}
    assert told["machine"]["cores"] == 8


def test_json_when_base_cannot_be_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(monkeypatch, replace(FACTS, timing=None, writable=False), "--json")
    told = json.loads(said)
    assert code == MachineError.exit_code
    assert (told["works"], told["recommended"], told["measured"]) == (False, None, None)
