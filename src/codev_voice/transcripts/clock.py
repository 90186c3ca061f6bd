"""Times as files write them, read and written."""

from __future__ import annotations

import re

TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
"""`0:03`, `1:02:03`, `00:14:05.250`, and the `0:0:13.540` of old Teams exports."""


def seconds(text: str) -> float:
    """The seconds of a time that matches `TIME`."""
    whole = 0.0
    for part in text.replace(",", ".").split(":"):
        whole = whole * 60 + float(part)
    return whole


def stamp(value: float, *, separator: str = ".") -> str:
    """`00:14:05.250`: hours, minutes, seconds and milliseconds, as WebVTT (".") and SubRip (",") want them."""
    milliseconds = max(0, round(value * 1000))
    rest, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(rest, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}{separator}{thousandths:03d}"


def short(value: float) -> str:
    """`4:05`, `1:04:05`: what people read."""
    minutes, second = divmod(max(0, int(value)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def is_time(text: str) -> bool:
    """Whether this is a time and nothing else."""
    return re.fullmatch(TIME, text) is not None
