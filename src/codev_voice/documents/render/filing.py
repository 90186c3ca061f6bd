"""How exported files are called: names that sort, and that every file system and every mail accepts."""

from __future__ import annotations

from collections.abc import Iterable

from codev_voice.documents.handing import NAMES
from codev_voice.documents.sheet import Audience, Document, Sheet

LONGEST = 120
"""Bytes that a name keeps of its words: file systems refuse more than 255, and folders above take their part."""
DRAFT = " (proposition)"
_REFUSED = frozenset('<>:"/\\|?*')


def sheet_stem(sheet: Sheet, others: Iterable[Sheet] = ()) -> str:
    """« 2026-11-24 codev - plan d'action - Sophie », marked while it is a proposition; numbered when the client came twice."""
    same = [one.consultation for one in others if (one.document, one.client) == (sheet.document, sheet.client)]
    rank = f" {sorted({*same, sheet.consultation}).index(sheet.consultation) + 1}" if len(set(same)) > 1 else ""
    return _stem(sheet, f"{NAMES[sheet.document]} - {sheet.client or 'sans nom'}{rank}", draft=sheet.pending)


def dates_stem(plans: Iterable[Sheet]) -> str:
    """« 2026-11-24 codev - dates - Sophie »: the calendar of these plans."""
    return _several(tuple(plans), "dates")


def whole_stem(sheets: Iterable[Sheet]) -> str:
    """« 2026-11-24 codev - documents - Sophie »: all of these sheets as one file."""
    return _several(tuple(sheets), "documents")


def folder_for(audience: Audience, client: str | None = None) -> str:
    """« pour le groupe », « pour l'animation » or « pour Sophie »."""
    if audience is Audience.CLIENT:
        return folder_of(client)
    return "pour l'animation" if audience is Audience.FACILITATOR else "pour le groupe"


def folder_of(client: str | None) -> str:
    """« pour Sophie »."""
    return _allowed(f"pour {client or 'la personne cliente'}")


def _several(sheets: tuple[Sheet, ...], what: str) -> str:
    clients = ", ".join(dict.fromkeys(sheet.client or "sans nom" for sheet in sheets))
    return _stem(sheets[0], f"{what} - {clients}", draft=any(sheet.pending for sheet in sheets))


def _stem(sheet: Sheet, what: str, *, draft: bool) -> str:
    return _allowed(f"{sheet.date.isoformat()} codev - {what}" if sheet.date else f"codev - {what}") + (DRAFT if draft else "")


def _allowed(name: str) -> str:
    letters = "".join(letter if letter.isprintable() and letter not in _REFUSED else "-" for letter in name)
    return letters.encode()[:LONGEST].decode(errors="ignore").strip(" .")


def plans_of(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The action plans among these sheets."""
    return tuple(sheet for sheet in sheets if sheet.document is Document.PLAN)
