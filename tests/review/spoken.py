"""Turns and sessions for the review's tests."""

from __future__ import annotations

from codev_voice.session.values import Consultation, Person, Role, Session, Stage, Turn

CLIENT, CONSULTANT, FACILITATOR = Role.CLIENT, Role.CONSULTANT, Role.FACILITATOR
ROLES = {"Ana": CLIENT, "Bo": FACILITATOR}
GROUP = ("Cy", "Dee", "Eve")
PEOPLE = (
    Person("Ana", CLIENT),
    Person("Bo", FACILITATOR),
    *(Person(name, CONSULTANT) for name in GROUP),
    Person("Oz", Role.OBSERVER),
)
Spoken = tuple[str, float, float] | tuple[str, float, float, str]


def turns(*spoken: Spoken, stage: Stage | None = Stage.CLARIFICATION, first: int = 0) -> list[Turn]:
    """Turns from (person, start, end[, text]); Ana is the client, Bo the facilitator, others consult."""
    made = []
    for index, (person, start, end, *text) in enumerate(spoken, start=first):
        words = text[0] if text else "un deux trois quatre cinq"
        role = ROLES.get(person, CONSULTANT) if person else None
        made.append(
            Turn(index, start, end, person or "Voix 9", words, person=person or None, role=role, stage=stage, pieces=(f"p{index}",))
        )
    return made


def session(spoken: list[Turn], *, estimated: bool = False, consultations: tuple[Consultation, ...] = ()) -> Session:
    """The session of these turns."""
    return Session(
        tuple(spoken), PEOPLE, estimated=estimated, duration=max((turn.end for turn in spoken), default=0), consultations=consultations
    )


def clarification(*, minutes: int = 12) -> list[Turn]:
    """Each minute, a consultant asks for twenty seconds and the client answers for forty."""
    spoken: list[Spoken] = []
    for at in range(minutes):
        spoken.append((GROUP[at % 3], 60.0 * at, 60.0 * at + 20, "Et comment tu fais, dans ce cas-là ?"))
        spoken.append(("Ana", 60.0 * at + 20, 60.0 * at + 60))
    return turns(*spoken)
