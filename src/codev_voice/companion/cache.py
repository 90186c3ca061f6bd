"""What an interrupted hearing takes up again: small private files in the session's work folder, sealed with its key."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from codev_voice.session.disk import guarded, make_folder, write_private
from codev_voice.session.keys import part_of
from codev_voice.session.sealing import WORK, Seal

_OURS = re.compile(r"[0-9a-f]{32}|\.[0-9a-f]{32}\..{8}")
"""Names of values, and of those whose writing was cut short."""


@dataclass(frozen=True)
class FileCache:
    """Values by key, each in its own file, written whole or not at all."""

    path: Path

    def get(self, key: str) -> bytes | None:
        """What was put under this key, None if nothing was.

        Raises:
            SessionError: the session's key is not there, or the value was altered.
            MachineError: the machine refuses.
        """
        place = self._place(key)
        with guarded(place):
            return self._seal(place).open(place.read_bytes(), 0) if place.exists() else None

    def put(self, key: str, value: bytes) -> None:
        """Keep this value.

        Raises:
            SessionError: the session's key is not there.
            MachineError: the disk is full, or refuses.
        """
        make_folder(self.path)
        place = self._place(key)
        write_private(place, self._seal(place).close(value, 0))

    def clear(self) -> None:
        """Forget everything: nothing of what was said stays outside the journal. Files that others put there are left alone."""
        with guarded(self.path):
            if not self.path.is_dir():
                return
            for file in self.path.iterdir():
                if _OURS.fullmatch(file.name):
                    file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # not empty: somebody's own folder
                self.path.rmdir()

    def _seal(self, place: Path) -> Seal:
        return part_of(self.path.parent, WORK).part(place.name)

    def _place(self, key: str) -> Path:
        return self.path / hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
