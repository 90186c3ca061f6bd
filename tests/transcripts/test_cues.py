from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codev_voice.transcripts.cues import clean


def test_text_comes_on_one_line_without_what_cannot_be_seen() -> None:
    assert clean("  Sophie\u00a0Martin \n\t dit\u200b\ufeff\x00 oui\u2028 ") == "Sophie Martin dit oui"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
