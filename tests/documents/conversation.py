"""Short conversations for the tests of drafting."""

from __future__ import annotations

import datetime

from codev_voice.documents.scene import Scene, scenes
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Person, Role, Session, Stage, Turn

ROLES = {"Inès": Role.CLIENT, "Claire": Role.FACILITATOR, "Julien": Role.CONSULTANT, "Fatou": Role.CONSULTANT, "Samir": Role.CONSULTANT}
TUESDAY = datetime.date(2026, 11, 17)


def session(*said: tuple[Stage, str, str]) -> Session:
    """A session from (stage, speaker, text)."""
    turns = tuple(Turn(at, float(at), at + 1.0, name, text, name, ROLES[name], stage=stage) for at, (stage, name, text) in enumerate(said))
    people = tuple(Person(name, role) for name, role in ROLES.items())
    return Session(turns, people, consultations=(Consultation("Inès", "Claire", 0, max(0, len(turns) - 1)),))


def scene(stage: Stage, *said: tuple[str, str], seance: Seance | None = None) -> Scene:
    """The scene of turns all in one stage."""
    whole = session(*((stage, name, text) for name, text in said))
    return scenes(whole, seance or Seance(date=TUESDAY))[0]
