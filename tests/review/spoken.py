"""Turns for the review's tests."""

from __future__ import annotations

from codev_voice.session.values import Role, Stage, Turn

CLIENT, CONSULTANT, FACILITATOR = Role.CLIENT, Role.CONSULTANT, Role.FACILITATOR
ROLES = {"Ana": CLIENT, "Bo": FACILITATOR}


def turns(*spoken: tuple[str, float, float] | tuple[str, float, float, str], stage: Stage = Stage.CLARIFICATION) -> list[Turn]:
    """Turns from (person, start, end[, text]); Ana is the client, Bo the facilitator, others consult."""
    made = []
    for index, (person, start, end, *text) in enumerate(spoken):
        words = text[0] if text else "un deux trois quatre cinq"
        role = ROLES.get(person, CONSULTANT) if person else None
        made.append(
            Turn(index, start, end, person or "Voix 9", words, person=person or None, role=role, stage=stage, pieces=(f"p{index}",))
        )
    return made
