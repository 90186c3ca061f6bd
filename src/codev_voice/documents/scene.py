"""One consultation as its documents read it: who is who, and which turns belong to which stage."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from codev_voice.documents.wording import straight
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Role, Session, Stage, Turn


@dataclass(frozen=True)
class Scene:
    """The turns of one consultation and the people in it, roles as they are for this consultation."""

    turns: tuple[Turn, ...]
    client: str | None
    facilitator: str | None
    consultants: tuple[str, ...]
    seance: Seance
    stated: bool = True

    @property
    def date(self) -> datetime.date | None:
        """The day of the session."""
        return self.seance.date

    def during(self, *stages: Stage) -> list[Turn]:
        """The turns of these stages, in order."""
        return [turn for turn in self.turns if turn.stage in stages]

    def passages(self, stage: Stage) -> list[list[Turn]]:
        """The turns of each passage through a stage."""
        found: list[list[Turn]] = []
        for before, turn in zip((None, *self.turns), self.turns, strict=False):
            if turn.stage is stage:
                if before is None or before.stage is not stage or not found:
                    found.append([])
                found[-1].append(turn)
        return found

    def named(self, text: str, *, but: str) -> list[str]:
        """The consultants named in a text, `but` (who says it) apart: « Jean-Luc » does not name Jean."""
        everyone = [straight(name) for name in {*self.consultants, self.client, self.facilitator} if name]
        longest = "|".join(re.escape(name) for name in sorted(everyone, key=len, reverse=True))
        found = set(re.findall(rf"(?<![\w-])(?:{longest})(?![\w-])", straight(text))) if longest else set()
        return [name for name in self.consultants if name != but and straight(name) in found]

    def is_client(self, turn: Turn) -> bool:
        """Whether the client speaks."""
        return self.client is not None and turn.speaker == self.client

    def is_facilitator(self, turn: Turn) -> bool:
        """Whether this turn is facilitation: somebody who is also a consultant is judged by the role of the turn."""
        return turn.speaker == self.facilitator and turn.role is not Role.CONSULTANT

    def is_consultant(self, turn: Turn) -> bool:
        """Whether a consultant speaks as one."""
        return not self.is_client(turn) and not self.is_facilitator(turn) and turn.role is not Role.OBSERVER


def scenes(session: Session, seance: Seance) -> tuple[Scene, ...]:
    """One scene a consultation; the whole session when none was opened."""
    whole = Consultation(_first(session.named(Role.CLIENT)), _first(session.named(Role.FACILITATOR)), 0, len(session.turns) - 1)
    return tuple(_scene(session, seance, consultation) for consultation in session.consultations or (whole,))


def _first(names: Sequence[str]) -> str | None:
    return names[0] if names else None


def _scene(session: Session, seance: Seance, consultation: Consultation) -> Scene:
    turns = session.turns[consultation.first_turn : consultation.last_turn + 1]
    facilitator = consultation.facilitator or _first(session.named(Role.FACILITATOR))
    apart = {consultation.client, facilitator, *session.named(Role.OBSERVER)} - set(session.named(Role.CONSULTANT))
    roster = [person.name for person in session.people if person.name not in apart]
    if consultation.client in roster:
        roster.remove(consultation.client)
    if not session.people:
        roster = [name for name in dict.fromkeys(turn.speaker for turn in turns) if name not in {consultation.client, facilitator}]
    return Scene(tuple(turns), consultation.client, facilitator, tuple(roster), seance)
