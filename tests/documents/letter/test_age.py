"""Files closed by a phrase: real age files, which the library opens, and light ones."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.letter.age import HARDEST, WORK, is_sealed, same_phrase, seal, unseal
from codev_voice.errors import FileError

LIGHT = 4


def counting(length: int) -> bytes:
    return bytes(range(length))


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=300), st.text(min_size=1).filter(str.strip))
def test_what_is_sealed_is_read_by_the_library_and_by_nobody_else(data: bytes, phrase: str) -> None:
    sealed = seal(data, phrase, counting, LIGHT)
    assert is_sealed(sealed)
    assert pyrage.passphrase.decrypt(sealed, same_phrase(phrase)) == data
    assert unseal(sealed, phrase) == data
    assert unseal(sealed, phrase + "x") is None


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 3 * 65536])
def test_long_content_goes_by_pieces(size: int) -> None:
    data = b"codev" * (size // 5) + b"x" * (size % 5)
    assert unseal(seal(data, "trois chats", counting, LIGHT), "trois chats") == data


def test_a_phrase_is_the_same_however_its_accents_are_coded() -> None:
    sealed = seal(b"oui", "  e\u0301te\u0301 bleu", counting, LIGHT)
    assert unseal(sealed, "\u00e9t\u00e9 bleu ") == b"oui"


def test_the_work_of_a_phrase_is_what_a_telephone_bears() -> None:
    sealed = seal(b"oui", "trois chats", counting)
    assert sealed.split(b"\n")[1].endswith(b" 15")
    assert WORK == 15


@pytest.mark.parametrize("at", [-1, -20, 3, 205])
def test_what_was_altered_is_refused_by_name(at: int) -> None:
    sealed = bytearray(seal(b"x" * 100, "trois chats", counting, LIGHT))
    sealed[at] ^= 1
    with pytest.raises(FileError, match="abîmé ou incomplet"):
        unseal(bytes(sealed), "trois chats")


@pytest.mark.parametrize("work", [HARDEST + 1, 22, 30, 10**9])
def test_what_asks_for_too_much_work_is_refused_at_once(work: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal(b"x", "trois chats", counting, LIGHT)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", None)  # not even tried: the library does 2^22, four gigabytes, without a word
    with pytest.raises(FileError, match="abîmé"):
        unseal(sealed.replace(b" 4\n", b" %d\n" % work, 1), "trois chats")
