"""From bytes to text, when it is certain which text they are."""

from __future__ import annotations

import codecs
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»‹›“”„‘’–—…€°·•§№ª²³½©®\u00a0")
"""What French text holds beyond ASCII: a file of single bytes is believed only when nothing else comes out of it."""

LATIN = "cp1252"
_CUT = ("unexpected end of data", "truncated data")
_ALLOWED = "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85"


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the name of its encoding, lines ended by newlines only; None when the bytes are not surely a text.

    UTF-8, UTF-16 and UTF-32 with their marks; UTF-8 and UTF-16 without; Windows-1252 (and so Latin-1) when all that is beyond
    ASCII is what French writes. A character cut by the end of the file is left out.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if wide := _wide(data):
        return _decoded(data, wide)
    return _decoded(data, "utf-8") or _latin(data)


def _decoded(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = data[: error.start].decode(encoding) if error.reason in _CUT and error.start >= len(data) - 3 else ""
        if encoding == "utf-8" and cut.isascii():
            return None  # one odd byte at the end of plain ASCII is rather the « é » of a single-byte file
        text = cut
    return (_lines(text), encoding) if text and _is_text(text) else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: in European text every other byte is zero."""
    pairs = data[: 4096 & ~1]
    if len(pairs) < 4:  # noqa: PLR2004 - two characters tell nothing
        return None
    even, odd = pairs[0::2].count(0) * 2 / len(pairs), pairs[1::2].count(0) * 2 / len(pairs)
    if odd > 0.7 and even < 0.1:  # noqa: PLR2004 - shares; typographic marks have no zero byte
        return "utf-16-le"
    if even > 0.7 and odd < 0.1:  # noqa: PLR2004 - idem
        return "utf-16-be"
    return None


def _latin(data: bytes) -> tuple[str, str] | None:
    try:
        text = data.decode(LATIN)
    except UnicodeDecodeError:
        return None
    foreign = {letter for letter in text if ord(letter) > 127} - _FRENCH  # noqa: PLR2004 - the end of ASCII
    return (_lines(text), LATIN) if not foreign and _is_text(text) else None


def _is_text(text: str) -> bool:
    """Whether no character is one that only binary files hold."""
    return not any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in _ALLOWED for letter in set(text))


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
