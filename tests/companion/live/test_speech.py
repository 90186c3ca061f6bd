from __future__ import annotations

from codev_voice.companion.live.speech import speech
from codev_voice.session.seance import Seance
from codev_voice.session.values import Entry, Person, Role, Session, Stage, Turn

PEOPLE = (
    Person("Inès", Role.CLIENT),
    Person("Claire", Role.FACILITATOR),
    Person("Samir", Role.CONSULTANT),
    Person("Aline", Role.CONSULTANT),
    Person("Luc", Role.OBSERVER),
)
SEANCE = Seance(preset=60, people=PEOPLE)
LATE = 0.6 * 12 * 60
"""Seconds of the clarification from which who has not been heard is told."""


def _session(*said: tuple[str | None, float, int]) -> Session:
    turns: list[Turn] = []
    clock = 0.0
    for who, seconds, stage in said:
        turns.append(Turn(len(turns), clock, clock + seconds, who or "Voix 7", "mot", person=who, stage=Stage(stage)))
        clock += seconds
    return Session(tuple(turns), PEOPLE, entries=(Entry(0.0, Stage(said[0][2])),))


def test_seconds_and_shares_are_by_stage_in_the_rosters_order() -> None:
    (two, four) = speech(_session(("Samir", 30, 2), ("Inès", 50, 2), ("Claire", 20, 2), ("Samir", 10, 4)), SEANCE, 110.0)
    assert (two["stage"], four["stage"]) == (2, 4)
    assert [(one["name"], one["seconds"], one["share"]) for one in two["people"]] == [
        ("Inès", 50, 0.5),
        ("Claire", 20, 0.2),
        ("Samir", 30, 0.3),
    ]
    assert four["people"] == [{"name": "Samir", "seconds": 10, "time": "10\u00a0s", "share": 1.0}]
    assert two["silent"] == four["silent"] == []


def test_who_has_not_been_heard_is_told_from_sixty_percent_on() -> None:
    session = _session(("Samir", 30, 2), ("Claire", 60, 2))
    assert speech(session, SEANCE, LATE - 1)[0]["silent"] == []
    assert speech(session, SEANCE, LATE)[0]["silent"] == ["Inès", "Aline"]


def test_in_the_exploration_the_client_listens() -> None:
    session = _session(("Samir", 30, 4), ("Claire", 60, 4))
    assert speech(session, SEANCE, 0.6 * 18 * 60)[0]["silent"] == ["Aline"]


def test_nobody_is_waited_for_in_the_other_stages() -> None:
    assert speech(_session(("Inès", 30, 1)), SEANCE, 3000.0)[0]["silent"] == []


def test_nobody_is_said_silent_where_somebody_unnamed_spoke() -> None:
    assert speech(_session((None, 30, 2), ("Claire", 60, 2)), SEANCE, LATE)[0]["silent"] == []
    assert speech(_session((None, 10, 2), ("Claire", 60, 2)), SEANCE, LATE)[0]["silent"] == ["Inès", "Samir", "Aline"]
