from dataclasses import replace

import pytest

from codev_voice.method.stage_context import Bearings, before, context_for
from codev_voice.method.stage_features import WINDOW
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Role, Turn
from method.sessions import session

ROSTER = Seance(people=(Person("Inès", Role.CLIENT), Person("Malik", Role.FACILITATOR), Person("Paul", Role.CONSULTANT)))


def staged() -> list[Turn]:
    turns, stages = session(roles=False)
    return [replace(turn, stage=stage) for turn, stage in zip(turns, stages, strict=True)]


def test_the_roster_says_who_is_who() -> None:
    context = context_for(ROSTER, staged()[:2])
    assert (context.client, context.facilitator, context.consultants) == ("Inès", "Malik", ("Paul",))


def test_without_a_roster_roles_are_guessed() -> None:
    context = context_for(Seance(), staged())
    assert (context.client, context.facilitator) == ("Inès", "Malik")
    assert set(context.consultants) == {"Paul", "Zoé", "Luc"}
    assert context_for(Seance(), ()).client is None


def test_in_a_second_consultation_the_new_client_is_client() -> None:
    first = staged()
    swap = {"Inès": "Paul", "Paul": "Inès"}
    second = [replace(turn, index=turn.index + len(first), person=swap.get(turn.speaker, turn.speaker)) for turn in first]
    context = context_for(ROSTER, [*first, *second[:3]])
    assert context.client == "Paul"
    assert context.consultants == ("Inès",)


def test_the_turns_before_are_the_last_few() -> None:
    turns, _ = session()
    assert before(turns, 0) == ()
    assert before(turns, 2) == turns[:2]
    assert before(turns, 20) == turns[21 - WINDOW : 20]


@pytest.mark.parametrize("seance", [ROSTER, Seance(), Seance(consultations=2)])
def test_turn_by_turn_as_much_is_known_as_of_all_at_once(seance: Seance) -> None:
    first = staged()
    swap = {"Inès": "Paul", "Paul": "Inès"}
    second = [replace(turn, index=turn.index + len(first), person=swap.get(turn.speaker, turn.speaker)) for turn in first]
    turns = [*first, *second]
    bearings = Bearings(seance)
    for at, turn in enumerate(turns):
        heard = replace(turn, stage=None)
        assert bearings.context(heard) == context_for(seance, [*turns[:at], heard])
        assert bearings.context(replace(heard, text=heard.text[:9])) == context_for(
            seance, [*turns[:at], replace(heard, text=heard.text[:9])]
        )
        bearings.add(turn)
        assert bearings.context() == context_for(seance, turns[: at + 1])
    assert bearings.first == len(first)
