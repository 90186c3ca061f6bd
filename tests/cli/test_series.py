from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.runs import command
from companion.group_sessions import GROUP, SECRET, approve, held

Capture = pytest.CaptureFixture[str]


def test_without_a_name_the_groups_known(capsys: Capture, tmp_path: Path) -> None:
    assert "Aucun groupe" in command(capsys, "series").out
    held(tmp_path / "a", "2026-03-12", "Karim")
    ran = command(capsys, "series")
    assert (ran.code, ran.err) == (0, "")
    assert "| Codev du mardi | 1 séance |" in ran.out
    assert json.loads(command(capsys, "series", "--json").out)["groups"][0]["group"] == GROUP


def test_with_a_name_its_sessions(capsys: Capture, tmp_path: Path) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Karim"))
    elsewhere = held(tmp_path / "ailleurs" / "b", "2026-04-09", "Inès", known=False)
    (held(tmp_path / "c", "2026-05-07", "Fatou") / "journal").write_bytes(b"?")
    assert command(capsys, "series", GROUP).out.count(" 2026 ") == 2
    ran = command(capsys, "series", GROUP, "--dans", elsewhere.parent)
    assert (ran.code, ran.out.count(" 2026 ")) == (0, 3)
    assert ran.err.startswith("À savoir : c : ")
    found = json.loads(command(capsys, "series", GROUP, "--json", "--dans", elsewhere).out)
    assert [one["date"] for one in found["sessions"]] == ["2026-03-12", "2026-04-09", "2026-05-07"]
    assert SECRET not in json.dumps(found, ensure_ascii=False) + ran.out


def test_a_name_that_is_not_known_is_refused_with_those_that_are(capsys: Capture, tmp_path: Path) -> None:
    assert "--dans" in command(capsys, "series", "Nulle part").last
    held(tmp_path / "a", "2026-03-12", "Karim")
    ran = command(capsys, "series", "Nulle part")
    assert ran.code == 4
    assert GROUP in ran.last
    assert "n'existe pas" in command(capsys, "series", GROUP, "--dans", tmp_path / "rien").last
