"""`seance.toml`: what people write about a session before it is heard."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from codev_voice.session.values import Person, Role, Strictness

FICHE = ("context", "tried", "expected", "private")
"""What the client's sheet says besides her subject and her question."""


@dataclass(frozen=True)
class Seance:
    """What `seance.toml` says; every key has a default.

    `preset` and `minutes` are in minutes; `minutes` holds only the stages that were edited (0 to 6). `date` and `next_date` are
    plain dates in the session's time zone; without `date`, no due date can be computed. `mute_other` says that departures of
    family B are logged, never told. `keep_days` is the number of days after which the sound is destroyed, and the transcript with it
    unless the group chose otherwise (`keep_transcript`). `group` is what a group is called, in all of its sessions.
    `fiche` is the rest of the client's sheet, written before the session (keys of `FICHE`): read by people, never taken as said.
    """

    title: str | None = None
    group: str | None = None
    date: datetime.date | None = None
    time_zone: str | None = None
    next_date: datetime.date | None = None
    region: str = "FR"
    preset: int = 90
    consultations: int = 1
    stage0: bool = True
    minutes: Mapping[int, float] = field(default_factory=dict)
    strictness: Strictness = Strictness.NORMAL
    mute_other: bool = False
    keep_days: int = 7
    keep_transcript: bool = False
    school: str | None = None
    subject: str | None = None
    question: str | None = None
    vocabulary: tuple[str, ...] = ()
    fiche: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()

    def named(self, role: Role) -> tuple[str, ...]:
        """Names of the people who hold this role, in the file's order."""
        return tuple(person.name for person in self.people if role in person.roles)
