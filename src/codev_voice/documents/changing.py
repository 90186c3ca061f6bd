"""What people may do to a sheet, as events: what cannot be done is refused by name."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from codev_voice.documents.paper_lines import line_of
from codev_voice.documents.sheet import Audience, Details, Document, Entry, Mark, Origin, Part, Sheet, Status
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.events import CLIENT, FACILITATOR, Event
from codev_voice.session.paper_events import Added, Approved, Drafted, Edited, Marked, Refused, Removed, Reordered, Shared
from codev_voice.session.typed import unturned

LONGEST = 2_000
"""Letters of the longest text that a line may hold."""
_MANY = 500
"""Entries that one document may hold: what people write is bounded."""
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_ADDED = re.compile(r"ajout:[0-9a-z]{8,32}")
_ACTIONS = frozenset({Part.COMMITMENT, Part.INTENTION})


@dataclass(frozen=True)
class Change:
    """One thing that somebody does to a document.

    Attributes:
        kind: edit (entry; text, details, person; part: another heading of the plan), remove (entry), restore (entry), add (part, text,
            details, person; entry: its id when the client's own browser gave it one, « ajout: » and 8 to 32 letters or digits), order
            (order: ids, in the order that they take among themselves), mark (entry; mark, None to take it back), approve (digest of
            what was on the screen; entries: the ids approved, empty for all), refuse, share (audience).
        consultation: from 0.
        document: "contrat", "notes" or "plan".
        digest: of the sheet that was on the screen: if it is no longer that one, nothing is done.
        details: replace all those of the action; texts, `due` as « 2026-03-12 ».
        at: when it was done, if it was not now.
        by: "client" or "facilitator".
    """

    kind: Literal["edit", "remove", "restore", "add", "order", "mark", "approve", "refuse", "share"]
    document: str
    consultation: int = 0
    entry: str | None = None
    text: str | None = None
    details: Mapping[str, str | None] | None = None
    person: str | None = None
    part: str | None = None
    order: tuple[str, ...] = ()
    mark: str | None = None
    audience: str | None = None
    entries: tuple[str, ...] = ()
    digest: str | None = None
    at: datetime.datetime | None = None
    by: str = CLIENT


def cleaned(text: str) -> str:
    """A text as it is kept: on one line, single spaces, nothing that turns others around; a browser does the same (`letter/js/sheet.js`).

    Raises:
        SettingsError: it is empty, too long, or not a text.

    >>> cleaned(" Appeler  Marc ")
    'Appeler Marc'
    """
    clean = _BLANKS.sub(" ", unturned(text)).strip(" ")
    if not clean:
        raise SettingsError("La ligne est vide", "écrivez-la, ou supprimez-la")
    if len(clean) > LONGEST or not _writable(clean):
        raise SettingsError(f"La ligne est trop longue ou illisible ({LONGEST} signes au plus)", "raccourcissez-la, ou faites-en deux")
    return clean


def event_of(sheet: Sheet, change: Change) -> Event:
    """What the journal keeps of a change to this sheet.

    Raises:
        SettingsError: it lacks something, or names what is not there.
        SessionError: the document was refused, or is no longer what was on the screen; or it is not for the facilitator to do.
    """
    if change.by not in {CLIENT, FACILITATOR}:
        raise SettingsError("On ne sait pas qui change ce document", "indiquez la personne cliente ou l'animation")
    if sheet.status is Status.REFUSED:
        raise SessionError("Ce document a été refusé et effacé", "il n'y a plus rien à y changer")
    if change.digest is not None and change.digest != sheet.digest:
        raise SessionError("Le texte a changé depuis que vous l'avez lu", "relisez-le, puis recommencez")
    if change.at is not None and change.at.tzinfo is None:
        raise SettingsError("L'heure de ce changement est incomplète", "donnez-la avec son fuseau")
    return msgspec.structs.replace(_DOING[change.kind](sheet, change), by=change.by, at=change.at)


def draft_event(sheet: Sheet, by: str, t: float | None = None) -> Drafted:
    """The event that proposes this sheet."""
    return Drafted(
        consultation=sheet.consultation,
        document=str(sheet.document),
        entries=tuple(line_of(entry) for entry in sheet.entries),
        client=sheet.client,
        facilitator=sheet.facilitator,
        consultants=sheet.consultants,
        remarks=sheet.remarks,
        by=by,
        t=t,
    )


def _edit(sheet: Sheet, change: Change) -> Event:
    entry = _entry(sheet.entries, change.entry)
    part = _moved_to(entry.part, change.part)
    kept = entry.details if part in _ACTIONS else None
    changed = replace(
        entry,
        part=part,
        text=cleaned(change.text) if change.text is not None else entry.text,
        details=_details(part, change.details) if change.details is not None else kept,
        person=_person(change.person) if change.person is not None else entry.person,
        edited=True,
    )
    return Edited(consultation=sheet.consultation, document=str(sheet.document), line=line_of(changed))


def _remove(sheet: Sheet, change: Change) -> Event:
    entry = _entry(sheet.entries, change.entry)
    return Removed(consultation=sheet.consultation, document=str(sheet.document), entry=entry.id)


def _restore(sheet: Sheet, change: Change) -> Event:
    entry = _entry(sheet.removed, change.entry)
    return Removed(consultation=sheet.consultation, document=str(sheet.document), entry=entry.id, restored=True)


def _add(sheet: Sheet, change: Change) -> Event:
    if change.part not in set(Part) or Part(change.part).document is not sheet.document:
        raise SettingsError("Cette rubrique n'est pas de ce document", "choisissez-en une autre")
    if len(sheet.entries) >= _MANY:
        raise SettingsError(f"Ce document a déjà {_MANY} lignes", "supprimez-en avant d'en ajouter")
    part = Part(change.part)
    entry = Entry(
        _added(sheet, change.entry),
        part,
        cleaned(change.text or ""),
        _person(change.person) if change.person is not None else None,
        details=_details(part, change.details) if change.details is not None else None,
        origin=Origin.CLIENT if change.by == CLIENT else Origin.FACILITATOR,
    )
    return Added(consultation=sheet.consultation, document=str(sheet.document), line=line_of(entry))


def _order(sheet: Sheet, change: Change) -> Event:
    known = {entry.id for entry in sheet.entries}
    if not change.order or not known.issuperset(change.order) or len(set(change.order)) != len(change.order):
        raise SettingsError("Cet ordre n'est pas celui des lignes de ce document", "rechargez la page")
    return Reordered(consultation=sheet.consultation, document=str(sheet.document), order=change.order)


def _mark(sheet: Sheet, change: Change) -> Event:
    entry = _entry(sheet.entries, change.entry)
    if entry.part is not Part.NOTE:
        raise SettingsError("Seules les notes se marquent", "choisissez une note")
    if change.mark is not None and change.mark not in set(Mark):
        raise SettingsError("Cette marque n'existe pas", f"choisissez parmi {', '.join(Mark)}")
    return Marked(consultation=sheet.consultation, document=str(sheet.document), entry=entry.id, mark=change.mark)


def _approve(sheet: Sheet, change: Change) -> Event:
    _for_her_alone(change)
    if change.digest is None:
        raise SettingsError("On ne sait pas quel texte est approuvé", "rechargez la page, relisez-le, puis approuvez de nouveau")
    wanted = {_entry(sheet.entries, name).id for name in change.entries} or {entry.id for entry in sheet.entries}
    said_yes = tuple(entry for entry in sheet.entries if entry.id in wanted or entry.id in sheet.approved)
    person = sheet.client or (_person(change.person) if change.person else "")
    if not person:
        raise SettingsError("On ne sait pas qui est la personne cliente", "nommez sa voix, puis approuvez de nouveau")
    return Approved(
        consultation=sheet.consultation,
        document=str(sheet.document),
        person=person,
        version=sheet.version,
        digest=sheet.digest,
        entries=tuple(line_of(entry) for entry in said_yes),
        whole=len(said_yes) == len(sheet.entries),
    )


def _refuse(sheet: Sheet, change: Change) -> Event:
    _for_her_alone(change)
    return Refused(consultation=sheet.consultation, document=str(sheet.document), client=sheet.client, facilitator=sheet.facilitator)


def _share(sheet: Sheet, change: Change) -> Event:
    _for_her_alone(change)
    if change.audience not in set(Audience):
        raise SettingsError("On ne peut pas partager avec ces personnes", f"choisissez parmi {', '.join(Audience)}")
    return Shared(consultation=sheet.consultation, document=str(sheet.document), audience=str(change.audience))


_DOING: dict[str, Callable[[Sheet, Change], Event]] = {
    "edit": _edit,
    "remove": _remove,
    "restore": _restore,
    "add": _add,
    "order": _order,
    "mark": _mark,
    "approve": _approve,
    "refuse": _refuse,
    "share": _share,
}


def _for_her_alone(change: Change) -> None:
    if change.by != CLIENT:
        raise SessionError("C'est à la personne cliente de le décider", "faites-le avec elle, en partageant cet écran")


def _entry(entries: tuple[Entry, ...], name: str | None) -> Entry:
    found = next((entry for entry in entries if entry.id == name), None)
    if found is None:
        raise SettingsError("Cette ligne n'est plus là", "rechargez la page")
    return found


def _added(sheet: Sheet, name: str | None) -> str:
    """The id of what is added: that which her browser gave it, else one that nobody else gives."""
    if name is None:
        return f"ajout:{secrets.token_hex(8)}"
    if not _ADDED.fullmatch(name) or any(entry.id == name for entry in (*sheet.entries, *sheet.removed)):
        raise SettingsError("Cette ligne ajoutée n'est pas reconnue", "ajoutez-la de nouveau")
    return name


def _moved_to(part: Part, wanted: str | None) -> Part:
    """The heading under which a line goes: in the plan alone, where what was taken for a promise may be only a wish."""
    if wanted is None or wanted == part:
        return part
    found = next((one for one in Part if one == wanted), part)
    if found is part or not part.document is found.document is Document.PLAN:
        raise SettingsError("Cette ligne ne peut pas aller sous cette rubrique", "choisissez une rubrique du plan d'action")
    return found


def _person(name: str) -> str | None:
    """A name, None when it is taken away."""
    return cleaned(name) if unturned(name).strip() else None


def _details(part: Part, given: Mapping[str, str | None]) -> Details | None:
    if part not in _ACTIONS:
        raise SettingsError("Seule une action a une échéance et un premier pas", "choisissez une action")
    if not set(given) <= set(Details.__dataclass_fields__):
        raise SettingsError("Ce détail d'une action n'est pas connu", "rechargez la page")

    def said(name: str) -> str | None:
        text = given.get(name) or ""
        return cleaned(text) if unturned(text).strip() else None

    details = Details(said("due_said"), _day(given.get("due")), said("first_step"), said("indicator"), said("support"), said("obstacle"))
    return details if details != Details() else None


def _day(text: str | None) -> datetime.date | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise SettingsError("Cette date n'existe pas", "écrivez-la ainsi : 2026-03-12") from None


def _writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
