from __future__ import annotations

from codev_voice.sound.devices.values import Source, wanted
from codev_voice.sound.segments import CALL, MICRO

INNER, HEADSET, CALLED = Source("a", "A", MICRO), Source("b", "B", MICRO, default=True), Source("c", "C", CALL, default=True)


def test_the_system_s_choice_unless_another_was_made() -> None:
    there = (INNER, HEADSET, CALLED)
    assert wanted(there, MICRO, None) == HEADSET
    assert wanted(there, CALL, None) == CALLED
    assert wanted(there, MICRO, "a") == INNER


def test_a_chosen_source_that_is_gone_gives_way() -> None:
    assert wanted((HEADSET, CALLED), MICRO, "a") == HEADSET
    assert wanted((HEADSET, CALLED), MICRO, "c") == HEADSET


def test_nothing_where_there_is_nothing() -> None:
    assert wanted((INNER,), MICRO, None) is None
    assert wanted((HEADSET,), CALL, None) is None
