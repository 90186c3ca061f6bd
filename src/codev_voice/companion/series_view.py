"""The sessions of a group as a table and as JSON: dates, names and states of documents, never a word of what they hold."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from codev_voice.companion.series import Round, Step
from codev_voice.documents.render.french import in_clear
from codev_voice.documents.sheet import Document
from codev_voice.session.names import tidy
from codev_voice.session.seance import Seance

NAMES = {Document.CONTRACT: "Contrat", Document.NOTES: "Notes", Document.PLAN: "Plan"}
UNREAD = "illisible ici"


def table_of(group: str, steps: Sequence[Step]) -> str:
    """A French table, the next date under it when the last session says one."""
    rows = [row for step in steps for row in _rows(step)]
    coming = _next([step.seance for step in steps])
    lines = [
        f"Groupe {_plain(group)} : {_sessions(len(steps))}",
        "",
        *_table(("Date", "Séance", "Client·e", *NAMES.values()), rows),
    ]
    return "\n".join([*lines, *(["", f"Prochaine séance annoncée : {in_clear(coming)}"] if coming else [])])


def groups_table(groups: Mapping[str, Sequence[Seance]]) -> str:
    """The groups known, with their sessions and dates."""
    if not groups:
        return "Aucun groupe n'est connu ici : « codev-voice new DOSSIER --groupe NOM » donne son nom à une séance."
    rows = []
    for name, seances in sorted(groups.items(), key=lambda one: one[0].casefold()):
        last, coming = _last(seances), _next(seances)
        rows.append((name, _sessions(len(seances)), _clear(last), _clear(coming)))
    return "\n".join(_table(("Groupe", "Séances", "Dernière", "Prochaine annoncée"), rows))


def series_json(group: str, steps: Sequence[Step], unread: Sequence[str]) -> dict[str, Any]:
    """The same for a program; `unread` are lines about folders whose settings are wrong."""
    coming = _next([step.seance for step in steps])
    return {
        "group": group,
        "sessions": [
            {
                "folder": str(step.folder.path),
                "date": step.day.isoformat(),
                "title": step.seance.title,
                "consultations": [_round(one) for one in step.rounds],
                "next_date": _iso(step.seance.next_date),
                "trouble": step.trouble or None,
            }
            for step in steps
        ],
        "next_date": _iso(coming),
        "unread": list(unread),
    }


def groups_json(groups: Mapping[str, Sequence[Seance]]) -> dict[str, Any]:
    """The groups known, for a program."""
    return {
        "groups": [
            {"group": name, "sessions": len(seances), "last_date": _iso(_last(seances)), "next_date": _iso(_next(seances))}
            for name, seances in sorted(groups.items(), key=lambda one: one[0].casefold())
        ]
    }


def _round(one: Round) -> dict[str, Any]:
    return {"client": one.client, "documents": {str(document): _state(approved=done) for document, done in one.approved.items()}}


def _rows(step: Step) -> list[tuple[str, ...]]:
    """One a consultation; the second does not say again when."""
    rows = []
    for at, one in enumerate(step.rounds or (Round(None),)):
        when = (_clear(step.day), step.seance.title or "") if at == 0 else ("", "")
        states = [_state(approved=one.approved[document]) if document in one.approved else "" for document in NAMES]
        rows.append((*when, one.client or "non dit", *(states if not step.trouble else (UNREAD, "", ""))))
    return rows


def _state(*, approved: bool) -> str:
    return "approuvé" if approved else "en cours"


def _sessions(count: int) -> str:
    return f"{count} séance{'s' if count > 1 else ''}"


def _last(seances: Sequence[Seance]) -> datetime.date | None:
    return max((seance.date for seance in seances if seance.date), default=None)


def _next(seances: Sequence[Seance]) -> datetime.date | None:
    """What the last session says: what former ones announced was held, or is no longer true."""
    return seances[-1].next_date if seances else None


def _clear(day: datetime.date | None) -> str:
    return in_clear(day) if day else ""


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table whose columns stand under each other."""
    cells = [[_plain(cell).replace("|", "\\|") for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def _plain(text: str) -> str:
    """On one line, without what would give orders to a terminal."""
    return tidy("".join(letter if letter.isprintable() else " " for letter in text))
