"""The day of a session as the call products write it, in the text or in the file's name."""

from __future__ import annotations

import datetime
import re
import unicodedata

_MONTHS = (
    ("janv", "jan", "gen"),
    ("fevr", "fev", "feb"),
    ("mars", "mar"),
    ("avr", "apr"),
    ("mai", "may", "mag"),
    ("juin", "jun", "giu"),
    ("juil", "jul", "lug"),
    ("aou", "aug", "ago"),
    ("sept", "sep", "set"),
    ("oct", "ott"),
    ("nov",),
    ("dec", "dic"),
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:er)? ([a-z]{3,9})\.? (\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2}), (\d{4})\b")
_DIGITS = re.compile(r"(?<!\d)(20\d\d)([-/_.]?)(\d\d)\2(\d\d)(?!\d)")


def date_said(line: str) -> datetime.date | None:
    """The day that a header's line says in French, English or Italian (« 15 avr. 2026 », "Apr 15, 2026"), else None."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", line.lower()) if not unicodedata.combining(letter))
    if found := _DAY_FIRST.search(plain):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.search(plain):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return date_in_name(plain)


def date_in_name(name: str) -> datetime.date | None:
    """The day written in digits, year first (`GMT20260923-…`, `2026-09-23 18.05.11 …`), else None."""
    found = _DIGITS.search(name)
    return _date(int(found[1]), int(found[3]), int(found[4])) if found else None


def _month(word: str) -> int:
    return next((number for number, starts in enumerate(_MONTHS, start=1) if word.startswith(starts)), 0)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
