"""The transcript as Markdown, headings for stages, names in bold."""

from __future__ import annotations

import datetime
import re

from codev_voice.session.values import Session
from codev_voice.transcripts.clock import short
from codev_voice.transcripts.cues import clean
from codev_voice.transcripts.headings import ESTIMATED, headings, long_date

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")


def write(session: Session, *, title: str | None = None, date: datetime.date | None = None, numbered: bool = False) -> str:
    """Stages as headings, one paragraph a turn, with its time and, `numbered`, its position."""
    lines = [f"# {_escaped(title or 'Transcription')}", ""]
    lines += [long_date(date), ""] if date else []
    lines += [f"*{ESTIMATED}*", ""] if session.estimated else []
    heads = headings(session)
    mark = "≈ " if session.estimated else ""
    for turn in session.turns:
        if heading := heads.get(turn.index):
            lines += [f"## {_escaped(heading)}", ""]
        number = f"[{turn.index}] " if numbered else ""
        lines += [f"{number}**{_escaped(turn.speaker)}** ({mark}{short(turn.start)}) : {_escaped(turn.text)}", ""]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Words as words: no sign of theirs becomes a mark."""
    return _SIGNS.sub(r"\\\1", clean(text))
