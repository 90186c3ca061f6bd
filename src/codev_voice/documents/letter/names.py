"""What the client's page calls documents, headings and files."""

from __future__ import annotations

import datetime
import re

from codev_voice.documents.sheet import Document, Part

DOCUMENTS = {
    Document.PLAN: ("Mon plan d'action", "Mon plan"),
    Document.NOTES: ("Notes de l'exploration", "Notes"),
    Document.CONTRACT: ("Contrat de consultation", "Contrat"),
}
"""Their whole names and their short ones, in the order in which she reads them: what she promised first."""

PARTS = {
    Part.SUBJECT: "Sujet",
    Part.DEMAND: "Ma demande",
    Part.WISH: "Attente évoquée dans l'exposé",
    Part.KINDS: "Ce que j'attends du groupe",
    Part.OUT_OF_SCOPE: "Ce dont on ne parle pas",
    Part.PROTECTIONS: "À protéger",
    Part.RESERVES: "Réserves",
    Part.AGREED: "Accords entendus",
    Part.UNHEARD: "Accords non entendus",
    Part.HISTORY: "Versions",
    Part.NOTE: "Notes",
    Part.KEPT: "Ce que je garde",
    Part.COMMITMENT: "Ce que je fais",
    Part.INTENTION: "Ce que j'aimerais peut-être faire",
    Part.DROPPED: "Ce que je laisse",
}

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')
_LONGEST = 60


def file_name(date: datetime.date | None, what: str, client: str | None, ending: str) -> str:
    """A name that sorts, and that every system takes: « 2026-11-24 codev - à relire - Sophie.html »."""
    who = " ".join(_FORBIDDEN.sub(" ", client or "").split())[:_LONGEST].strip(" .")
    day = f"{date.isoformat()} " if date else ""
    return f"{day}codev - {what}{f' - {who}' if who else ''}.{ending}"
