from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.runs import command
from codev_voice.cli.evaluating import lines
from sessions import SETTINGS, labelled_lines

Capture = pytest.CaptureFixture[str]


def test_a_session_is_measured_for_people_and_for_programs(capsys: Capture, tmp_path: Path) -> None:
    session = tmp_path / "session.jsonl"
    session.write_text(labelled_lines(), encoding="utf-8")
    session.with_name("seance.toml").write_text(SETTINGS, encoding="utf-8")
    assert json.loads(command(capsys, "eval", "text", session, "--json").out).keys() == {"stages", "advice", "documents"}
    assert "stages :" in command(capsys, "eval", "text", session).out


def test_utterances_are_measured(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "u.jsonl"
    line = {
        "id": "u1",
        "speaker_role": "consultant",
        "previous": [],
        "text": "Tu devrais lui écrire.",
        "label": "A1",
        "excerpt": "Tu devrais lui écrire",
    }
    path.write_text(json.dumps({**line, "hard": False, "note": ""}, ensure_ascii=False), encoding="utf-8")
    scores = json.loads(command(capsys, "eval", "utterances", path, "--json").out)
    assert scores["any"]["tp"] == 1
    assert scores["lines"][0]["id"] == "u1"
    assert "any :" in command(capsys, "eval", "utterances", path).out
    assert command(capsys, "eval", "utterances", tmp_path / "rien.jsonl").code == 3


def test_a_sound_needs_its_truth(capsys: Capture, tmp_path: Path) -> None:
    assert "vérité" in command(capsys, "eval", "sound", tmp_path / "x.wav").last


def test_scores_are_lines_with_a_decimal_comma() -> None:
    assert lines({"a": {"b": 0.5, "c": 3}}) == ["a :", "  b : 0,500", "  c : 3"]
