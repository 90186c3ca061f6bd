"""Which sessions this user has on this machine: their folders' paths, so that what is due in them is not left to anybody's memory."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from codev_voice.session.disk import guarded, make_folder, write_private
from codev_voice.session.folder import Folder
from codev_voice.session.places import user_folder

VARIABLE = "CODEV_VOICE_SESSIONS"
"""Names the file of the list, where it should not be among the user's data."""


def list_file() -> Path:
    """Where the list is; it may not exist yet."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else user_folder() / "seances.json"


def remember(path: Path) -> None:
    """A session lies in this folder.

    Raises:
        MachineError: the list cannot be written.
    """
    here = path.resolve()
    with _held() as paths:
        _write([*(one for one in paths if one != here), here])


def forget(path: Path) -> None:
    """No session lies in this folder any more.

    Raises:
        MachineError: the list cannot be written.
    """
    here = path.resolve()
    with _held() as paths:
        _write([one for one in paths if one != here])


def known() -> tuple[Path, ...]:
    """The folders that still hold a session, the last remembered last; one that may not be read is not told.

    Raises:
        MachineError: the list cannot be read.
    """
    return tuple(path for path in _read() if _holds(path))


@contextlib.contextmanager
def _held() -> Iterator[list[Path]]:
    """The list, which nobody else changes meanwhile, without the folders that are gone from a disk that is there."""
    import filelock

    file = list_file()
    make_folder(file.parent)
    with guarded(file), filelock.FileLock(file.with_name(f".{file.name}.verrou"), timeout=10, mode=0o600):
        yield [path for path in _read() if not _gone(path)]


def _holds(path: Path) -> bool:
    with contextlib.suppress(PermissionError):
        return Folder(path).journal.is_file()
    return False


def _gone(path: Path) -> bool:
    with contextlib.suppress(PermissionError):
        return path.parent.exists() and not path.exists()
    return False


def _read() -> list[Path]:
    file = list_file()
    with guarded(file):
        data = file.read_bytes() if file.is_file() else b"[]"
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):  # somebody wrote there: the list is made again as sessions are opened
        return []
    return [Path(path) for path in found if isinstance(path, str)] if isinstance(found, list) else []


def _write(paths: Sequence[Path]) -> None:
    write_private(list_file(), json.dumps([str(path) for path in paths], indent=1).encode())
