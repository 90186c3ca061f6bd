"""`cle.toml`: the small clear file of a session's folder that says where its key is, never the key itself."""

from __future__ import annotations

import re
import secrets
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from codev_voice.errors import SessionError
from codev_voice.session.disk import guarded, write_private

NAME = "cle.toml"
_MOST = 10_000  # bytes of such a file that somebody may have replaced by anything
_ID = re.compile(r"[0-9a-f]{32}")
_COSTS = range(14, 21)  # 2^20 is 1 GB: a card that asks for more is refused rather than obeyed


class Method(StrEnum):
    """Where a session's key is: the system's keyring, behind a passphrase, a file of this user; there is none; it was destroyed."""

    KEYRING = "trousseau"
    PHRASE = "phrase"
    FILE = "fichier"
    NONE = "aucune"
    GONE = "detruite"


@dataclass(frozen=True)
class Card:
    """What the file says; the last three are of a key behind a passphrase: scrypt's salt and cost (log2), and the key sealed with it."""

    id: str
    method: Method
    salt: bytes = b""
    cost: int = 0
    wrapped: bytes = field(default=b"", repr=False)


def new_id() -> str:
    """A session's id: drawn, so that it says nothing of the session."""
    return secrets.token_hex(16)


def read_card(folder: Path) -> Card | None:
    """The card of this session's folder; None where there is none: a session of before sealing, in clear.

    Raises:
        SessionError: it is damaged.
        MachineError: it cannot be read.
    """
    path = folder / NAME
    with guarded(path):
        if not path.exists():
            return None
        with path.open("rb") as file:
            data = file.read(_MOST)
    try:
        table = tomllib.loads(data.decode("utf-8"))
        card = Card(
            str(table["id"]),
            Method(table["methode"]),
            bytes.fromhex(table.get("sel", "")),
            int(table.get("cout", 0)),
            bytes.fromhex(table.get("cle", "")),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise _damaged() from None
    if not _ID.fullmatch(card.id) or (card.method is Method.PHRASE and card.cost not in _COSTS):
        raise _damaged()
    return card


def write_card(folder: Path, card: Card) -> None:
    """Write it, whole or not at all.

    Raises:
        MachineError: the disk refuses.
    """
    lines = [
        "# Où est la clé de ce dossier. Sans ce fichier, il ne s'ouvre plus.",
        f'id = "{card.id}"',
        f'methode = "{card.method}"',
    ]
    if card.method is Method.PHRASE:
        lines += [f'sel = "{card.salt.hex()}"', f"cout = {card.cost}", f'cle = "{card.wrapped.hex()}"']
    write_private(folder / NAME, "\n".join([*lines, ""]).encode())


def _damaged() -> SessionError:
    return SessionError(f"Le fichier {NAME} de cette séance est abîmé", "remettez une sauvegarde de ce fichier")
