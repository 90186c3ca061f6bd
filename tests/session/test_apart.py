from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from codev_voice.session import apart

if TYPE_CHECKING:
    import pytest


def test_indexes_are_told_by_the_means_of_each_system(tmp_path: Path) -> None:
    for system in ("linux", "darwin", "freebsd"):
        apart.unindexed(tmp_path, system)
    assert sorted(file.name for file in tmp_path.iterdir()) == [".metadata_never_index", ".trackerignore"]
    apart.unindexed(tmp_path / "nulle part", "linux")  # best effort


def test_windows_is_told_by_an_attribute_beside_those_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []
    held = {"value": 0x10}

    class Kernel:
        def GetFileAttributesW(self, path: str) -> int:  # noqa: N802 - the system's name
            return held["value"]

        def SetFileAttributesW(self, path: str, attributes: int) -> int:  # noqa: N802 - idem
            told.append((path, attributes))
            return 1

    class Windows:
        kernel32 = Kernel()

    monkeypatch.setattr(ctypes, "windll", Windows, raising=False)
    apart.unindexed(tmp_path, "win32")
    held["value"] = -1  # no such folder
    apart.unindexed(tmp_path, "win32")
    assert told == [(str(tmp_path), 0x2010)]


def test_backups_are_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda arguments, **_: told.append(arguments))
    apart.unsaved(tmp_path, "linux")
    assert told == []
    apart.unsaved(tmp_path, "darwin")
    assert told == [["/usr/bin/tmutil", "addexclusion", str(tmp_path)]]
    assert (tmp_path / apart.TAG).read_bytes().startswith(b"Signature: ")
