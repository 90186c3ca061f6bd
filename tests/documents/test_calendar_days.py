from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.documents import calendar_days as days
from spoken import TUESDAY

Day = datetime.date
SOME_DAYS = st.dates(Day(2000, 1, 1), Day(2099, 12, 31))


@given(SOME_DAYS, st.integers(0, 6))
def test_the_next_weekday_lies_one_to_seven_days_ahead(day: Day, weekday: int) -> None:
    found = days.next_weekday(day, weekday)
    assert found.weekday() == weekday
    assert 1 <= (found - day).days <= 7


@given(SOME_DAYS, st.integers(0, 6))
def test_a_day_of_the_week_stays_in_it(day: Day, weekday: int) -> None:
    found = days.of_week(day, weekday)
    assert found.weekday() == weekday
    assert found.isocalendar()[:2] == day.isocalendar()[:2]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-11-17", 1, "2026-12-17"), ("2027-01-31", 1, "2027-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-12-05", 13, "2028-01-05")],
)
def test_months_later_is_the_same_day_or_the_last_one(day: str, months: int, expected: str) -> None:
    assert days.months_later(Day.fromisoformat(day), months) == Day.fromisoformat(expected)


def test_a_month_ends_on_its_last_day() -> None:
    assert [days.month_end(2028, month).day for month in (1, 2, 4, 12)] == [31, 29, 30, 31]


def test_over_nine_months_ahead_the_year_was_not_meant() -> None:
    assert days.near(Day(2027, 8, 17), TUESDAY) == Day(2027, 8, 17)
    assert days.near(Day(2027, 8, 18), TUESDAY) is None
    assert days.near(None, TUESDAY) is None


def test_what_falls_every_year_is_the_next_one() -> None:
    assert days.next_yearly(TUESDAY, lambda year: Day(year, 12, 25)) == Day(2026, 12, 25)
    assert days.next_yearly(TUESDAY, lambda year: Day(year, 3, 15)) == Day(2027, 3, 15)
    assert days.next_yearly(TUESDAY, lambda year: Day(year, 11, 17)) is None


@pytest.mark.parametrize(
    ("number", "expected"), [(12, "2026-12-12"), (20, "2026-11-20"), (17, "2026-12-17"), (31, "2026-12-31"), (32, None)]
)
def test_a_number_is_the_next_day_that_has_it(number: int, expected: str | None) -> None:
    assert days.next_date_of_month(TUESDAY, number) == (Day.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize("sunday", ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"])
def test_easter(sunday: str) -> None:
    expected = Day.fromisoformat(sunday)
    assert days.easter(expected.year) == expected


@given(st.integers(1900, 2300))
def test_easter_is_a_sunday_of_its_season(year: int) -> None:
    found = days.easter(year)
    assert found.weekday() == days.SUNDAY
    assert Day(year, 3, 22) <= found <= Day(year, 4, 25)


@pytest.mark.parametrize(
    ("reference", "week", "expected"),
    [
        ("2026-11-17", 49, "2026-12-04"),
        ("2026-11-17", 47, "2026-11-20"),
        ("2026-11-17", 2, "2027-01-15"),
        ("2026-11-17", 45, None),
        ("2026-11-17", 53, "2027-01-01"),
        ("2027-11-16", 53, None),
    ],
)
def test_a_week_by_its_number_ends_on_friday(reference: str, week: int, expected: str | None) -> None:
    assert days.iso_week_friday(Day.fromisoformat(reference), week) == (Day.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("month", "weekday", "nth", "expected"),
    [(12, 0, 1, "2026-12-07"), (12, 1, 1, "2026-12-01"), (11, 4, -1, "2026-11-27"), (11, 0, -1, "2026-11-30")],
)
def test_a_weekday_by_its_rank_in_the_month(month: int, weekday: int, nth: int, expected: str) -> None:
    assert days.nth_weekday(2026, month, weekday, nth) == Day.fromisoformat(expected)
