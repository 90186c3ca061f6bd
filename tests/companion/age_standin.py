"""In the place of age's passphrases, which take a gigabyte and some seconds each time: the same two calls, at once."""

from __future__ import annotations

import hashlib

import pyrage

HEAD = b"age-encryption.org/v1\n"


class StandIn:
    """Hides nothing, but opens with its phrase only."""

    def encrypt(self, data: bytes, phrase: str) -> bytes:
        return HEAD + self._mark(data, phrase) + data

    def decrypt(self, data: bytes, phrase: str) -> bytes:
        mark, rest = data[len(HEAD) : len(HEAD) + 32], data[len(HEAD) + 32 :]
        if mark != self._mark(rest, phrase):
            raise pyrage.DecryptError
        return rest

    def _mark(self, data: bytes, phrase: str) -> bytes:
        return hashlib.sha256(phrase.encode() + b"\0" + data).digest()
