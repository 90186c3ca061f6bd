"""Cues: what the call products write, before it is put back into turns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codev_voice.session.values import Role

UNKNOWN = "Voix inconnue"
"""The voice of words that the file gives to nobody: a name is never invented."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of a transcript; `start` and `end` in seconds, None when the file does not say; `speaker` None when nobody is named."""

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    role: Role | None = None


def clean(text: str) -> str:
    """The text on one line: every run of white space is one space, invisible marks and control characters are gone."""
    return " ".join(_INVISIBLE.sub("", _CONTROL.sub(" ", text)).split())


_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # JSON can write half a letter
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
