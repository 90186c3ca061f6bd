from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.errors import SessionError
from codev_voice.session.sealing import JOURNAL, PLAIN, SOUND, KeySeal, seal_of

KEY = bytes(range(32))
# Made apart with the library's ChaCha20-Poly1305 and HKDF, by the words of the module's docstring: what is sealed today opens tomorrow.
SEALED = bytes.fromhex(
    "0000000000000007"  # the place
    "000102030405060708090a0b"  # the nonce
    "f1771fa440544fc57d48841042b3a9dad170a816a1372a8a7b51be40e89a50c0c826ef9533"
)


def test_a_fixed_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    seal = seal_of(KEY).part(JOURNAL)
    assert seal.key.hex() == "9ddd9df69aed171f8ad98415a999b7b35b654e93f7b67b3586f4102317bb3055"
    assert seal.open(SEALED, 7) == "Ça reste entre nous.".encode()
    monkeypatch.setattr(os, "urandom", lambda size: bytes(range(size)))
    assert seal.close("Ça reste entre nous.".encode(), 7) == SEALED


@given(st.binary(max_size=200), st.integers(0, 2**40))
def test_what_is_sealed_opens_at_its_place(payload: bytes, place: int) -> None:
    seal = seal_of(KEY)
    sealed = seal.close(payload, place)
    assert seal.open(sealed, place) == seal.open(sealed) == payload
    assert len(sealed) == len(payload) + seal.longer
    assert sealed != seal.close(payload, place)
    assert PLAIN.open(PLAIN.close(payload, place), place) == payload


@given(st.data())
def test_one_bit_of_it_altered_it_does_not_open(data: st.DataObject) -> None:
    seal = seal_of(KEY)
    sealed = bytearray(seal.close(b"parole", 3))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    for place in (3, None):
        with pytest.raises(SessionError, match="modifiée ou déplacée"):
            seal.open(bytes(sealed), place)


def test_it_opens_nowhere_else() -> None:
    seal = seal_of(KEY).part(SOUND)
    sealed = seal.close(b"parole", 3)
    for other, place in (
        (seal, 4),
        (seal_of(KEY).part(JOURNAL), 3),
        (seal.part("micro-000001.son"), 3),
        (seal_of(bytes(32)).part(SOUND), 3),
    ):
        with pytest.raises(SessionError):
            other.open(sealed, place)
    for short in (b"", sealed[:8], sealed[:35], b'[{"kind":"heard"}]'):
        with pytest.raises(SessionError):
            seal.open(short)


def test_a_key_is_not_printed() -> None:
    assert KEY.hex() not in repr(KeySeal(KEY))
    assert repr(KEY) not in repr(KeySeal(KEY))
    assert seal_of(b"") is PLAIN
