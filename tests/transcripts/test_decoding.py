from __future__ import annotations

import pytest

from codev_voice.transcripts.decoding import decode

_TEXT = "Sophie : « ça m'a coûté, l'œuvre… »\nPaul : oui\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_one_text_in_every_encoding(encoding: str) -> None:
    found = decode(_TEXT.encode(encoding))
    assert found is not None
    assert found[0] == _TEXT


def test_latin_1_is_read_as_windows_does() -> None:
    assert decode("Élodie : déjà".encode("latin-1")) == ("Élodie : déjà", "cp1252")
    assert decode("Bonjour Zoé".encode("latin-1")) == ("Bonjour Zoé", "cp1252")  # the odd byte comes last


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_every_end_of_line_becomes_a_newline(ends: str) -> None:
    assert decode(f"a{ends}b".encode()) == ("a\nb", "utf-8")


def test_a_character_cut_by_the_end_is_left_out() -> None:
    assert decode("déjà là".encode()[:-1]) == ("déjà l", "utf-8")
    assert decode("déjà".encode("utf-16")[:-1]) == ("déj", "utf-16-le")


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"\x00\x01",
        "Привет".encode("cp1251"),  # single bytes that French does not write
        "déjà".encode("mac-roman"),
        b"d\xc3\xa9j\xc3\xa0 \xff et encore",  # a damaged byte in the middle
        b"\xef\xbb\xbfabc\xffdef et la suite",
        b"\x81\x8d\x8f",
        b"\xff\xfe\x00\xd8a\x00b\x00c\x00d\x00",
    ],
)
def test_what_is_not_surely_a_text_is_refused(data: bytes) -> None:
    assert decode(data) is None
