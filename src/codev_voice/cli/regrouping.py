"""What comes back of a group's last session when the next one is prepared, and the line that says so."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codev_voice.companion.series import Step
    from codev_voice.session.seance import Seance


def last_of(group: str) -> Step | None:
    """The last session of this group in which people are named, None for a group that is not known here.

    Raises:
        MachineError: the list of the sessions cannot be read.
    """
    from codev_voice.companion.series import places, series

    return next((step for step in reversed(series(places(), group).steps) if step.seance.people), None)


def coming(seance: Seance) -> str | None:
    """The next date that this session announced, as `--date` is written; None once it is past."""
    after = seance.next_date
    return after.isoformat() if after and after >= datetime.datetime.now().astimezone().date() else None


def told(last: Step, date: str | None) -> str:
    """In one French line, who comes back, and what is left to be said."""
    from codev_voice.documents.render.french import in_clear
    from codev_voice.session.values import Role

    seance = last.seance
    facilitators = ", ".join(seance.named(Role.FACILITATOR))
    others = ", ".join(person.name for person in seance.people if Role.FACILITATOR not in person.roles)
    who = f"{facilitators} anime, avec {others}" if facilitators else others
    when = "" if date else " ; la date reste à dire (--date) : les échéances en dépendent"
    return f"Repris de la séance du {in_clear(last.day)} : {who}{when}."
