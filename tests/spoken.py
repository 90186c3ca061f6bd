"""Consultations written line by line, for tests of what is drafted from them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from codev_voice.documents.scene import Scene, scenes
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Person, Role, Session, Stage, Turn

TUESDAY = datetime.date(2026, 11, 17)
ROLES: Mapping[str, Role] = {
    "Inès": Role.CLIENT,
    "Claire": Role.FACILITATOR,
    "Julien": Role.CONSULTANT,
    "Fatou": Role.CONSULTANT,
    "Samir": Role.CONSULTANT,
}
VOUS: Mapping[str, Role] = {"Sylvie": Role.CLIENT, "Luc": Role.FACILITATOR, "Denis": Role.CONSULTANT, "Aline": Role.CONSULTANT}


def spoken(text: str, *, roles: Mapping[str, Role] = ROLES, first: int = 0) -> Session:
    """A session from lines « 5 Inès: Je l'appelle lundi. » (stage, speaker, words); a star after a name says: as a consultant.

    Positions of turns may be wanted as in a longer transcript: the first line is then turn `first`, and silent turns stand before it.
    """
    turns = [Turn(at, float(at), at + 1.0, "Claire", "", "Claire", Role.FACILITATOR, stage=Stage.RETURN) for at in range(first)]
    for line in filter(str.strip, text.splitlines()):
        head, _, words = line.strip().partition(": ")
        stage, _, name = head.partition(" ")
        at, who = len(turns), name.rstrip("*")
        role = Role.CONSULTANT if name.endswith("*") else roles.get(who)
        turns.append(Turn(at, float(at), at + 1.0, who, words, who, role, stage=Stage(int(stage))))
    client = next((name for name, role in roles.items() if role is Role.CLIENT), None)
    facilitator = next((name for name, role in roles.items() if role is Role.FACILITATOR), None)
    return Session(
        tuple(turns),
        tuple(Person(name, role) for name, role in roles.items()),
        consultations=(Consultation(client, facilitator, 0, len(turns) - 1),),
        duration=float(len(turns)),
    )


def scene(text: str, *, roles: Mapping[str, Role] = ROLES, first: int = 0, seance: Seance | None = None) -> Scene:
    """The one consultation of `spoken`, held on Tuesday 17 November 2026 unless told otherwise."""
    return scenes(spoken(text, roles=roles, first=first), seance or Seance(date=TUESDAY))[0]
