"""The client's documents on the page: one row a sheet, its headings, its entries and the words each comes from.

consultation, document, document_name, client, facilitator, consultants, version, status, status_name, audience, digest, remarks
approved  {person, at, version, whole} | null: the last approval, even when the text has changed since
parts     [{part, title, entries}]: the headings that hold something
removed   [entry]: what was deleted
entry     {id, text, person, kind, kind_name, details: {due_said, due, due_clear, first_step, indicator, support, obstacle} | null,
origin, edited, mark, note, approved: as it stands, sources: [{piece, turn, speaker, start, end, quote}]}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from codev_voice.documents.render.french import KINDS_IN_CLEAR, in_clear
from codev_voice.documents.render.printing import HEADINGS, TITLES
from codev_voice.documents.sheet import Details, Entry, Part, Sheet, Status
from codev_voice.session.events import Event, Heard, Unknown
from codev_voice.session.values import Session, Turn

STATUS_NAMES = {
    Status.PROPOSITION: "proposition",
    Status.PARTLY: "approuvé en partie",
    Status.APPROVED: "approuvé",
    Status.REFUSED: "refusé",
}
NOTES = "Dans l'ordre où elles ont été dites"


def papers_view(sheets: Sequence[Sheet], session: Session, events: Sequence[Event | Unknown]) -> list[dict[str, Any]]:
    """One row a sheet; `events` hold the words cited."""
    cited = {piece for sheet in sheets for entry in (*sheet.entries, *sheet.removed) for piece in entry.sources}
    turns = {piece: turn for turn in session.turns for piece in turn.pieces if piece in cited}
    words = {event.id: _source(event, turns[event.id]) for event in events if isinstance(event, Heard) and event.id in turns}
    return [_sheet(sheet, words) for sheet in sheets]


def _sheet(sheet: Sheet, words: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    approved, approval = sheet.approved, sheet.approval
    return {
        "consultation": sheet.consultation,
        "document": str(sheet.document),
        "document_name": TITLES[sheet.document],
        "client": sheet.client,
        "facilitator": sheet.facilitator,
        "consultants": list(sheet.consultants),
        "version": sheet.version,
        "status": str(sheet.status),
        "status_name": STATUS_NAMES[sheet.status],
        "audience": str(sheet.audience),
        "digest": sheet.digest,
        "remarks": list(sheet.remarks),
        "approved": {"person": approval.person, "at": approval.at.isoformat(), "version": approval.version, "whole": approval.whole}
        if approval
        else None,
        "parts": [
            {"part": str(part), "title": HEADINGS[part][0] or NOTES, "entries": [_entry(entry, approved, words) for entry in entries]}
            for part in Part
            if (entries := sheet.under(part))
        ],
        "removed": [_entry(entry, frozenset(), words) for entry in sheet.removed],
    }


def _entry(entry: Entry, approved: frozenset[str], words: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "text": entry.text,
        "person": entry.person,
        "kind": str(entry.kind) if entry.kind else None,
        "kind_name": KINDS_IN_CLEAR[entry.kind] if entry.kind else None,
        "details": _details(entry.details) if entry.details else None,
        "origin": str(entry.origin),
        "edited": entry.edited,
        "mark": str(entry.mark) if entry.mark else None,
        "note": entry.note,
        "approved": entry.id in approved,
        "sources": [words[piece] for piece in entry.sources if piece in words],
    }


def _details(details: Details) -> dict[str, Any]:
    return {
        "due_said": details.due_said,
        "due": details.due.isoformat() if details.due else None,
        "due_clear": in_clear(details.due) if details.due else None,
        "first_step": details.first_step,
        "indicator": details.indicator,
        "support": details.support,
        "obstacle": details.obstacle,
    }


def _source(heard: Heard, turn: Turn) -> dict[str, Any]:
    return {
        "piece": heard.id,
        "turn": turn.index,
        "speaker": turn.speaker,
        "start": round(heard.start, 1),
        "end": round(heard.end, 1),
        "quote": heard.text,
    }
