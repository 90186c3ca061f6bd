from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.review.shares import among_consultants, attributed, by_role, margin, overlapped, tell
from review.spoken import CLIENT, CONSULTANT, FACILITATOR, turns


@pytest.mark.parametrize(
    ("value", "error", "low", "high", "wide"),
    [
        (0.5, 0.04, 45, 55, False),
        (0.5, 0.0, 45, 55, False),
        (0.01, 0.05, 0, 10, False),
        (0.98, 0.05, 90, 100, False),
        (0.5, 0.11, 35, 65, True),
    ],
)
def test_a_share_is_told_by_steps_of_five(value: float, error: float, low: int, high: int, wide: bool) -> None:  # noqa: FBT001 - a column
    share = tell(value, error)
    assert (share.low, share.high, share.wide) == (low, high, wide)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_true_share_is_always_between_what_is_told(value: float, error: float) -> None:
    share = tell(value, error)
    assert 0 <= share.low <= 100 * value + 1e-6
    assert 100 * value - 1e-6 <= share.high <= 100
    assert share.low % 5 == share.high % 5 == 0


def test_overlap_is_counted_once() -> None:
    assert overlapped(turns(("Ana", 0, 10), ("Cy", 8, 12), ("Dee", 9, 11), ("Cy", 20, 21))) == 2 + 2
    assert overlapped([]) == 0


def test_the_margin_grows_with_turns_overlap_and_strangers() -> None:
    assert margin(turns(("Ana", 0, 100))) == pytest.approx(0.005)
    assert margin(turns(("Ana", 0, 90), ("", 90, 100))) == pytest.approx(0.11)
    assert margin([]) == 1.0


def test_shares_by_role() -> None:
    shares = by_role(turns(("Ana", 0, 100), ("Cy", 100, 180), ("Bo", 180, 200)))
    assert shares is not None
    assert [(role, shares[role].value) for role in (CLIENT, CONSULTANT, FACILITATOR)] == [
        (CLIENT, 0.5),
        (CONSULTANT, 0.4),
        (FACILITATOR, 0.1),
    ]


def test_no_figure_when_too_short_or_too_little_is_known() -> None:
    assert by_role(turns(("Ana", 0, 179))) is None
    assert by_role(turns(("Ana", 0, 150), ("", 150, 200))) is None
    assert attributed([]) == 0


def test_spread_means_between_half_and_twice_an_equal_part() -> None:
    fair = turns(("Cy", 0, 70), ("Dee", 70, 140), ("Eve", 140, 200))
    parts, spread = among_consultants(fair, ("Cy", "Dee", "Eve"))
    assert [part.person for part in parts] == ["Cy", "Dee", "Eve"]
    assert spread is True
    unfair = turns(("Cy", 0, 170), ("Dee", 170, 200), ("Eve", 200, 201))
    assert among_consultants(unfair, ("Cy", "Dee", "Eve"))[1] is False


def test_equality_means_nothing_with_two_consultants_or_little_speech() -> None:
    assert among_consultants(turns(("Cy", 0, 200)), ("Cy", "Dee")) == ((), None)
    assert among_consultants(turns(("Cy", 0, 20)), ("Cy", "Dee", "Eve")) == ((), None)
    assert among_consultants(turns(("Ana", 0, 200)), ("Cy", "Dee", "Eve")) == ((), None)
