import pytest

from codev_voice.evaluation.advice import Counts, foremost, score_session
from codev_voice.evaluation.labelled import Act
from codev_voice.session.values import Level, Notice, Turn


def turn(index: int, *notices: tuple[str, Level]) -> Turn:
    told = tuple(Notice(index, "p", kind, "x", 0.9 - 0.1 * rank, level) for rank, (kind, level) in enumerate(notices))
    return Turn(index, 0.0, 0.0, "v", "x", notices=told)


def test_the_unit_is_the_turn() -> None:
    turns = [
        turn(0, ("A1", Level.ALERT)),
        turn(1, ("B1", Level.LIGHT), ("A2", Level.ALERT)),
        turn(2, ("A1", Level.LOG)),
        turn(3, ("A3", Level.LIGHT)),
        turn(4),
        turn(5, ("A1", Level.ALERT)),
    ]
    gold = [[Act("A1", "x")], [Act("A2", "x")], [Act("B3", "x")], [], [], [Act("A1", "x", withdrawn=True)]]
    assert score_session(turns, gold) == {
        "tp": 2,
        "fp": 1,
        "fn": 1,
        "precision": pytest.approx(2 / 3),
        "recall": pytest.approx(2 / 3),
        "by_kind": {"A1": {"A1": 1}, "A2": {"A2": 1}, "B3": {"none": 1}, "none": {"A3": 1}},
    }


def test_nothing_to_divide_by_is_null() -> None:
    assert score_session([turn(0)], [[]]) == {"tp": 0, "fp": 0, "fn": 0, "precision": None, "recall": None, "by_kind": {}}


def test_a_missing_label_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        score_session([turn(0)], [])


def test_family_a_outranks_and_the_lowest_number_wins() -> None:
    assert foremost(["B1", "A3", "A2"]) == "A2"
    assert foremost([]) == "none"


def test_counts_add_up() -> None:
    counts = Counts().plus(told=True, true=True).plus(told=True, true=False).plus(told=False, true=True).plus(told=False, true=False)
    assert counts == Counts(1, 1, 1)
