"""A session in one file, to take to another machine: its folder and its key, behind a passphrase.

The file is an age file (age-encryption.org/v1, scrypt) of a tar: `cle`, the key in hexadecimal (nothing for a session in clear), then
the folder's files under `seance/`, sealed as they lie. `age -d` and `tar -x` open it too. Nothing of it is written in clear anywhere: it
is made and opened in memory, which takes some three times the folder (a session of 90 minutes with its sound, about 1 GB).
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from codev_voice.errors import FileError, SessionError
from codev_voice.session import keys
from codev_voice.session.apart import unindexed
from codev_voice.session.card import NAME as CARD
from codev_voice.session.card import Method
from codev_voice.session.disk import FILE_MODE, FOLDER_MODE, guarded, sync_folder, write_private
from codev_voice.session.folder import Folder, existing, writing
from codev_voice.session.journal import read_events
from codev_voice.session.sealing import KEY

SUFFIX = ".age"
MOST = 4_000_000_000
"""Bytes of the largest session that is packed, or file that is opened: some seventeen hours of sound."""
MOST_FILES, DEEPEST = 50_000, 6
_HEAD = b"age-encryption.org/v1\n"
_KEY, _ROOT = "cle", "seance"


def pack(path: Path, file: Path | None, phrase: str) -> Path:
    """Put the session of this folder into one file, which is whole or not there at all.

    Args:
        path: the session's folder.
        file: the file to make; in the current folder, after the session's name otherwise.
        phrase: what will open it.

    Raises:
        SessionError: no session there, its key is not there, it is being written, or it is too large.
        FileError: there is a file of that name already.
        MachineError: the disk refuses.
    """
    import pyrage

    folder = existing(path)
    into = file or Path(f"{folder.name}{SUFFIX}")
    if into.exists():
        raise FileError(f"{into.name} existe déjà", "choisissez un autre nom : codev-voice pack DOSSIER FICHIER")
    with writing(folder):
        key = keys.find(folder.path).key
        size = sum(place.stat().st_size for place in _files(folder.path))
        if size > MOST:
            raise SessionError(
                f"La séance {folder.name} est trop grosse pour tenir dans un fichier", "effacez d'abord son dossier « sound »"
            )
        data = _archive(folder.path, key)
    write_private(into, pyrage.passphrase.encrypt(data, phrase))
    return into


def unpack(file: Path, path: Path | None, phrase: str, method: Method | None = None) -> Folder:
    """Make the session's folder again, and let its key live on this machine; the folder is whole or not there at all.

    Args:
        file: what `pack` made.
        path: the folder to make; in the current folder, after the file's name otherwise.
        phrase: what opens it.
        method: where the key goes here; where the machine best can otherwise. A session that was in clear stays so.

    Raises:
        FileError: it is no such file, it is damaged, it holds what a session does not, or this is not its phrase.
        SessionError: the folder is there already.
        MachineError: the disk or the keyring refuses.
    """
    into = folder_of(file, path)
    check(file, into)
    data = _decrypted(file, phrase)
    with guarded(into):
        into.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f".{into.name[:100]}.", dir=into.parent))
    try:
        key = _extracted(data, making, file.name)
        keys.create(making, method if key else Method.NONE, key=key or None)
        unindexed(making)
        with contextlib.suppress(SessionError):  # a journal that is damaged travels as it is, and says so when it is opened
            read_events(making / "journal")
        sync_folder(making)
        with guarded(into):
            making.rename(into)
    except BaseException:
        with contextlib.suppress(Exception):
            keys.destroy(making)
        shutil.rmtree(making, ignore_errors=True)
        raise
    return Folder(into)


def folder_of(file: Path, path: Path | None) -> Path:
    """The folder to make: the one named, else after the file's name."""
    return path or Path(file.stem)


def check(file: Path, into: Path) -> None:
    """Refuse what can be refused without the phrase.

    Raises:
        FileError: there is no such file.
        SessionError: the folder is there already.
    """
    if not file.exists():
        raise FileError(f"{file.name} est introuvable", "vérifiez le chemin du fichier")
    if into.exists() or into.is_symlink():
        raise SessionError(f"{into.name} existe déjà", "choisissez un autre dossier : codev-voice unpack FICHIER DOSSIER")


def _files(folder: Path) -> Iterator[Path]:
    """What goes along: not what belongs to this machine (locks, marks, the key's card), nor what a link leads to."""
    for place in sorted(folder.rglob("*")):
        inside = place.relative_to(folder)
        ours = not any(part.startswith(".") for part in inside.parts) and inside != Path(CARD)
        if ours and place.is_file() and not any(one.is_symlink() for one in (place, *place.parents[: len(inside.parts) - 1])):
            yield place


def _archive(folder: Path, key: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        _add(archive, _KEY, key.hex().encode())
        for place in _files(folder):
            with guarded(place):
                _add(archive, f"{_ROOT}/{place.relative_to(folder).as_posix()}", place.read_bytes())
    return made.getvalue()


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)  # neither owner nor date: they say who and when
    member.size, member.mode = len(data), FILE_MODE
    archive.addfile(member, io.BytesIO(data))


def _decrypted(file: Path, phrase: str) -> bytes:
    import pyrage

    with guarded(file):
        large = file.stat().st_size > MOST + MOST // 1_000
        data = b"" if large else file.read_bytes()
    if large:
        raise FileError(f"{file.name} est trop gros pour une séance", "vérifiez que c'est le bon fichier")
    if not data.startswith(_HEAD):
        raise FileError(f"{file.name} n'est pas une séance emballée par « codev-voice pack »", "vérifiez que c'est le bon fichier")
    try:
        opened: bytes = pyrage.passphrase.decrypt(data, phrase)
    except pyrage.DecryptError:
        raise FileError(
            f"{file.name} ne s'ouvre pas : la phrase de passe n'est pas la bonne, ou le fichier est abîmé",
            "recommencez, ou refaites-le avec « codev-voice pack » sur l'autre machine",
        ) from None
    return opened


def _extracted(data: bytes, folder: Path, name: str) -> bytes:
    """Write the files into this folder; the session's key, empty when it was in clear."""
    key: bytes | None = None
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for rank, member in enumerate(archive):
                if not member.isreg() or member.issparse() or rank >= MOST_FILES:
                    raise _hostile(name)
                content = archive.extractfile(member)
                assert content is not None  # noqa: S101 - a regular member has one
                if rank == 0 and member.name == _KEY:
                    key = bytes.fromhex(content.read(2 * KEY).decode("ascii")) if member.size <= 2 * KEY else None
                else:
                    _write(folder, _inside(member.name, name), content.read())
    except (tarfile.TarError, ValueError, EOFError):
        raise _no_session(name) from None
    if key is None or len(key) not in {0, KEY} or not (folder / "journal").is_file():
        raise _no_session(name)
    return key


def _inside(member: str, name: str) -> PurePosixPath:
    """Where in the folder a member goes: nowhere else, on any system."""
    root, *parts = member.split("/")
    wrong = any(not part or part.startswith(".") or part.endswith((".", " ")) or set(part) & set('\\:\0<>"|?*') for part in parts)
    if root != _ROOT or not parts or wrong or len(parts) > DEEPEST or parts == [CARD]:
        raise _hostile(name)
    return PurePosixPath(*parts)


def _write(folder: Path, inside: PurePosixPath, content: bytes) -> None:
    place = folder / inside
    with guarded(place):
        place.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _hostile(name: str) -> FileError:
    return FileError(
        f"{name} contient ce qu'aucune séance ne contient (un lien, ou un chemin qui sortirait du dossier)",
        "rien n'en a été gardé ; demandez à la personne qui l'a envoyé de le refaire",
    )


def _no_session(name: str) -> FileError:
    return FileError(f"{name} ne contient pas une séance entière", "refaites-le avec « codev-voice pack » sur l'autre machine")
