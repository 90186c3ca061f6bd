"""The documents in the shape of `codev-voice documents --json`, and the sheets that the client was given, whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codev_voice.documents.render.around import Around, where
from codev_voice.documents.sheet import Approval, Audience, Details, Entry, Sheet
from codev_voice.documents.values import Action, Contract, Documents, Kept
from codev_voice.documents.verifying import Verified

FORMAT = "codev-voice/documents/1"


def to_json(documents: tuple[Documents, ...]) -> dict[str, Any]:
    """One consultation as one object; several under "consultations", each with its first and last turn."""
    if len(documents) == 1:
        return _one(documents[0])
    return {"consultations": [{**_one(each), "first_turn": each.first_turn, "last_turn": each.last_turn} for each in documents]}


def drafts_json(drafts: Sequence[Verified], *, refused: bool) -> dict[str, Any]:
    """The drafts, with what was refused of each consultation when it is asked for."""
    written = to_json(tuple(each.documents for each in drafts))
    if refused:
        told = written.get("consultations", [written]) if drafts else []
        for one, each in zip(told, drafts, strict=True):
            one["refused"] = [{"part": refusal.part, "text": refusal.text, "reason": refusal.reason} for refusal in each.refused]
    return written


def _one(documents: Documents) -> dict[str, Any]:
    return {
        "contract": _contract(documents.contract),
        "notes": [
            {"person": note.person, "class": str(note.kind), "text": note.text, "sources": list(note.sources)} for note in documents.notes
        ],
        "plan": {
            "kept": [_kept(kept) for kept in documents.plan.kept],
            "actions": [_action(action) for action in documents.plan.actions],
            "dropped": [_kept(dropped) for dropped in documents.plan.dropped],
        },
    }


def _contract(contract: Contract) -> dict[str, Any]:
    return {
        "client": contract.client,
        "facilitator": contract.facilitator,
        "consultants": list(contract.consultants),
        "subject": contract.subject,
        "demand": contract.demand,
        "kinds": [str(kind) for kind in contract.kinds],
        "out_of_scope": [line.text for line in contract.out_of_scope],
        "protections": [line.text for line in contract.protections],
        "reserves": [{"person": reserve.person, "text": reserve.text} for reserve in contract.reserves],
        "reformulated_by": contract.reformulated_by,
        "agreed": list(contract.agreed),
        "version": contract.version,
        "history": [{"version": each.version, "demand": each.demand, "status": str(each.status)} for each in contract.history],
        "sources": list(contract.sources),
    }


def _kept(kept: Kept) -> dict[str, Any]:
    return {"text": kept.text, "sources": list(kept.sources)}


def _action(action: Action) -> dict[str, Any]:
    return {
        "action": action.action,
        "due_said": action.due_said,
        "due": action.due.isoformat() if action.due else None,
        "first_step": action.first_step,
        "indicator": action.indicator,
        "support": action.support,
        "obstacle": action.obstacle,
        "status": str(action.status),
        "sources": list(action.sources),
    }


def sheets_json(sheets: tuple[Sheet, ...], around: Around) -> dict[str, Any]:
    """The sheets as they stand, each line with its words exactly as approved; `proposition` when any of them is not approved."""
    return {
        "format": FORMAT,
        "proposition": any(sheet.pending for sheet in sheets),
        "documents": [_sheet(sheet, around) for sheet in sheets],
        "agreed": [
            {"person": one.person or None, "given": one.given, "at": one.at.isoformat() if one.at else None, "text": one.text}
            for one in around.agreed
        ],
        "names_replaced": around.discreet,
    }


def _sheet(sheet: Sheet, around: Around) -> dict[str, Any]:
    return {
        "document": str(sheet.document),
        "consultation": sheet.consultation,
        "status": str(sheet.status),
        "proposition": sheet.pending,
        "version": sheet.version,
        "client": sheet.client,
        "facilitator": sheet.facilitator,
        "consultants": list(sheet.consultants),
        "title": sheet.title,
        "date": sheet.date.isoformat() if sheet.date else None,
        "entries": [_entry(entry, sheet, around) for entry in sheet.entries],
        "remarks": list(sheet.remarks),
        "digest": sheet.digest,
        "approval": _approval(sheet.approval) if sheet.approval else None,
    }


def _entry(entry: Entry, sheet: Sheet, around: Around) -> dict[str, Any]:
    details = entry.details or Details()
    return {
        "id": entry.id,
        "part": str(entry.part),
        "text": entry.text,
        "person": entry.person,
        "class": str(entry.kind) if entry.kind else None,
        "due_said": details.due_said,
        "due": details.due.isoformat() if details.due else None,
        "first_step": details.first_step,
        "indicator": details.indicator,
        "support": details.support,
        "obstacle": details.obstacle,
        "origin": str(entry.origin),
        "mark": str(entry.mark) if entry.mark and around.audience is Audience.CLIENT else None,
        "note": entry.note,
        "heard": where(entry, around) or None,
        "approved": not sheet.pending or entry.id in sheet.approved,
    }


def _approval(approval: Approval) -> dict[str, Any]:
    return {
        "person": approval.person,
        "at": approval.at.isoformat(),
        "version": approval.version,
        "digest": approval.digest,
        "whole": approval.whole,
    }
