"""What is made of a session and can be made again: it goes as soon as it may hold what is erased."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from codev_voice.companion.cache import FileCache
from codev_voice.errors import SessionError
from codev_voice.session.disk import guarded
from codev_voice.session.folder import Folder, existing

PATIENCE = 60.0
"""Seconds that one waits for whoever makes copies, or erases: neither takes more than a few."""


@contextlib.contextmanager
def undisturbed(folder: Folder) -> Iterator[None]:
    """Hold the copies of a session: while it is, nobody makes one of what is erased, nor erases what is being copied.

    It is a lock of its own, since a session's documents are exported while its page holds the session.

    Raises:
        SessionError: somebody else has been holding them for `PATIENCE`.
        MachineError: the disk refuses.
    """
    import filelock

    lock = filelock.FileLock(folder.copying, timeout=PATIENCE, mode=0o600)
    with guarded(folder.path):
        try:
            lock.acquire()
        except filelock.Timeout:  # itself an OSError: told apart first
            raise SessionError(
                "Des fichiers de cette séance sont en train d'être faits ou effacés par un autre programme",
                "attendez qu'il ait fini, puis recommencez",
            ) from None
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def copying(path: Path, *places: Path | None) -> Iterator[Folder]:
    """The session in this folder, while copies of it are made at these places: if any is in its folder, nothing is erased meanwhile.

    Raises:
        SessionError: there is no session, or it was forgotten while one waited; a place is in its folder, where what is cut later would
            not be taken away; or as `undisturbed`.
        MachineError: as `undisturbed`.
    """
    folder = existing(path)
    inside = [place for place in places if place is not None and place.resolve().is_relative_to(path.resolve())]
    if not inside:
        yield folder
        return
    for place in inside:
        if not place.resolve().is_relative_to(folder.exports.resolve()):
            problem = f"« {place.name} » n'est pas écrit : dans le dossier d'une séance, une coupe n'enlève que ce qui est dans « exports »"
            raise SessionError(problem, f"écrivez dans {folder.exports}, ou hors du dossier de la séance")
    with undisturbed(folder):
        if folder.journal.is_file():
            yield folder
            return
    folder.copying.unlink(missing_ok=True)  # the lock made the folder again
    with contextlib.suppress(OSError):
        path.rmdir()
    existing(path)  # says that it is there no more


def folders(folder: Folder) -> frozenset[str]:
    """The names of the folders of its exports: one for each reader to whom something was handed."""
    with guarded(folder.exports):
        return frozenset(place.name for place in folder.exports.iterdir() if place.is_dir()) if folder.exports.is_dir() else frozenset()


def drop_handed(folder: Folder, names: Iterable[str]) -> None:
    """Take away what was exported for these readers (the names of their folders); the caller holds the copies (`undisturbed`).

    Raises:
        MachineError: the disk refuses.
    """
    for name in names:
        with guarded(folder.exports / name), contextlib.suppress(FileNotFoundError):
            shutil.rmtree(folder.exports / name)


def drop_copies(folder: Folder) -> None:
    """Take away what was made of a session and can be made again: its exports, and what an interrupted hearing had kept.

    The caller holds them (`undisturbed`) until what they were made of is erased too.

    Raises:
        MachineError: the disk refuses.
    """
    FileCache(folder.work).clear()
    with guarded(folder.exports), contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder.exports)
