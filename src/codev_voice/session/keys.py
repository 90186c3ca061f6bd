"""A session's key: made with it, found again when it is opened, destroyed with what it seals.

It is never in the session's folder but behind a passphrase: in the system's keyring when there is a real one, else in a file of this
user's data. Destroying it destroys what was recorded: no copy of the folder opens any more.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from codev_voice.errors import MachineError, SessionError
from codev_voice.session import keyfiles, keyrings, phrases
from codev_voice.session.apart import unindexed
from codev_voice.session.card import Card, Method, new_id, read_card, write_card
from codev_voice.session.disk import sync_folder
from codev_voice.session.folder import Folder
from codev_voice.session.sealing import KEY, PLAIN, KeySeal, Seal

_ASKED: dict[str, bytes] = {}
"""Keys that were asked of somebody, or of the keyring, by this process: once is enough."""
_ASKING = threading.Lock()


def usual() -> Method:
    """Where the keys of new sessions go on this machine, when nobody says."""
    return Method.KEYRING if not keyfiles.named() and keyrings.available() else Method.FILE


def begin(folder: Folder, method: Method | None = None) -> str:
    """Give its key to a session that begins, and keep search indexes out of its folder, which exists and is held for writing.

    Returns where the key is, in French; "" where there was a session already, sealed or in clear: it stays what it is.

    Raises:
        SessionError, MachineError: as `create`.
    """
    if read_card(folder.path) is not None or (folder.journal.exists() and folder.journal.stat().st_size):
        return ""
    create(folder.path, method)
    unindexed(folder.path)
    return where(folder.path)


def create(folder: Path, method: Method | None = None, *, key: bytes | None = None) -> Seal:
    """Make the key of the session in this folder, which exists, and say in it where the key is.

    Args:
        folder: of the session; a key that it already had is not touched, only no longer its own.
        method: where the key goes; where the machine best can otherwise. `Method.NONE`: the session is in clear.
        key: that of a session brought from elsewhere.

    Raises:
        SessionError: the passphrase is too short, or there is nobody to ask.
        MachineError: the keyring or the disk refuses.
    """
    name, made = new_id(), key or os.urandom(KEY)
    card = _put(name, made, method or usual(), chosen=method is not None)
    write_card(folder, card)
    sync_folder(folder)
    return PLAIN if card.method is Method.NONE else KeySeal(made)


def find(folder: Path) -> Seal:
    """The seal of the session in this folder; what leaves all in clear for a session of before sealing.

    Raises:
        SessionError: its key is not on this machine, was destroyed, or is behind another passphrase.
        MachineError: the keyring or the disk refuses.
    """
    card = read_card(folder)
    if card is None or card.method is Method.NONE:
        return PLAIN
    with _ASKING:
        key = _ASKED.get(card.id) or _get(card)
        if key is None or len(key) != KEY:
            raise _absent(card)
        if card.method is not Method.FILE:
            _ASKED[card.id] = key
    return KeySeal(key)


def asks(folder: Path) -> bool:
    """Whether opening the session in this folder would ask somebody for its passphrase.

    Raises:
        SessionError: its card is damaged.
        MachineError: it cannot be read.
    """
    card = read_card(folder)
    return card is not None and card.method is Method.PHRASE and card.id not in _ASKED


def part_of(folder: Path, part: str) -> Seal:
    """The seal of a part (`sealing.JOURNAL`…) of the session in this folder.

    Raises:
        SessionError, MachineError: as `find`.
    """
    return find(folder).part(part)


def destroy(folder: Path) -> bool:
    """Destroy the key of the session in this folder; nothing that it sealed will be read again. Nothing to do where there is none.

    Gives False when a key was looked for where the card says it is, and was not there: it may still be somewhere else.

    Raises:
        MachineError: the keyring or the disk refuses.
    """
    card = read_card(folder)
    if card is None or card.method in {Method.NONE, Method.GONE}:
        return True
    found = card.method is Method.PHRASE  # the card itself holds it
    if card.method is Method.KEYRING:
        found = keyrings.delete(card.id)
    found = keyfiles.delete(card.id) or found
    _ASKED.pop(card.id, None)
    write_card(folder, Card(card.id, Method.GONE))
    sync_folder(folder)
    return found


def where(folder: Path) -> str:
    """Where the key of the session in this folder is, in French; "" for a session of before sealing."""
    card = read_card(folder)
    match card:
        case Card(method=Method.KEYRING):
            return "la clé de cette séance est dans le trousseau du système"
        case Card(method=Method.PHRASE):
            return "la clé de cette séance est derrière votre phrase de passe : oubliée, rien ne s'ouvre plus"
        case Card(method=Method.FILE):
            return (
                f"la clé de cette séance est dans un fichier de cette machine, {keyfiles.keys_folder()} : "
                "qui lit vos fichiers peut l'ouvrir ; --phrase la met derrière une phrase de passe"
            )
        case Card(method=Method.NONE):
            return "cette séance n'est pas chiffrée : qui lit vos fichiers peut la lire"
        case Card():
            return "la clé de cette séance a été détruite"
        case _:
            return ""


def _put(name: str, key: bytes, method: Method, *, chosen: bool) -> Card:
    match method:
        case Method.PHRASE:
            card = phrases.wrap(name, key, phrases.ask("Phrase de passe de la séance", new=True))
            _ASKED[name] = key
            return card
        case Method.KEYRING:
            try:
                keyrings.put(name, key)
            except MachineError:
                if chosen:
                    raise
                return _put(name, key, Method.FILE, chosen=True)
        case Method.FILE:
            keyfiles.put(name, key)
        case _:
            pass
    return Card(name, method)


def _get(card: Card) -> bytes | None:
    match card.method:
        case Method.KEYRING:
            return keyrings.get(card.id)
        case Method.PHRASE:
            return phrases.unwrap(card, phrases.ask("Phrase de passe de la séance", new=False))
        case Method.FILE:
            return keyfiles.get(card.id)
        case _:
            return None


def _absent(card: Card) -> SessionError:
    if card.method is Method.GONE:
        return SessionError("La clé de cette séance a été détruite : plus personne ne peut la lire", "effacez son dossier")
    return SessionError(
        "La clé de cette séance n'est plus sur cette machine",
        "sur la machine qui l'a, lancez « codev-voice pack DOSSIER », puis ici « codev-voice unpack FICHIER »",
    )
