"""Files closed by a phrase, in the format of age (age-encryption.org/v1), light enough for a telephone to open.

The library that reads them chooses a work of one gigabyte of memory when it writes: the header is therefore made here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable

from codev_voice.errors import FileError

WORK = 15
"""Base-two logarithm of the work of a phrase: 32 MB of memory, about a second on a telephone."""
HARDEST = 18
"""The greatest work that is done to open a file: 256 MB of memory; what asks for more wants to stop the machine."""
_PIECE = 65536
_INTRO = b"age-encryption.org/v1\n"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ASKED = re.compile(rb"-> scrypt [^ \n]* (\d{1,9})\n")


def same_phrase(phrase: str) -> str:
    """A phrase as both sides read it: keyboards code accents in two ways."""
    return unicodedata.normalize("NFC", phrase.strip())


def is_sealed(data: bytes) -> bool:
    """Whether these bytes begin as an age file does, armoured or not."""
    return data.startswith((_INTRO, _ARMOUR))


def seal(data: bytes, phrase: str, random: Callable[[int], bytes], work: int = WORK) -> bytes:
    """The age file of `data`, closed by `phrase`; `random` gives so many bytes that nobody can guess."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    key, salt, nonce = random(16), random(16), random(16)
    wrapping = Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, 2**work, 8, 1).derive(same_phrase(phrase).encode("utf-8"))
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), key, None)
    header = _INTRO + b"-> scrypt " + _bare(salt) + b" %d\n" % work + _bare(wrapped) + b"\n---"
    tag = hmac.digest(_derived(key, b"", b"header"), header, hashlib.sha256)
    cipher = ChaCha20Poly1305(_derived(key, nonce, b"payload"))
    starts = range(0, max(len(data), 1), _PIECE)
    last = starts[-1]
    pieces = (cipher.encrypt(_nonce(at // _PIECE, last=at == last), data[at : at + _PIECE], None) for at in starts)
    return header + b" " + _bare(tag) + b"\n" + nonce + b"".join(pieces)


def unseal(data: bytes, phrase: str) -> bytes | None:
    """What the age file holds, or None when the phrase is not the one.

    Raises:
        FileError: it was altered, cut short, or asks for more work than any of ours.
    """
    import pyrage

    damaged = FileError("Ce fichier chiffré est abîmé ou incomplet", "demandez qu'on vous l'envoie de nouveau")
    asked = _ASKED.match(data, len(_INTRO))  # the library obeys up to several gigabytes
    if not data.startswith(_INTRO) or asked is None or int(asked[1]) > HARDEST:
        raise damaged
    try:
        return bytes(pyrage.passphrase.decrypt(data, same_phrase(phrase)))
    except pyrage.DecryptError as error:
        if _is_wrong_phrase(str(error)):
            return None
        raise damaged from None


def _is_wrong_phrase(said: str) -> bool:
    """The library tells its failures apart by their words alone."""
    return said.startswith("Decryption failed")


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, info).derive(secret)


def _nonce(rank: int, *, last: bool) -> bytes:
    return rank.to_bytes(11, "big") + bytes([last])


def _bare(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")
