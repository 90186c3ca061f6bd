"""The plans of former clients, for stage 0 of the group's next session: what they approved and share, and nothing else.

They are read in the other sessions' folders each time, never copied: a client who no longer shares hers, or whose session was erased,
is not shown any more.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from codev_voice.companion.series import Step, places, series
from codev_voice.documents.render.french import in_clear
from codev_voice.documents.sheet import Audience, Document, Entry, Part, Sheet, Status
from codev_voice.errors import CodevError
from codev_voice.session.events import Event, Opened, Unknown
from codev_voice.session.folder import Folder
from codev_voice.session.identity import identity
from codev_voice.session.journal import utc_now
from codev_voice.session.names import compared, tidy
from codev_voice.session.seance import Seance

SECONDS = 5.0
"""After which no more former sessions are opened: the last ones are read first."""
SHOWN = (Part.COMMITMENT, Part.INTENTION)
_TOLD = {Audience.FACILITATOR, Audience.GROUP}


@dataclass(frozen=True)
class FormerPlan:
    """What a former client said she would do, or perhaps.

    `key` is « identity/consultation » of her session, `day` its date, `recent` whether it is the group's last one.
    """

    key: str
    person: str
    day: datetime.date
    recent: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Former:
    """The plans to come back to, the last ones first; `unread` says in French why the last session could not be read, "" if it was."""

    plans: tuple[FormerPlan, ...] = ()
    unread: str = ""


def former(folder: Folder, seance: Seance, events: Sequence[Event | Unknown], *, seconds: float = SECONDS) -> Former:
    """What the group's former sessions leave to come back to in this one; nothing when it names no group.

    Of the last session, its clients' plans. Of those before, the plan of who was not client since, is here today, and of whose plan
    nothing was ever said.
    """
    if not tidy(seance.group or ""):
        return Former()
    try:
        steps = series(places(), seance.group or "", seconds=seconds).steps
    except CodevError as error:
        return Former(unread=f"Les séances du groupe ne sont pas lisibles. {error}")
    before = [step for step in steps if step.order < _order(seance, events) and not _same(step, folder, events)]
    if not before:
        return Former()
    last = before[-1]
    here = frozenset(compared(person.name) for person in seance.people)
    plans = _plans(last, recent=True)
    unread = f"Le plan de la séance du {in_clear(last.day)} ne peut pas être montré. {last.trouble}" if last.trouble else ""
    return Former((*plans, *_older(before, here)), unread)


def _order(seance: Seance, events: Sequence[Event | Unknown]) -> tuple[datetime.date, datetime.datetime]:
    began = next((event.at for event in events if isinstance(event, Opened) and event.at), utc_now())
    return seance.date or began.astimezone().date(), began


def _same(step: Step, folder: Folder, events: Sequence[Event | Unknown]) -> bool:
    return step.folder.path.resolve() == folder.path.resolve() or step.name == identity(events)


def _older(before: Sequence[Step], here: Collection[str]) -> list[FormerPlan]:
    """The plans of sessions before the last, from the latest, that nobody has come back to yet."""
    spoken = frozenset(plan for step in before for plan in step.plans)
    since = _clients(before[-1])
    found = []
    for step in reversed(before[:-1]):
        for plan in _plans(step, recent=False):
            who = compared(plan.person)
            if who in here and who not in since and plan.key not in spoken:
                found.append(plan)
        since |= _clients(step)
    return found


def _clients(step: Step) -> frozenset[str]:
    return frozenset(compared(one.client) for one in step.rounds if one.client)


def _plans(step: Step, *, recent: bool) -> list[FormerPlan]:
    found = []
    for sheet in step.sheets:
        person, entries = sheet.client or (sheet.approval.person if sheet.approval else ""), _entries(sheet)
        if entries and person not in step.left:
            found.append(FormerPlan(f"{step.name}/{sheet.consultation}", person, step.day, recent, entries))
    return found


def _entries(sheet: Sheet) -> tuple[Entry, ...]:
    """Of a plan that she shares, the lines that stand exactly as she approved them."""
    if sheet.document is not Document.PLAN or sheet.status is Status.REFUSED or sheet.audience not in _TOLD:
        return ()
    return tuple(entry for part in SHOWN for entry in sheet.under(part) if entry.id in sheet.approved)
