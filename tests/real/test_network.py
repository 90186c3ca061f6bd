"""No command opens a socket beyond this machine; `test_nothing_leaves.py` watches below Python too."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sessions import write_session
from watched import Watched

pytestmark = pytest.mark.real
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("hear", "petit.jsonl", "--people", "fiche.toml", "--into", "s", "--agreed"),
    ("transcript", "s"),
    ("documents", "s"),
    ("review", "s"),
    ("notices", "s"),
    ("answer", "s", "1", "dit"),
    ("rename", "s", "Fatou", "Aïcha"),
    ("move", "s", "9", "3"),
    ("export", "s", "--format", "md,ics,json,docx"),
    ("send", "s"),
    ("doctor",),
    ("tidy", "--apply"),
    ("forget", "s", "--person", "Aïcha", "--yes"),
    ("forget", "s", "--yes"),
)
FAR = "import socket; socket.create_connection(('192.0.2.1', 80), 0.1)"
NAME = "import socket; socket.getaddrinfo('exemple.invalid', 80)"


def test_no_command_reaches_beyond_this_machine(tmp_path: Path) -> None:
    write_session(tmp_path)
    watched = Watched(tmp_path / "home")
    printed, codes = watched.run(*COMMANDS, folder=tmp_path)
    assert [code for command, code in zip(COMMANDS, codes, strict=True) if command != ("doctor",)] == [0] * (len(COMMANDS) - 1), printed
    assert watched.reached(far=True) == []


@pytest.mark.parametrize("code", [FAR, NAME], ids=["address", "name"])
def test_the_watch_sees_whoever_would_leave_children_included(tmp_path: Path, code: str) -> None:
    watched = Watched(tmp_path / "home")
    child = f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {code!r}], capture_output=True).returncode)"
    ran = subprocess.run([sys.executable, "-c", child], env=watched.environment, check=False)
    assert ran.returncode == 1
    assert len(watched.reached(far=True)) == 1


def test_the_watch_lets_this_machine_be_reached_and_sees_it(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "home")
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5).close()"
        subprocess.run([sys.executable, "-c", code], env=watched.environment, check=True)
    assert watched.reached(far=True) == []
    assert any("socket.connect ('127.0.0.1'" in line for line in watched.reached(far=False))
