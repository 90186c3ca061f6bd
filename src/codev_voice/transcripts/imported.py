"""What a transcript's reader gives: turns ready for the journal, and what is to be said about them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from codev_voice.session.values import Piece


@dataclass(frozen=True)
class Imported:
    """A transcript as read: one piece a turn, in the order of the file.

    `format` names the reader ("teams-vtt", "meet-docx"…). `title` and `date` are None when neither the file nor its name says them.
    `estimated` is true when any time was computed. `warnings` are French sentences for the person, which never quote speech.
    """

    pieces: tuple[Piece, ...]
    format: str
    title: str | None = None
    date: datetime.date | None = None
    estimated: bool = False
    warnings: tuple[str, ...] = ()
