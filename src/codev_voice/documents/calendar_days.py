"""Days of the calendar: arithmetic that knows nothing of French sentences."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable

Day = datetime.date
WEEK = datetime.timedelta(days=7)
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
HORIZON_MONTHS = 9


def shifted(day: Day, days: int) -> Day:
    """`days` after `day`."""
    return day + datetime.timedelta(days=days)


def next_weekday(day: Day, weekday: int) -> Day:
    """The next such weekday strictly after `day` (Monday is 0)."""
    return shifted(day, (weekday - day.weekday() - 1) % 7 + 1)


def of_week(day: Day, weekday: int) -> Day:
    """That weekday in the week of `day` (Monday to Sunday)."""
    return shifted(day, weekday - day.weekday())


def months_later(day: Day, months: int) -> Day:
    """The same day some months later, the month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> Day:
    """The last day of the month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def near(found: Day | None, reference: Day) -> Day | None:
    """`found` unless it lies over nine months ahead: then the year was not meant."""
    return found if found and found <= months_later(reference, HORIZON_MONTHS) else None


def next_yearly(reference: Day, of_year: Callable[[int], Day]) -> Day | None:
    """The next occurrence strictly after `reference` of what falls on `of_year(year)`, within nine months."""
    found = next(day for day in (of_year(reference.year), of_year(reference.year + 1)) if day > reference)
    return near(found, reference)


def next_date_of_month(reference: Day, number: int) -> Day | None:
    """The next day of the month with this number, strictly after `reference`."""
    for ahead in range(3):
        first = months_later(reference.replace(day=1), ahead)
        if number <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=number) > reference:
            return first.replace(day=number)
    return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Day:
    """The `nth` such weekday of a month (Monday is 0), counted from 1, or from -1 backwards: the last one."""
    if nth < 0:
        last = month_end(year, month)
        return shifted(last, -((last.weekday() - weekday) % 7))
    first = datetime.date(year, month, 1)
    return shifted(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> Day:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus, *Astronomical Algorithms*, chapter 8)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    leap_skips, century_rest = divmod(century, 4)
    moon_skips = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_skips - moon_skips + 15) % 30
    leaps, rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def iso_week_friday(reference: Day, week: int) -> Day | None:
    """The Friday of the next ISO week of this number, within nine months."""
    for year in (reference.year, reference.year + 1):
        try:
            friday = datetime.date.fromisocalendar(year, week, 5)
        except ValueError:
            continue
        if friday >= reference:
            return near(friday, reference)
    return None
