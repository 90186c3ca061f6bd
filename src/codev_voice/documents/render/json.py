"""The documents in the shape of `codev-voice documents --json`."""

from __future__ import annotations

from typing import Any

from codev_voice.documents.values import Action, Contract, Documents, Kept


def to_json(documents: tuple[Documents, ...]) -> dict[str, Any]:
    """One consultation as one object; several under "consultations", each with its first and last turn."""
    if len(documents) == 1:
        return _one(documents[0])
    return {"consultations": [{**_one(each), "first_turn": each.first_turn, "last_turn": each.last_turn} for each in documents]}


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
