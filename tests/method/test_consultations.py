from dataclasses import replace

from codev_voice.method.consultations import split
from codev_voice.session.values import Consultation, Person, Role, Stage, Turn
from method.sessions import session

PEOPLE = (Person("Inès", Role.CLIENT), Person("Malik", Role.FACILITATOR))


def staged(*, roles: bool) -> list[Turn]:
    turns, stages = session(roles=roles)
    return [replace(turn, stage=stage) for turn, stage in zip(turns, stages, strict=True)]


def again(turns: list[Turn], client: str) -> list[Turn]:
    swap = {"Inès": client, client: "Inès"}
    second = [replace(turn, index=turn.index + len(turns), person=swap.get(turn.speaker, turn.speaker), role=None) for turn in turns]
    return [*turns, *second]


def test_one_client_is_one_consultation() -> None:
    turns = staged(roles=True)
    assert split(turns, ()) == (Consultation("Inès", "Malik", 0, len(turns) - 1),)


def test_a_new_account_after_the_end_opens_another() -> None:
    turns = again(staged(roles=False), "Paul")
    half = len(turns) // 2
    assert split(turns, PEOPLE) == (
        Consultation("Inès", "Malik", 0, half - 1),
        Consultation("Paul", "Malik", half, 2 * half - 1),
    )


def test_a_moment_of_belief_in_the_account_opens_nothing() -> None:
    turns = staged(roles=True)
    turns[-2] = replace(turns[-2], stage=Stage.ACCOUNT)
    assert len(split(turns, PEOPLE)) == 1


def test_without_an_account_the_roster_answers() -> None:
    turns = [replace(turn, stage=None) for turn in staged(roles=False)]
    assert split(turns, PEOPLE) == (Consultation("Inès", "Malik", 0, len(turns) - 1),)
    assert split(turns, ()) == (Consultation(None, None, 0, len(turns) - 1),)
    assert split((), PEOPLE) == ()
