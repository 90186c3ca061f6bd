"""What people who asked to be recognised next time sound like: each hers alone, sealed with a key of its own, in the user's data.

A person has a folder, named by chance, with the card that says where its key is (`session/card.py`) and one sealed file: her name, the
day, an embedding for each session it was learnt from. Nothing lies here that nobody asked for. To forget is to destroy the key first:
no copy of the folder opens any more. One process at a time keeps or forgets. Nothing is ever read nor written here in clear.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from codev_voice.errors import CodevError, MachineError, SessionError
from codev_voice.session import keys
from codev_voice.session.card import NAME, Method, new_id, read_card
from codev_voice.session.disk import guarded, make_folder, sync_folder, write_private
from codev_voice.session.names import compared
from codev_voice.session.places import user_folder
from codev_voice.session.sealing import Seal, altered

VARIABLE = "CODEV_VOICE_VOICES"
"""Names the folder of the voices, where it should not be among the user's data."""
FILE = "voix"
"""The sealed file of a person's folder, and the part of her key that seals it."""
LOCK = ".verrou"
"""What whoever keeps or forgets a voice holds."""
PATIENCE = 60.0
"""Seconds that one waits for it: a keyring may ask somebody to unlock it."""
_ID = re.compile(r"[0-9a-f]{32}")
_MOST = 1_000_000  # bytes of a sealed file that somebody may have replaced by anything


class Learnt(msgspec.Struct, frozen=True):
    """What a session (its `identity`) taught of a voice: an embedding of length one, as little-endian float32."""

    session: str
    vector: bytes

    def __repr__(self) -> str:
        return "Learnt(…)"


class Voiceprint(msgspec.Struct, frozen=True):
    """A person's voice: who she is, the day it was last kept, the digest of the network that heard it, what each session taught."""

    person: str
    day: datetime.date
    network: str
    learnt: tuple[Learnt, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a voice that is kept, and the voice: None when nothing opens it any more."""

    path: Path
    voice: Voiceprint | None


def voices_folder() -> Path:
    """Where they are; it may not exist yet."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else user_folder() / "voix"


def kept() -> tuple[Place, ...]:
    """All voices that are kept, by name, those that do not open last.

    Raises:
        MachineError: the disk or the keyring refuses.
    """
    places = [Place(path, _read(path)) for path in _paths()]
    return tuple(sorted(places, key=lambda place: (place.voice is None, compared(place.voice.person) if place.voice else "")))


def of(person: str) -> Voiceprint | None:
    """The voice kept under this name, None when there is none.

    Raises:
        MachineError: as `kept`.
    """
    return next((place.voice for place in _places(person)), None)


def keep(voice: Voiceprint) -> None:
    """Keep this voice, in place of what was kept under the same name; when the machine refuses, what was kept stays.

    Raises:
        MachineError: the disk or the keyring refuses, or another process is at it.
    """
    make_folder(voices_folder())
    with _alone():
        _sweep()
        places = _places(voice.person)
        path = places[0].path if places else voices_folder() / new_id()
        try:
            if not places:
                make_folder(path)
                keys.create(path)
            write_private(path / FILE, _seal(path).close(msgspec.msgpack.encode(voice), 0))
            sync_folder(path)
            for place in places[1:]:
                _erase(place.path)
        except BaseException:
            if not places and path.exists():
                with contextlib.suppress(MachineError):
                    _erase(path)
            raise


def forget(person: str) -> bool:
    """Destroy the key of what is kept under this name, then the voice; False when there is none.

    Raises:
        MachineError: as `keep`.
    """
    if not _paths():
        return False
    with _alone():
        _sweep()
        places = _places(person)
        for place in places:
            _erase(place.path)
        return bool(places)


def forget_all() -> int:
    """The same of all voices, those that do not open included; how many there were.

    Raises:
        MachineError: as `keep`.
    """
    if not _paths():
        return 0
    with _alone():
        paths = _paths()
        for path in paths:
            _erase(path)
        return len(paths)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    import filelock

    lock = filelock.FileLock(voices_folder() / LOCK, timeout=PATIENCE, mode=0o600)
    with guarded(voices_folder()):
        try:
            lock.acquire()
        except filelock.Timeout:  # itself an OSError: told apart first
            raise MachineError(
                "Des voix sont en train d'être gardées ou effacées par un autre programme", "attendez qu'il ait fini, puis recommencez"
            ) from None
    try:
        yield
    finally:
        lock.release()


def _paths() -> list[Path]:
    folder = voices_folder()
    with guarded(folder):
        return sorted(path for path in folder.iterdir() if _ID.fullmatch(path.name) and path.is_dir()) if folder.is_dir() else []


def _places(person: str) -> list[Place]:
    plain = compared(person)
    return [place for place in kept() if place.voice and compared(place.voice.person) == plain]


def _seal(path: Path) -> Seal:
    """What seals this folder's voice: a session may be in clear or behind a passphrase, a voice may not (a foreign card says so)."""
    if keys.asks(path):
        raise altered()
    seal = keys.part_of(path, FILE)
    if not seal.key:
        raise altered()
    return seal


def _read(path: Path) -> Voiceprint | None:
    try:
        seal, sealed = _seal(path), b""
        with guarded(path / FILE), contextlib.suppress(FileNotFoundError):
            if (path / FILE).is_file():
                with (path / FILE).open("rb") as file:
                    sealed = file.read(_MOST)
        return msgspec.msgpack.decode(seal.open(sealed, 0), type=Voiceprint)
    except (SessionError, msgspec.MsgspecError):
        return None


def _sweep() -> None:
    """Take away what was left by who was stopped in the middle: a folder in which nothing is sealed yet, or whose key is destroyed."""
    for path in _paths():
        with contextlib.suppress(CodevError), guarded(path):
            card = read_card(path)
            ours = all(file.name.lstrip(".").startswith((NAME, FILE)) for file in path.iterdir())
            if ours and ((card and card.method is Method.GONE) or not (path / FILE).exists()):
                _erase(path)


def _erase(path: Path) -> None:
    try:
        keys.destroy(path)
    except SessionError:
        pass  # its card is damaged: what it sealed is unlinked all the same
    except MachineError:  # a full disk refuses to have it said that the key is destroyed: it may be so already
        if _has_key(path):
            raise
    with guarded(path):
        shutil.rmtree(path)
    sync_folder(path.parent)


def _has_key(path: Path) -> bool:
    try:
        keys.find(path)
    except SessionError:
        return False
    return True
