"""The transcript as plain text, for a mail or a word processor."""

from __future__ import annotations

import datetime

from codev_voice.session.values import Session
from codev_voice.transcripts.clock import short
from codev_voice.transcripts.cues import clean
from codev_voice.transcripts.headings import ESTIMATED, headings, long_date


def write(session: Session, *, title: str | None = None, date: datetime.date | None = None, numbered: bool = False) -> str:
    """Stages as headings, one paragraph a turn, with its time and, `numbered`, its position."""
    lines = [title or "Transcription"]
    lines += [long_date(date)] if date else []
    lines += ["", ESTIMATED] if session.estimated else []
    heads = headings(session)
    mark = "≈ " if session.estimated else ""
    for turn in session.turns:
        if heading := heads.get(turn.index):
            lines += ["", heading.upper(), "-" * len(heading)]
        number = f"[{turn.index}] " if numbered else ""
        lines += ["", f"{number}{clean(turn.speaker)} ({mark}{short(turn.start)}) : {clean(turn.text)}"]
    return "\n".join(lines) + "\n"
