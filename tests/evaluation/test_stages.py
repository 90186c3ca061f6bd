import pytest

from codev_voice.evaluation.stages import Boundaries, accuracy, boundaries, changes, returns, score_stages
from codev_voice.session.values import Stage

GOLD = tuple(Stage(number) for number in (1, 1, 1, 2, 2, 2, 3, 3))


def given(*numbers: int) -> tuple[Stage, ...]:
    return tuple(Stage(number) for number in numbers)


def test_accuracy_is_weighted_by_words() -> None:
    assert accuracy([10, 30], given(1, 2), given(1, 1)) == 0.25
    assert accuracy([], (), ()) == 0.0


def test_changes_leave_the_first_turn_out() -> None:
    assert changes(GOLD) == [(3, Stage.CLARIFICATION), (6, Stage.CONTRACT)]


def test_a_change_within_two_turns_is_found() -> None:
    assert boundaries(GOLD, given(1, 1, 1, 1, 1, 2, 3, 3)) == Boundaries(2, 0, 0)


def test_a_change_three_turns_late_is_missed_and_false() -> None:
    assert boundaries(GOLD, given(1, 1, 1, 1, 1, 1, 2, 2)) == Boundaries(0, 2, 1)


def test_a_change_into_another_stage_is_false() -> None:
    assert boundaries(GOLD, given(1, 1, 1, 4, 4, 4, 3, 3)) == Boundaries(1, 1, 1)


def test_each_true_change_is_found_once() -> None:
    assert boundaries(GOLD, given(1, 1, 2, 1, 2, 2, 3, 3)) == Boundaries(2, 0, 2)


def test_boundaries_add_up() -> None:
    assert Boundaries(1, 2, 3) + Boundaries(1, 0, 0) == Boundaries(2, 2, 3)


def test_scores_have_the_shape_of_eval() -> None:
    scores = score_stages(["un deux"] * 8, GOLD, GOLD, given(1, 1, 1, 2, 2, 2, 2, 2))
    assert scores.to_json() == {
        "accuracy_live": 1.0,
        "accuracy_final": 0.75,
        "boundaries": {"found": 1, "missed": 1, "false": 0},
        "boundaries_live": {"found": 2, "missed": 0, "false": 0},
    }


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="zip"):
        score_stages(["un"], GOLD, GOLD, GOLD)


RETURNING = given(1, 2, 3, 3, 2, 2, 2, 3, 4, 3, 4, 5, 0, 1)
"""Back to 2 at the fifth turn, to 3 at the tenth; then another consultation."""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (RETURNING, 2),
        (given(1, 2, 3, 3, 3, 3, 2, 3, 4, 3, 4, 5, 0, 1), 2),  # two turns late
        (given(1, 2, 3, 3, 3, 3, 3, 3, 4, 3, 4, 5, 0, 1), 1),
        (given(1, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 0, 1), 0),
    ],
)
def test_returns_are_found_within_two_turns(said: tuple[Stage, ...], found: int) -> None:
    assert returns(RETURNING, said) == (found, 2)
