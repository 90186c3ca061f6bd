"""Private files: written whole or not at all, readable by their owner alone, with a French word for every refusal of the machine."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from codev_voice.errors import MachineError

FILE_MODE, FOLDER_MODE = 0o600, 0o700
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_REASONS = {
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "un fichier se trouve là où il faudrait un dossier",
    errno.EEXIST: "un fichier de ce nom existe déjà",
    errno.ENOTEMPTY: "le dossier n'est pas vide",
    errno.ENOENT: "introuvable",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ELOOP: "des liens tournent en rond",
    errno.EBUSY: "un autre programme l'occupe",
    errno.EIO: "le disque répond mal",
}


@contextlib.contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Say in French what the machine refuses about `path`.

    Raises:
        MachineError: disk full, no permission, or any other refusal.
    """
    try:
        yield
    except OSError as error:
        raise refusal(error, str(path.name or path)) from None


def refusal(error: OSError, name: str) -> MachineError:
    """What the machine refuses about the file of this name, in French (the system's own reasons follow its locale)."""
    if error.errno in _FULL:
        return MachineError("Le disque est plein", "libérez de la place puis relancez la même commande ; ce qui est déjà écrit est gardé")
    if error.errno in _REFUSED:
        return MachineError(f"L'accès à {name} est refusé", "vérifiez vos droits sur ce fichier et son dossier, ou choisissez-en un autre")
    reason = _REASONS.get(error.errno, f"erreur {error.errno} du système") if error.errno else "raison inconnue"
    return MachineError(f"{name} ne peut pas être écrit ou lu ({reason})", "vérifiez le disque et le chemin")


def make_folder(path: Path) -> None:
    """Make a private folder, and those above it that are not there.

    Raises:
        MachineError: the machine refuses.
    """
    with guarded(path):
        for missing in reversed([place for place in (path, *path.parents) if not place.exists()]):
            missing.mkdir(mode=FOLDER_MODE, exist_ok=True)
        path.mkdir(exist_ok=True)  # refused where a file is


def write_private(path: Path, data: bytes) -> None:
    """Write the whole file or leave what was there.

    Raises:
        MachineError: the machine refuses.
    """
    with guarded(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp's files are 0600 already
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def sync_folder(path: Path) -> None:
    """Have the names of this folder's files on the disk too, where the system can be asked for it."""
    if os.name == "nt":
        return
    with guarded(path):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
