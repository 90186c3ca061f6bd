"""Digests of files, read in pieces: weights do not fit in memory twice."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from codev_voice.session.progress import Progress
    from codev_voice.weights.pins import FilePin

CHUNK = 1 << 20
"""Bytes read at once."""


def chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, a piece at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def git_blob(path: Path) -> str:
    """The identifier git gives this content: all that the hub publishes of its small files."""
    digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode("ascii"), usedforsecurity=False)
    for chunk in chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def altered(folder: Path, pins: Iterable[FilePin], progress: Progress) -> tuple[str, ...]:
    """Names of the folder's files whose bytes are not the pinned ones (all must be there)."""
    wanted = tuple(pins)
    wrong = []
    for number, pin in enumerate(wanted, start=1):
        if sha256(folder / pin.name) != pin.sha256:
            wrong.append(pin.name)
        progress(f"Vérification de {folder.name}", number / len(wanted))
    return tuple(wrong)
