"""What people who asked to be recognised next time sound like: each hers alone, sealed with a key of its own, in the user's data.

A person has a folder, named by chance, with the card that says where its key is (`session/card.py`) and one sealed file: her name, the
day, an embedding for each session it was learnt from. Nothing lies here that nobody asked for. To forget is to destroy the key first:
no copy of the folder opens any more.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec

from codev_voice.errors import SessionError
from codev_voice.session import keys
from codev_voice.session.card import new_id
from codev_voice.session.disk import guarded, make_folder, sync_folder, write_private
from codev_voice.session.names import compared
from codev_voice.session.places import user_folder

VARIABLE = "CODEV_VOICE_VOICES"
"""Names the folder of the voices, where it should not be among the user's data."""
FILE = "voix"
"""The sealed file of a person's folder, and the part of her key that seals it."""
_ID = re.compile(r"[0-9a-f]{32}")


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
    folder = voices_folder()
    with guarded(folder):
        paths = [path for path in folder.iterdir() if _ID.fullmatch(path.name) and path.is_dir()] if folder.is_dir() else []
    places = [Place(path, _read(path)) for path in sorted(paths)]
    return tuple(sorted(places, key=lambda place: (place.voice is None, compared(place.voice.person) if place.voice else "")))


def of(person: str) -> Voiceprint | None:
    """The voice kept under this name, None when there is none.

    Raises:
        MachineError: as `kept`.
    """
    place = _place(person)
    return place.voice if place else None


def keep(voice: Voiceprint) -> None:
    """Keep this voice, in place of what was kept under the same name.

    Raises:
        SessionError: the key of what was kept was taken away meanwhile.
        MachineError: the disk or the keyring refuses.
    """
    place = _place(voice.person)
    path = place.path if place else voices_folder() / new_id()
    if place is None:
        make_folder(path)
        keys.create(path)
    write_private(path / FILE, keys.part_of(path, FILE).close(msgspec.msgpack.encode(voice), 0))
    sync_folder(path)


def forget(person: str) -> bool:
    """Destroy the key of the voice kept under this name, then the voice; False when there is none.

    Raises:
        MachineError: as `kept`.
    """
    place = _place(person)
    if place is not None:
        _erase(place.path)
    return place is not None


def forget_all() -> int:
    """The same of all voices, those that do not open included; how many there were.

    Raises:
        MachineError: as `kept`.
    """
    places = kept()
    for place in places:
        _erase(place.path)
    return len(places)


def _place(person: str) -> Place | None:
    plain = compared(person)
    return next((place for place in kept() if place.voice and compared(place.voice.person) == plain), None)


def _read(path: Path) -> Voiceprint | None:
    try:
        with guarded(path / FILE):
            sealed = (path / FILE).read_bytes() if (path / FILE).is_file() else b""
        return msgspec.msgpack.decode(keys.part_of(path, FILE).open(sealed, 0), type=Voiceprint)
    except (SessionError, msgspec.MsgspecError):
        return None


def _erase(path: Path) -> None:
    with contextlib.suppress(SessionError):  # its card is damaged: what it sealed is unlinked all the same
        keys.destroy(path)
    with guarded(path):
        shutil.rmtree(path)
    sync_folder(path.parent)
