"""Sessions of a group, written straight into their journals: nothing is heard for them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from codev_voice import __version__
from codev_voice.companion.papers import do, sheets
from codev_voice.documents.changing import Change
from codev_voice.session.events import AFTER, IMPORT, Ended, Event, Opened
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal
from codev_voice.session.known import remember
from codev_voice.session.paper_events import Drafted
from codev_voice.session.papers import PaperDetails, PaperLine
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Role

GROUP = "Codev du mardi"
NAMES = ("Claire", "Karim", "Inès", "Fatou")
SECRET = "appeler Lucie au sujet du poste"
"""What a plan holds, and a list must not."""


def people(*clients: str) -> tuple[Person, ...]:
    """Claire facilitates; these are clients, the others consultants."""
    roles = {"Claire": Role.FACILITATOR, **dict.fromkeys(clients, Role.CLIENT)}
    return tuple(Person(name, roles.get(name, Role.CONSULTANT)) for name in NAMES)


def plan_lines(text: str = SECRET) -> tuple[PaperLine, ...]:
    """A plan of one action, one intention and something she leaves."""
    details = PaperDetails(due_said="vendredi", due=datetime.date(2026, 3, 20))
    return (
        PaperLine("je_fais:p1:0", "je_fais", text, details=details),
        PaperLine("peut_etre:p2:0", "peut_etre", "en parler à Paul"),
        PaperLine("je_laisse:p3:0", "je_laisse", "la réorganisation"),
    )


def held(
    place: Path,
    day: str,
    *clients: str,
    group: str | None = GROUP,
    known: bool = True,
    next_date: str | None = None,
    more: Sequence[Event] = (),
) -> Path:
    """A session that is over, with a proposed plan for each client."""
    folder = Folder(place)
    date = datetime.date.fromisoformat(day)
    coming = datetime.date.fromisoformat(next_date) if next_date else None
    folder.save_settings(Seance(title=f"Séance {place.name}", group=group, date=date, next_date=coming, people=people(*clients)))
    drafted = [
        Drafted(consultation=at, document=document, client=client, by=AFTER, entries=plan_lines() if document == "plan" else ())
        for at, client in enumerate(clients)
        for document in ("contrat", "notes", "plan")
    ]
    with Journal(folder.journal) as journal:
        journal.append(Opened(by=IMPORT, version=__version__, source="texte"), *drafted, *more, Ended(by=AFTER, seconds=60.0))
    if known:
        remember(place)
    return place


def approve(place: Path, consultation: int = 0, *, audience: str | None = "animateur", entries: tuple[str, ...] = ()) -> None:
    """The client approves her plan, or these lines of it, and shares it."""
    plan = next(sheet for sheet in sheets(place) if (sheet.consultation, str(sheet.document)) == (consultation, "plan"))
    do(place, Change("approve", "plan", consultation, digest=plan.digest, entries=entries, by="client"))
    if audience:
        do(place, Change("share", "plan", consultation, audience=audience, by="client"))
