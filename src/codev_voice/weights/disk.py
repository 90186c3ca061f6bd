"""Putting weights in place: room, rights, one fetcher at a time, all or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from codev_voice.errors import MachineError, WeightsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from codev_voice.session.progress import Progress

MARGIN = 50_000_000
"""Bytes left free on the disk beyond what is fetched."""


def megabytes(size: float) -> str:
    """A size for people: "148 Mo", "3,1 Go"."""
    if size >= 1e9:  # noqa: PLR2004 - a gigabyte
        return f"{size / 1e9:.1f} Go".replace(".", ",")
    return f"{size / 1e6:.0f} Mo"


def need_room(folder: Path, size: int) -> None:
    """Check, before anything is fetched, that `size` bytes fit beside `folder`'s files.

    Raises:
        MachineError: they do not.
    """
    free = shutil.disk_usage(folder).free
    if free < size + MARGIN:
        problem = f"Il faut {megabytes(size + MARGIN)} libres dans {folder}, il en reste {megabytes(free)}"
        raise MachineError(problem, "libérez de la place, puis relancez la même commande")


@contextmanager
def alone(folder: Path, progress: Progress, patience: float = 1800.0) -> Iterator[None]:
    """Hold the fetchers' lock of `folder`, waiting at most `patience` seconds for another one to finish.

    Raises:
        WeightsError: the other one is still at it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "fetch.lock", mode=0o600)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress("Attente d'un autre téléchargement", 0.0)
            lock.acquire(timeout=patience)
    except Timeout:
        problem = "Un autre téléchargement des modèles est toujours en cours"
        raise WeightsError(problem, "attendez sa fin ou arrêtez-le, puis relancez la même commande") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def staging(folder: Path, name: str) -> Iterator[Path]:
    """A temporary folder beside `folder/name`, gone at the end whatever happens."""
    path = folder / tempfile.mkdtemp(prefix=f".{name}.", suffix=".part", dir=folder)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def write_pieces(path: Path, pieces: Iterable[bytes], *, append: bool = False) -> None:
    """Write bytes to a private file and see them to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC) | _BINARY, 0o600)
    with os.fdopen(descriptor, "ab" if append else "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would otherwise translate line ends


def swap_in(fresh: Path, target: Path) -> None:
    """Put folder `fresh` where `target` is or will be; what was there is only dropped once the new one is in place."""
    if not target.exists():
        fresh.rename(target)
        return
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        with suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
