"""RTTM, the diarisation field's format: who spoke when, no words."""

from __future__ import annotations

import re

from codev_voice.session.values import Session


def write(session: Session, *, title: str | None = None) -> str:
    """One `SPEAKER` line a turn that lasts; names and file hold no space (underscores)."""
    file = _field(title or "seance")
    return "".join(
        f"SPEAKER {file} 1 {turn.start:.3f} {turn.duration:.3f} <NA> <NA> {_field(turn.speaker)} <NA> <NA>\n"
        for turn in session.turns
        if turn.duration >= 0.001  # noqa: PLR2004 - a segment of no length breaks the field's tools
    )


def _field(text: str) -> str:
    return re.sub(r"\s+", "_", text.strip()) or "_"
