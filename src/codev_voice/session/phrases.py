"""A key behind a passphrase: scrypt makes a key of the phrase, which seals the session's own."""

from __future__ import annotations

import os
from collections.abc import Callable

from codev_voice.errors import SessionError
from codev_voice.session.card import Card, Method
from codev_voice.session.sealing import KEY, KeySeal

COST = 17
"""log2 of scrypt's cost: 128 MB and about half a second, once an opening."""
FEWEST = 12
"""Characters of the shortest phrase: four common words."""
_SALT, _PLACE = 16, 0

Ask = Callable[[str, bool], str]
"""Asks a phrase, without showing it: told what for, and whether it is a new one, to be typed twice."""
_ASKING: list[Ask] = []


def asked_by(ask: Ask) -> None:
    """Have phrases asked this way from now on (the terminal says it once): what opens a session knows nobody to ask."""
    _ASKING[:] = [ask]


def ask(what: str, *, new: bool) -> str:
    """The phrase that somebody types.

    Raises:
        SessionError: there is nobody to ask, or a new phrase is too short.
    """
    if not _ASKING:
        raise SessionError("Cette séance est derrière une phrase de passe", "ouvrez-la dans un terminal, qui la demandera")
    phrase = _ASKING[0](what, new)
    if new and len(phrase.strip()) < FEWEST:
        raise SessionError(
            f"Cette phrase de passe a moins de {FEWEST} caractères", "choisissez-en une plus longue, de quatre mots par exemple"
        )
    return phrase


def wrap(name: str, key: bytes, phrase: str) -> Card:
    """The card of this session whose key is behind this phrase."""
    salt = os.urandom(_SALT)
    return Card(name, Method.PHRASE, salt, COST, _seal(phrase, salt, COST, name).close(key, _PLACE))


def unwrap(card: Card, phrase: str) -> bytes:
    """The session's key.

    Raises:
        SessionError: it is another phrase.
    """
    try:
        return _seal(phrase, card.salt, card.cost, card.id).open(card.wrapped, _PLACE)
    except SessionError:
        raise SessionError(
            "Ce n'est pas la phrase de passe de cette séance", "recommencez ; personne ne peut la retrouver pour vous"
        ) from None


def _seal(phrase: str, salt: bytes, cost: int, name: str) -> KeySeal:
    import unicodedata

    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    typed = unicodedata.normalize("NFC", phrase.strip()).encode()  # « é » is two characters on some keyboards
    part = KeySeal(Scrypt(salt=salt, length=KEY, n=2**cost, r=8, p=1).derive(typed)).part(name)
    assert isinstance(part, KeySeal)  # noqa: S101 - a part of a key is a key
    return part
