"""What the client's page calls documents, headings and files."""

from __future__ import annotations

import datetime
import re

from codev_voice.documents.render.printing import HEADINGS, TITLES
from codev_voice.documents.sheet import Document

DOCUMENTS = {
    Document.PLAN: (TITLES[Document.PLAN], "Mon plan"),
    Document.NOTES: (TITLES[Document.NOTES], "Notes"),
    Document.CONTRACT: (TITLES[Document.CONTRACT], "Contrat"),
}
"""Their whole names and their short ones, in the order in which she reads them: what she promised first."""

PARTS = {part: title or "Notes" for part, (title, _) in HEADINGS.items()}

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')
_LONGEST = 60


def file_name(date: datetime.date | None, what: str, client: str | None, ending: str) -> str:
    """A name that sorts, and that every system takes: « 2026-11-24 codev - à relire - Sophie.html »."""
    who = " ".join(_FORBIDDEN.sub(" ", client or "").split())[:_LONGEST].strip(" .")
    day = f"{date.isoformat()} " if date else ""
    return f"{day}codev - {what}{f' - {who}' if who else ''}.{ending}"
