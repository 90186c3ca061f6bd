"""A session's folder: what is where in it, and one writer at a time."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codev_voice.errors import SessionError
from codev_voice.session.disk import guarded, make_folder, write_private
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance, render_seance

LONGEST = 160
"""Bytes that a folder's name keeps of what it is named after: file systems refuse more than 255 bytes."""


@dataclass(frozen=True)
class Folder:
    """The places of a session: anyone can copy the folder, and it goes on elsewhere."""

    path: Path

    @property
    def name(self) -> str:
        """How messages call the folder, the current one too (« . » names nothing)."""
        return self.path.name or self.path.resolve().name or str(self.path)

    @property
    def seance(self) -> Path:
        """What people wrote."""
        return self.path / "seance.toml"

    @property
    def journal(self) -> Path:
        """The events."""
        return self.path / "journal"

    @property
    def sound(self) -> Path:
        """What a live session records (see `sound/segments.py`)."""
        return self.path / "sound"

    @property
    def work(self) -> Path:
        """What an interrupted hearing will take up again; gone when it is done."""
        return self.path / "travail"

    @property
    def lock(self) -> Path:
        """What the one writer holds."""
        return self.path / ".verrou"

    @property
    def copying(self) -> Path:
        """What is held while something is copied out of it, or erased."""
        return self.path / ".verrou-copies"

    @property
    def exports(self) -> Path:
        """Files that can be made again at will."""
        return self.path / "exports"

    def settings(self) -> Seance:
        """What `seance.toml` says, the defaults if there is none.

        Raises:
            SettingsError: it is wrong.
        """
        return read_seance(self.seance) if self.seance.exists() else Seance()

    def save_settings(self, seance: Seance) -> None:
        """Write `seance.toml`."""
        make_folder(self.path)
        write_private(self.seance, render_seance(seance).encode("utf-8"))


def folder_name(title: str, date: datetime.date | None) -> str:
    """A session's folder's name that sorts: its date if known, then what it is called, without what a file system refuses."""
    letters = "".join(letter if letter.isprintable() and letter not in '<>:"/\\|?*' else "-" for letter in title)
    stem = letters.encode()[:LONGEST].decode(errors="ignore").strip(" .") or "séance"
    return f"{date.isoformat()} codev - {stem}" if date else f"codev - {stem}"


def existing(path: Path) -> Folder:
    """The session in this folder.

    Raises:
        SessionError: there is none.
    """
    folder = Folder(path)
    if path.is_file():
        raise SessionError(f"{path.name} est un fichier", "indiquez le dossier de la séance, que « codev-voice hear » a affiché à la fin")
    if not path.is_dir():
        raise SessionError(f"Le dossier {folder.name} n'existe pas", "vérifiez son nom, ou créez une séance avec « codev-voice hear »")
    if not folder.journal.is_file():
        raise SessionError(
            f"{folder.name} n'est pas le dossier d'une séance", "indiquez le dossier que « codev-voice hear » a affiché à la fin"
        )
    return folder


@contextlib.contextmanager
def writing(folder: Folder) -> Iterator[Folder]:
    """Hold the session for writing.

    Raises:
        SessionError: another process is writing to it.
        MachineError: no permission, or the disk is full.
    """
    import filelock

    make_folder(folder.path)
    lock = filelock.FileLock(folder.lock, timeout=0, mode=0o600)
    with guarded(folder.path):
        try:
            lock.acquire()
        except filelock.Timeout:  # itself an OSError: told apart first
            raise SessionError(
                "Cette séance est en cours d'écriture par un autre programme", "attendez qu'il ait fini, ou fermez-le, puis recommencez"
            ) from None
    try:
        for whole in (folder.seance, folder.journal):
            for torn in folder.path.glob(f".{whole.name}.????????"):  # a process killed while it was writing left them
                torn.unlink(missing_ok=True)
        yield folder
    finally:
        lock.release()
