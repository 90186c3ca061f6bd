from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.hearing.speech import SECONDS, Span, cuts, inside, spans

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _speech(*parts: tuple[float, float]) -> NDArray[np.float32]:
    """(seconds, probability) one after the other."""
    return np.concatenate([np.full(round(seconds / SECONDS), probability, dtype=np.float32) for seconds, probability in parts])


def _close(found: tuple[Span, ...], *expected: tuple[float, float]) -> bool:
    return [(span.start, span.end) for span in found] == [pytest.approx(bounds) for bounds in expected]


def test_spans_are_where_somebody_speaks() -> None:
    found = spans(_speech((3.2, 0.0), (6.4, 0.9), (3.2, 0.1)), margin=0.0)
    assert _close(found, (3.2, 9.6))


def test_a_breath_does_not_end_a_span() -> None:
    assert len(spans(_speech((3.2, 0.9), (1.6, 0.1), (3.2, 0.9)))) == 1


def test_a_silence_ends_a_span() -> None:
    assert len(spans(_speech((3.2, 0.9), (2.56, 0.1), (3.2, 0.9)))) == 2


def test_speech_in_doubt_goes_on_but_does_not_start() -> None:
    assert spans(_speech((3.2, 0.4))) == ()
    assert _close(spans(_speech((3.2, 0.9), (3.2, 0.4), (3.2, 0.0)), margin=0.0), (0.0, 6.4))


def test_a_click_is_not_speech() -> None:
    assert spans(_speech((3.2, 0.0), (0.064, 0.9), (3.2, 0.0))) == ()


def test_speech_to_the_end_is_a_span() -> None:
    assert spans(_speech((3.2, 0.0), (3.2, 0.9)))[-1].end == pytest.approx(6.4)


def test_margins_stop_at_the_neighbours_and_at_the_ends() -> None:
    found = spans(_speech((0.32, 0.0), (3.2, 0.9), (2.56, 0.0), (3.2, 0.9), (0.32, 0.0)), margin=2.0)
    assert _close(found[:1], (0.0, found[1].start))
    assert found[1].end == pytest.approx(9.6)


def test_no_sound_has_no_span_and_no_cut() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    assert spans(nothing) == ()
    assert cuts(nothing, longest=10.0) == ()


def test_cuts_fall_in_silence() -> None:
    first, second = cuts(_speech((64.0, 0.9), (3.2, 0.0), (42.0, 0.9)), longest=100.0)
    assert 64.0 <= first.end <= 67.2
    assert second.start == first.end


def test_a_short_sound_is_not_cut() -> None:
    assert cuts(_speech((64.0, 0.9)), longest=100.0) == (Span(0.0, 64.0),)


@given(st.lists(st.floats(0, 1, width=32), max_size=400), st.floats(0.2, 5.0))
def test_cuts_cover_the_sound_once(speech: list[float], longest: float) -> None:
    found = cuts(np.array(speech, dtype=np.float32), longest=longest)
    bounds = [0.0, *(span.end for span in found)]
    assert [span.start for span in found] == bounds[:-1]
    assert bounds[-1] == pytest.approx(len(speech) * SECONDS)
    assert all(0 < span.length <= longest + 1e-9 for span in found)


@given(st.lists(st.floats(0, 1, width=32), max_size=400), st.floats(0.0, 2.0), st.floats(0.1, 2.0))
def test_spans_are_in_order_and_apart(speech: list[float], margin: float, silence: float) -> None:
    found = spans(np.array(speech, dtype=np.float32), margin=margin, silence=silence)
    bounds = [bound for span in found for bound in (span.start, span.end)]
    assert all(one <= other + 1e-9 for one, other in pairwise(bounds))
    assert all(span.length > 0 for span in found)


def test_inside_keeps_what_lies_within() -> None:
    found = (Span(0.0, 2.0), Span(3.0, 5.0), Span(6.0, 7.0))
    assert inside(found, Span(1.0, 4.0)) == (Span(1.0, 2.0), Span(3.0, 4.0))
