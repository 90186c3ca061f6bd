from __future__ import annotations

import pytest

from codev_voice.session.lengths import short, whole_minutes


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0\u00a0s"),
        (59.4, "59\u00a0s"),
        (59.6, "1\u00a0min"),
        (89.4, "1\u00a0min"),
        (90, "2\u00a0min"),
        (149, "2\u00a0min"),
        (150, "3\u00a0min"),
        (210, "4\u00a0min"),
    ],
)
def test_a_length_is_said_to_the_nearest_minute(seconds: float, said: str) -> None:
    assert short(seconds) == said


def test_a_half_is_rounded_up_whatever_the_minute() -> None:
    assert [whole_minutes(60 * minute + 30) for minute in range(4)] == [1, 2, 3, 4]
    assert [whole_minutes(-20), whole_minutes(-31)] == [0, -1]
