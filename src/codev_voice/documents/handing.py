"""Who is handed what, and nothing else leaves.

The client: everything of hers. The facilitator: what is still to be read, and what was shared with her. The group: what was approved
and shared with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from codev_voice.documents.approval import approved_view
from codev_voice.documents.sheet import Audience, Document, Sheet, Status
from codev_voice.session.names import of

NAMES = {Document.CONTRACT: "contrat", Document.NOTES: "notes de l'exploration", Document.PLAN: "plan d'action"}


@dataclass(frozen=True)
class Handed:
    """The sheets that may be handed over, as they may be; and, in French, why each other one may not."""

    sheets: tuple[Sheet, ...]
    missing: tuple[str, ...]


def handed(sheets: Iterable[Sheet], audience: Audience) -> Handed:
    """What of these sheets goes to `audience`; what nobody approved yet stays a proposition, and goes to nobody of the group."""
    given: list[Sheet] = []
    missing: list[str] = []
    for sheet in sheets:
        ready = _for(sheet, audience)
        if ready is None:
            missing.append(_why(sheet, audience))
        else:
            given.append(ready)
    return Handed(tuple(given), tuple(missing))


def barred(before: Iterable[Sheet], after: Iterable[Sheet]) -> frozenset[Audience]:
    """The audiences that one of these sheets was handed to `before`, and `after` is no more."""
    had, has = tuple(before), tuple(after)

    def given(sheets: Iterable[Sheet], audience: Audience) -> set[tuple[int, Document]]:
        return {(sheet.consultation, sheet.document) for sheet in handed(sheets, audience).sheets}

    return frozenset(audience for audience in Audience if given(had, audience) - given(has, audience))


def _for(sheet: Sheet, audience: Audience) -> Sheet | None:
    if sheet.status is Status.REFUSED:
        return None
    if audience is Audience.CLIENT:
        return sheet
    if audience is Audience.FACILITATOR:
        return sheet if sheet.approval is None or sheet.audience is not Audience.CLIENT else None
    view = approved_view(sheet)
    return replace(view, status=Status.APPROVED) if view is not None and sheet.audience is Audience.GROUP else None


def _why(sheet: Sheet, audience: Audience) -> str:
    many = sheet.document is Document.NOTES
    who = sheet.client or "la personne cliente"
    what = f"{'Les' if many else 'Le'} {NAMES[sheet.document]} {of(who)}"
    is_not, agree = ("ne sont pas", "es") if many else ("n'est pas", "")
    if sheet.status is Status.REFUSED:
        return f"{what} {'ont' if many else 'a'} été refusé{agree}, et il n'en reste rien"
    if sheet.approval is None:
        return f"{what} {is_not} encore approuvé{agree}, et rien ne va au groupe avant"
    shared = "avec le groupe" if audience is Audience.GROUP else "avec l'animation"
    return f"{what} {is_not} partagé{agree} {shared}, et {who} seul·e peut en décider"
