"""Who is who at this point of a session: the roster, what was guessed without one, and the client of the consultation under way."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.method.consultations import Parts
from codev_voice.method.roles import Company
from codev_voice.method.stage_features import WINDOW, StageContext
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Turn


def context_for(seance: Seance, turns: Sequence[Turn]) -> StageContext:
    """What is known once these turns are heard, those that are judged included; `previous` is empty (see `before`).

    The roster says who is who; without one, roles are guessed. In a later consultation of the same session (seen when the turns
    carry their stages) the client is the one who tells there, and the client before her is a consultant like the others.
    """
    return Bearings(seance, turns).context()


class Bearings:
    """`context_for` a session that is still being heard: turns are added as they close, and none is gone through again."""

    def __init__(self, seance: Seance, turns: Sequence[Turn] = ()) -> None:
        self._seance = seance
        self._turns: list[Turn] = []
        self._parts = Parts()
        self._company = Company()
        for turn in turns:
            self.add(turn)

    @property
    def first(self) -> int:
        """The position of the first turn of the consultation under way."""
        return self._parts.first

    def add(self, turn: Turn) -> None:
        """This turn is closed, and carries its stage."""
        self._turns.append(turn)
        first = self._parts.first
        self._parts.add(turn)
        if self._seance.people:
            return  # nobody's role is guessed
        if self._parts.first == first:
            self._company.add(turn)
        else:
            self._company = Company(self._turns[self._parts.first :])

    def context(self, turn: Turn | None = None) -> StageContext:
        """What is known with this turn, the open one, which carries no stage yet."""
        people = self._seance.people
        roles = {person.name: person.role for person in people} or (self._company.grown(turn) if turn else self._company).roles()
        client = _named(roles, Role.CLIENT)
        if self._parts.count > 1:
            other = self._parts.client(people, turn)
            if other not in (None, client):
                roles |= {client: Role.CONSULTANT} if client else {}
                client = other
        others = tuple(name for name, role in roles.items() if role is Role.CONSULTANT and name != client)
        return StageContext(self._seance, client, _named(roles, Role.FACILITATOR), others)


def before(turns: Sequence[Turn], at: int) -> tuple[Turn, ...]:
    """The turns that matter before position `at`: what `StageContext.previous` holds for that turn."""
    return tuple(turns[max(0, at + 1 - WINDOW) : at])


def _named(roles: dict[str, Role], role: Role) -> str | None:
    return next((name for name, held in roles.items() if held is role), None)
