"""Keys in files of this user, on machines without a keyring: private, kept out of backups, overwritten before they are removed."""

from __future__ import annotations

import os
from pathlib import Path

from codev_voice.session.apart import unsaved
from codev_voice.session.disk import guarded, make_folder, sync_folder, write_private
from codev_voice.session.places import user_folder
from codev_voice.session.sealing import KEY

VARIABLE = "CODEV_VOICE_KEYS"
"""Names the folder of the keys, on a removable disk for instance; keys then go there rather than in the keyring."""


def keys_folder() -> Path:
    """Where they are; it may not exist yet."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else user_folder() / "cles"


def named() -> bool:
    """Whether somebody chose the folder."""
    return bool(os.environ.get(VARIABLE, "").strip())


def put(name: str, key: bytes) -> None:
    """Keep this key; it is on the disk when this returns.

    Raises:
        MachineError: the disk refuses.
    """
    folder = keys_folder()
    if not folder.exists():
        make_folder(folder)
        unsaved(folder)  # a key that a backup keeps is never destroyed
    write_private(folder / name, key.hex().encode())
    sync_folder(folder)


def get(name: str) -> bytes | None:
    """The key of this name, None when there is none.

    Raises:
        MachineError: it cannot be read.
    """
    path = keys_folder() / name
    with guarded(path):
        if not path.is_file():
            return None
        with path.open("rb") as file:
            text = file.read(2 * KEY + 1)
    try:
        return bytes.fromhex(text.decode("ascii"))
    except ValueError:
        return None


def delete(name: str) -> bool:
    """Destroy the key of this name, if it is there; gives whether it was.

    Raises:
        MachineError: the disk refuses.
    """
    path = keys_folder() / name
    with guarded(path):
        if not path.exists():
            return False
        with path.open("r+b", buffering=0) as file:
            file.write(os.urandom(2 * KEY))
            os.fsync(file.fileno())
        path.unlink()
    sync_folder(path.parent)
    return True
