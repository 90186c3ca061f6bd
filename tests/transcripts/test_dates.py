from __future__ import annotations

import datetime

import pytest

from codev_voice.transcripts.dates import date_in_name, date_said

_DAY = datetime.date(2026, 4, 15)


@pytest.mark.parametrize(
    "line",
    ["15 avr. 2026", "15 avril 2026, 13:35", "Apr 15, 2026", "April 15, 2026, 1:35PM", "15 apr 2026", "Codev (2026/04/15 10:02 GMT+2)"],
)
def test_the_day_is_read_in_three_languages(line: str) -> None:
    assert date_said(line) == _DAY


@pytest.mark.parametrize(
    ("line", "month"),
    [("1er févr. 2026", 2), ("1 août 2026", 8), ("1 déc. 2026", 12), ("1 luglio 2026", 7), ("1 juin 2026", 6), ("1 juil. 2026", 7)],
)
def test_months_that_look_alike_are_told_apart(line: str, month: int) -> None:
    assert date_said(line) == datetime.date(2026, month, 1)


@pytest.mark.parametrize("line", ["", "Codev du mardi", "31 févr. 2026", "15 brumaire 2026", "27m 42s"])
def test_no_day_is_invented(line: str) -> None:
    assert date_said(line) is None


@pytest.mark.parametrize(
    "name", ["GMT20260415-080000_Recording.transcript.vtt", "2026-04-15 10.00.00 Codev.txt", "Codev-20260415_133555.docx"]
)
def test_the_day_is_read_in_the_name(name: str) -> None:
    assert date_in_name(name) == _DAY


@pytest.mark.parametrize("name", ["reunion.vtt", "20261350.vtt", "120260415.vtt"])
def test_no_day_is_invented_from_the_name(name: str) -> None:
    assert date_in_name(name) is None
