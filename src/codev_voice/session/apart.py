"""Folders that search indexes and backups should leave alone, told so by the simplest means each system has.

None of it protects anything: what must not be read is sealed. A session's folder is kept out of search indexes (what is exported
there is in clear); the folder of keys is kept out of backups, where a key would survive its destruction.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

from codev_voice.errors import CodevError
from codev_voice.session.disk import write_private

TAG = "CACHEDIR.TAG"
_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55\n"  # bford.info/cachedir: what borg, restic, tar and others look for
UNINDEXED = {"linux": ".trackerignore", "darwin": ".metadata_never_index"}
"""Files whose presence keeps GNOME's and macOS's indexes out of a folder."""
_NOT_CONTENT_INDEXED, _UNKNOWN = 0x2000, 0xFFFFFFFF


def unindexed(folder: Path, system: str = sys.platform) -> None:
    """Ask the system's search index to leave this folder alone; best effort: a session goes on without it."""
    if system == "win32":
        _attribute(folder)
    elif system in UNINDEXED:
        with contextlib.suppress(CodevError):
            write_private(folder / UNINDEXED[system], b"")


def unsaved(folder: Path, system: str = sys.platform) -> None:
    """Ask backups to leave this folder out; best effort."""
    with contextlib.suppress(CodevError):
        write_private(folder / TAG, _SIGNATURE)
    if system == "darwin":
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            subprocess.run(["/usr/bin/tmutil", "addexclusion", str(folder)], check=False, capture_output=True, timeout=10)  # noqa: S603 - the system's


def _attribute(folder: Path) -> None:
    """Windows: what is made inside a folder takes this attribute from it."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - no checker on another system knows it
    held = kernel.GetFileAttributesW(str(folder)) & _UNKNOWN
    if held != _UNKNOWN:
        kernel.SetFileAttributesW(str(folder), held | _NOT_CONTENT_INDEXED)
