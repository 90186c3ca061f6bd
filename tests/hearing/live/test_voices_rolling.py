from __future__ import annotations

import numpy as np

from codev_voice.hearing.live import voices_rolling
from codev_voice.hearing.live.voices_rolling import KEPT, Rolling


def test_what_is_added_to_a_frame_sums_up() -> None:
    rows = Rolling(2)
    rows.add(0, np.ones((2, 4), dtype=np.float32))
    rows.add(2, np.full((2, 4), 2, dtype=np.float32))
    assert rows.end == 6
    assert rows.between(0, 8).tolist() == [[1, 1, 3, 3, 2, 2, 0, 0]] * 2
    assert rows.between(3, 2).shape == (2, 0)


def test_only_the_last_two_minutes_are_kept() -> None:
    rows = Rolling(1)
    for start in range(0, 3 * KEPT, 500):
        rows.add(start, np.full((1, 500), start, dtype=np.float32))
    assert rows.end - rows.first == KEPT
    assert rows.between(0, 3).tolist() == [[0, 0, 0]]
    assert rows.between(rows.end - 1, rows.end + 1).tolist() == [[3 * KEPT // 500 * 500, 0]]
    # What comes for a forgotten frame is dropped.
    rows.add(rows.first - 2, np.ones((1, 4), dtype=np.float32))
    before = rows.between(rows.first - 2, rows.first + 1)[0]
    assert before[:2].tolist() == [0, 0]
    assert before[2] % 500 == 1


def test_two_minutes_are_seven_thousand_frames() -> None:
    assert voices_rolling.KEPT == 7_111
