"""Who has spoken in each stage, and who has not been heard yet: facts, in the roster's order, for the facilitator alone."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from codev_voice.companion.live import clock
from codev_voice.session.lengths import short
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Session, Stage, Turn

HEARD_BY = 0.6
"""Share of a stage's planned time from which who has not been heard is told."""
ATTRIBUTED = 0.8
"""Share of a stage's speech that must have a name: somebody not yet named may have spoken."""
ROUNDS = {
    Stage.CLARIFICATION: {Role.CONSULTANT, Role.CLIENT},
    Stage.EXPLORATION: {Role.CONSULTANT},
    Stage.LEARNING: {Role.CONSULTANT, Role.CLIENT},
}
"""Who is to be heard, in the stages where everybody is."""


def speech(session: Session, seance: Seance, t: float) -> list[dict[str, Any]]:
    """One entry for each stage in which somebody spoke, or in which somebody was to be heard."""
    turns: dict[Stage, list[Turn]] = defaultdict(list)
    for turn in session.turns:
        if turn.stage is not None:
            turns[turn.stage].append(turn)
    spent, planned = clock.spent(session, seance, t), clock.minutes(session, seance)
    unheard = clock.unheard(session, seance, t)
    order = {person.name: at for at, person in enumerate(session.people)}
    found = []
    for stage in Stage:
        late = planned[stage] > 0 and spent[stage] >= HEARD_BY * planned[stage] * 60 and stage not in unheard
        silent = _silent(session, stage, turns[stage]) if late else []
        if turns[stage] or silent:
            found.append({"stage": int(stage), "people": _shares(turns[stage], order), "silent": silent})
    return found


def _shares(turns: list[Turn], order: dict[str, int]) -> list[dict[str, Any]]:
    seconds: dict[str, float] = {}
    for turn in turns:
        seconds[turn.speaker] = seconds.get(turn.speaker, 0.0) + turn.duration
    whole = sum(seconds.values())
    names = sorted(seconds, key=lambda name: order.get(name, len(order)))
    return [
        {
            "name": name,
            "seconds": round(seconds[name]),
            "time": short(seconds[name]),
            "share": round(seconds[name] / whole, 3) if whole else 0.0,
        }
        for name in names
    ]


def _silent(session: Session, stage: Stage, turns: list[Turn]) -> list[str]:
    whole = sum(turn.duration for turn in turns)
    named = sum(turn.duration for turn in turns if turn.person)
    if whole and named < ATTRIBUTED * whole:
        return []
    heard = {turn.person for turn in turns}
    wanted = ROUNDS.get(stage, set())
    return [person.name for person in session.people if person.roles & wanted and person.name not in heard]
