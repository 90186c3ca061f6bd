"""The forms in which a session's transcript is written."""

from __future__ import annotations

import datetime

from codev_voice.errors import SettingsError
from codev_voice.session.values import Session
from codev_voice.transcripts import as_json, markdown, rttm, srt, text, vtt

WRITTEN = ("md", "txt", "vtt", "srt", "json", "rttm")


def write_transcript(
    session: Session,
    format: str,  # noqa: A002 - the option's own name
    *,
    title: str | None = None,
    date: datetime.date | None = None,
    numbered: bool = False,
) -> str:
    """The session in one of `WRITTEN`; the private notices appear in "json" only; `numbered` changes "md" and "txt" only.

    Raises:
        SettingsError: there is no such form.
    """
    match format:
        case "md":
            return markdown.write(session, title=title, date=date, numbered=numbered)
        case "txt":
            return text.write(session, title=title, date=date, numbered=numbered)
        case "vtt":
            return vtt.write(session)
        case "srt":
            return srt.write(session)
        case "json":
            return as_json.write(session, title=title, date=date)
        case "rttm":
            return rttm.write(session, title=title)
    raise SettingsError(f"Le format de transcription « {format} » n'existe pas", f"choisissez parmi {', '.join(WRITTEN)}")
