"""Which recorder records: the last that took its turn. The one before ends by itself when it sees that.

A companion that dies leaves its recorder recording; the next companion's recorder takes over without a word between them, by a token in
the folder of the sound. Between the two, sound overlaps by moments, which harms nobody; it never lacks.
"""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from codev_voice.session.disk import make_folder, write_private

NAME = ".preneur"


class Turn:
    """A recorder's turn in a folder of sound."""

    def __init__(self, folder: Path) -> None:
        """Not taken yet."""
        self._path = folder / NAME
        self._token = secrets.token_hex(8).encode()
        self.taken = False

    def take(self) -> None:
        """Be the recorder of this folder.

        Raises:
            MachineError: the folder cannot be written.
        """
        make_folder(self._path.parent)
        write_private(self._path, self._token)
        self.taken = True

    @property
    def over(self) -> bool:
        """Whether another recorder has taken over."""
        if self.taken:
            with contextlib.suppress(OSError):  # gone, or not to be read just now: nobody has taken over
                return self._path.read_bytes() != self._token
        return False
