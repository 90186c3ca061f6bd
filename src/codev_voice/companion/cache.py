"""What an interrupted hearing takes up again: small private files in the session's work folder."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from codev_voice.session.disk import guarded, make_folder, write_private

_OURS = re.compile(r"[0-9a-f]{32}|\.[0-9a-f]{32}\..{8}")
"""Names of values, and of those whose writing was cut short."""


@dataclass(frozen=True)
class FileCache:
    """Values by key, each in its own file, written whole or not at all."""

    path: Path

    def get(self, key: str) -> bytes | None:
        """What was put under this key, None if nothing was."""
        place = self._place(key)
        with guarded(place):
            return place.read_bytes() if place.exists() else None

    def put(self, key: str, value: bytes) -> None:
        """Keep this value.

        Raises:
            MachineError: the disk is full, or refuses.
        """
        make_folder(self.path)
        write_private(self._place(key), value)

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

    def _place(self, key: str) -> Path:
        return self.path / hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
