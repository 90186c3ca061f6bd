"""The plan's dates as a calendar file: one whole day for each thing she does on a certain day, and nothing that rings."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING

from codev_voice.documents.render.french import quoted, typeset
from codev_voice.documents.render.printing import TITLES, clean, in_a_sentence
from codev_voice.documents.sheet import Details, Document, Entry, Part, Sheet

if TYPE_CHECKING:
    import icalendar

_MAKER = "-//codev-voice//plan d'action//FR"


def dated(sheet: Sheet) -> tuple[Entry, ...]:
    """What she does, on days that are certain: a wish is no promise, and a day that nobody could tell is none."""
    return tuple(entry for entry in sheet.under(Part.COMMITMENT) if entry.details and entry.details.due)


def undated(sheet: Sheet) -> tuple[Entry, ...]:
    """What she does, or would like to do, that a calendar cannot hold."""
    held = {entry.id for entry in dated(sheet)}
    return tuple(entry for entry in sheet.entries if entry.part in {Part.COMMITMENT, Part.INTENTION} and entry.id not in held)


def to_ics(plans: tuple[Sheet, ...], session: str, at: datetime.datetime) -> bytes:
    """The calendar of these plans; days are those of her time zone, wherever the file is opened.

    Args:
        plans: action plans, of one person or of several.
        session: what tells this session from all others: the same action always bears the same name in her calendar.
        at: when the file is made, for what nobody has approved yet.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", TITLES[Document.PLAN])
    for plan in plans:
        for entry in dated(plan):
            calendar.add_component(_event(entry, plan, session, at))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: Entry, plan: Sheet, session: str, at: datetime.datetime) -> icalendar.Event:
    import icalendar

    approved = not plan.pending
    details = entry.details or Details()
    day = details.due or at.date()
    text = _line(entry.text)
    event = icalendar.Event()
    event.add("uid", uid(entry, plan, session))
    event.add("dtstamp", (plan.approval.at if plan.approval and approved else at).astimezone(datetime.UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", text if approved else f"Proposition : {text}")
    event.add("description", _description(entry, plan, approved=approved))
    event.add("status", "CONFIRMED" if approved else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("sequence", plan.version - 1)
    return event


def uid(entry: Entry, plan: Sheet, session: str) -> str:
    """The same action of the same session, whatever was corrected in it, and nothing that says what it is."""
    return hashlib.sha256(f"{session}\n{plan.consultation}\n{entry.id}".encode()).hexdigest()[:32] + "@codev-voice"


def _description(entry: Entry, plan: Sheet, *, approved: bool) -> str:
    details = entry.details or Details()
    told = (
        ("Dit", quoted(in_a_sentence(details.due_said)) if details.due_said else None),
        ("Premier pas", details.first_step),
        ("Je verrai que ça avance à", details.indicator),
        ("Appui", details.support),
        ("Ce qui peut gêner", details.obstacle),
    )
    lines = [typeset(f"{name} : {clean(text)}") for name, text in told if text]
    return "\n".join(
        (*lines, "" if approved else typeset(f"Proposition : brouillon à relire par {plan.client or 'la personne cliente'}"))
    ).strip()


def _line(text: str) -> str:
    return typeset(" ".join(clean(text).split("\n")))
