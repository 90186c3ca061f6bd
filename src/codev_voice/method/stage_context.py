"""Who is who at this point of a session: the roster, what was guessed without one, and the client of the consultation under way."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.method.consultations import split
from codev_voice.method.roles import guess_roles
from codev_voice.method.stage_features import WINDOW, StageContext
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Turn


def context_for(seance: Seance, turns: Sequence[Turn]) -> StageContext:
    """What is known once these turns are heard, those that are judged included; `previous` is empty (see `before`).

    The roster says who is who; without one, roles are guessed. In a later consultation of the same session (seen when the turns
    carry their stages) the client is the one who tells there, and the client before her is a consultant like the others.
    """
    parts = split(turns, seance.people)
    here = turns[parts[-1].first_turn - turns[0].index :] if parts else turns
    roles = {person.name: person.role for person in seance.people} or guess_roles(here)
    client = _named(roles, Role.CLIENT)
    if len(parts) > 1 and parts[-1].client not in (None, client):
        roles |= {client: Role.CONSULTANT} if client else {}
        client = parts[-1].client
    others = tuple(name for name, role in roles.items() if role is Role.CONSULTANT and name != client)
    return StageContext(seance, client, _named(roles, Role.FACILITATOR), others)


def before(turns: Sequence[Turn], at: int) -> tuple[Turn, ...]:
    """The turns that matter before position `at`: what `StageContext.previous` holds for that turn."""
    return tuple(turns[max(0, at + 1 - WINDOW) : at])


def _named(roles: dict[str, Role], role: Role) -> str | None:
    return next((name for name, held in roles.items() if held is role), None)
