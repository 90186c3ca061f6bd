from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.review.shares import attributed, by_role, margin, overlapped, tell
from review.spoken import CLIENT, CONSULTANT, FACILITATOR, Spoken, turns


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


@settings(deadline=None)
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


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Ana", "Bo", "Cy", ""]), st.floats(1, 90)), min_size=1, max_size=12))
def test_shares_and_what_has_no_name_make_the_whole(lengths: list[tuple[str, float]]) -> None:
    clock, spoken = 0.0, list[Spoken]()
    for person, length in lengths:
        spoken.append((person, clock, clock + length))
        clock += length
    made = turns(*spoken)
    shares = by_role(made)
    if clock < 180 or attributed(made) < 0.8:
        assert shares is None
    elif shares is not None:
        assert sum(share.value for share in shares.values()) == pytest.approx(attributed(made), abs=1e-3)


@settings(deadline=None)
@given(st.floats(1, 100), st.floats(0, 100))
def test_the_margin_never_shrinks_when_more_is_unknown(known: float, unknown: float) -> None:
    sure = turns(("Ana", 0, known))
    assert margin(sure) <= margin(turns(("Ana", 0, known), ("", known, known + unknown))) <= 1
