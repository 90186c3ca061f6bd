"""The seal of what lies on the disk: each frame is encrypted and authenticated on its own, with a key of its session.

A sealed payload is its place (8 bytes, big-endian), a random nonce (12 bytes), then what ChaCha20-Poly1305 makes of the payload, the
place being authenticated with it. Each part of a session (the journal, each file of sound, what is being worked on) has a key of its own
derived from the session's: a frame opens nowhere but in its part and at its place, so that none can be swapped, taken out of the middle,
or brought from another session. The end of a file may be missing: a crash looks the same.

Nonces are drawn, not counted: a torn tail's place is written again, and a passage that is cut is sealed anew where it was, so that a
count would serve twice. Of the 200,000 frames of the longest session two have the same one with a probability of 2^-61.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from codev_voice.errors import SessionError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY = 32
"""Bytes of a key."""
JOURNAL, SOUND, WORK = "journal", "son", "travail"
"""The parts of a session."""

_PLACE = struct.Struct(">Q")
_NONCE, _TAG = 12, 16
_INFO = "codev-voice 1 "


class Seal:
    """Leaves everything in clear; `KeySeal` does not."""

    key = b""
    """What another process must be told to seal alike; empty: nothing is sealed."""
    longer = 0
    """Bytes that a sealed payload has more than the payload."""

    def part(self, name: str) -> Seal:  # noqa: ARG002 - one key less for each part, where there are keys
        """The seal of a part of what this one seals."""
        return self

    def close(self, payload: bytes, place: int) -> bytes:  # noqa: ARG002 - idem
        """The payload as it may lie at this place: its rank, or its offset, in its part."""
        return payload

    def open(self, sealed: bytes, place: int | None = None) -> bytes:  # noqa: ARG002 - idem
        """What was sealed; at this place, or wherever it says (for rescuing what is damaged only).

        Raises:
            SessionError: it was altered, or moved, or sealed with another key.
        """
        return sealed


PLAIN = Seal()


@dataclass(frozen=True)
class KeySeal(Seal):
    """Seals with a key (32 bytes), which its printed form does not show."""

    key: bytes = field(repr=False)
    longer = _PLACE.size + _NONCE + _TAG

    def part(self, name: str) -> Seal:
        """Its key is derived (HKDF-SHA256): who knows it knows neither this one nor that of another part."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return KeySeal(HKDF(SHA256(), KEY, salt=None, info=(_INFO + name).encode()).derive(self.key))

    def close(self, payload: bytes, place: int) -> bytes:
        """Encrypted, authenticated, and bound to its place."""
        where, nonce = _PLACE.pack(place), os.urandom(_NONCE)
        return where + nonce + self._cipher.encrypt(nonce, payload, where)

    def open(self, sealed: bytes, place: int | None = None) -> bytes:
        """The payload, if it is what was sealed with this key, at this place."""
        from cryptography.exceptions import InvalidTag

        where, nonce, rest = sealed[: _PLACE.size], sealed[_PLACE.size : _PLACE.size + _NONCE], sealed[_PLACE.size + _NONCE :]
        if len(rest) < _TAG or (place is not None and where != _PLACE.pack(place)):
            raise altered()
        try:
            return self._cipher.decrypt(nonce, rest, where)
        except InvalidTag:
            raise altered() from None

    @cached_property
    def _cipher(self) -> ChaCha20Poly1305:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        return ChaCha20Poly1305(self.key)


def seal_of(key: bytes) -> Seal:
    """The seal of this key, or what leaves all in clear where there is none."""
    return KeySeal(key) if key else PLAIN


def altered() -> SessionError:
    """What is said of something that its key does not open."""
    return SessionError(
        "Une partie de cette séance a été modifiée ou déplacée, ou sa clé n'est pas la bonne",
        "remettez une sauvegarde du dossier entier, « cle.toml » compris",
    )
