"""What the service of known faults answers, or does not, and what is remembered of it."""

from __future__ import annotations

import json
import os
import runpy
from pathlib import Path
from typing import Any

import pytest

TOOL: dict[str, Any] = runpy.run_path(str(Path(__file__).resolve().parents[1] / "tools" / "audit.py"))
Audit = TOOL["Audit"]
CLEAN = {"name": "ana", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "bob", "skip_reason": "Dependency not found"}
FAULTY = {"name": "léo", "version": "2.0", "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"]}, {"id": "CVE-2", "fix_versions": []}]}


def answer(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("said", "audit"),
    [
        (answer(CLEAN, UNKNOWN), Audit(answered=True)),
        (answer(UNKNOWN), Audit(answered=False)),
        (answer(), Audit(answered=False)),
        ("", Audit(answered=False)),
        ("ERROR", Audit(answered=False)),
        ("[]", Audit(answered=False)),
        (answer(CLEAN, FAULTY), Audit(True, ("léo 2.0 : CVE-1, corrigé en 2.1", "léo 2.0 : CVE-2, corrigé en … rien encore"))),  # noqa: FBT003 - a case
    ],
)
def test_an_answer_is_read(said: str, audit: object) -> None:
    assert TOOL["read"](said) == audit


@pytest.mark.parametrize(("answered", "kept"), [(True, 86_000), (False, 3_500)])
def test_what_was_found_is_remembered_a_while_for_the_same_pins(tmp_path: Path, answered: bool, kept: int) -> None:  # noqa: FBT001 - a case
    file = tmp_path / "audited"
    TOOL["remember"](Audit(answered=answered), "ana==1.0", file)
    os.utime(file, (1000, 1000))
    assert TOOL["remembered"]("ana==1.0", 1000 + kept, file) == Audit(answered=answered)
    assert TOOL["remembered"]("ana==1.1", 1000 + kept, file) is None
    assert TOOL["remembered"]("ana==1.0", 1000 + kept + 500, file) is None


@pytest.mark.parametrize("content", ["", "[]", "{}"])
def test_a_spoilt_memory_is_no_memory(tmp_path: Path, content: str) -> None:
    file = tmp_path / "audited"
    file.write_text(content, encoding="utf-8")
    assert TOOL["remembered"]("ana==1.0", file.stat().st_mtime, file) is None


def test_a_fault_is_never_remembered_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "audited"
    monkeypatch.setitem(TOOL["main"].__globals__, "remembered", lambda *_: None)
    monkeypatch.setitem(TOOL["main"].__globals__, "remember", lambda found, pins: TOOL["remember"](found, pins, file))
    monkeypatch.setitem(TOOL["main"].__globals__, "_answer", lambda *_: answer(FAULTY))
    assert TOOL["main"]() == 1
    assert "CVE-1" in capsys.readouterr().err
    assert not file.exists()
    monkeypatch.setitem(TOOL["main"].__globals__, "_answer", lambda *_: "")
    assert TOOL["main"]() == 0
    assert "ne répond pas" in capsys.readouterr().out
