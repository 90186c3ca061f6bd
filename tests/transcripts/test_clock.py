from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.transcripts.clock import is_time, seconds, short, stamp


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0:03", 3.0), ("1:02:03", 3723.0), ("00:14:05.250", 845.25), ("00:00:01,5", 1.5), ("0:0:13.540", 13.54), ("02:34.567", 154.567)],
)
def test_times_of_every_product_are_read(text: str, expected: float) -> None:
    assert is_time(text)
    assert seconds(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "14", "10 h 30", "1:2:3:4", "12:34 -->", "a:b"])
def test_other_things_are_no_times(text: str) -> None:
    assert not is_time(text)


def test_times_are_written_for_machines_and_for_people() -> None:
    assert stamp(845.25) == "00:14:05.250"
    assert stamp(3599.9996, separator=",") == "01:00:00,000"
    assert short(59.9) == "0:59"
    assert short(3845.0) == "1:04:05"


@given(st.integers(0, 359_999_999))
def test_a_written_time_is_read_back(milliseconds: int) -> None:
    assert round(seconds(stamp(milliseconds / 1000)) * 1000) == milliseconds
