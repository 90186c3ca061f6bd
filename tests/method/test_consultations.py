from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from codev_voice.method.consultations import Parts, split
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


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from([None, *Stage]), st.sampled_from([None, *Role]), st.integers(0, 30)), max_size=14
    )
)
def test_turn_by_turn_the_consultations_are_those_of_all_at_once(said: list[tuple[str, Stage | None, Role | None, int]]) -> None:
    turns = [Turn(at, at, at + 1, who, "mot " * words, role=role, stage=stage) for at, (who, stage, role, words) in enumerate(said)]
    parts = Parts()
    for at, turn in enumerate(turns):
        parts.add(turn)
        found = split(turns[: at + 1], PEOPLE)
        assert (parts.count, parts.first) == (len(found), found[-1].first_turn)
        assert parts.client(PEOPLE) == found[-1].client
        following = replace(turn, index=at + 1, stage=None, role=Role.CLIENT)
        assert parts.client(PEOPLE, following) == split([*turns[: at + 1], following], PEOPLE)[-1].client
