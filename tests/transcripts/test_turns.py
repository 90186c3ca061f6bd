from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.transcripts.cues import UNKNOWN, Cue
from codev_voice.transcripts.turns import joined, pieces_of, rebuilt, timed


def _said(cues: list[Cue], *, false_stops: bool = False) -> list[tuple[str | None, str]]:
    turns = rebuilt(joined(timed(cues), false_stops=false_stops), false_stops=false_stops)
    return [(turn.cue.speaker, turn.cue.text) for turn in turns]


def test_without_times_turns_are_laid_end_to_end_at_160_words_a_minute() -> None:
    laid = timed([Cue("un deux trois quatre", "A"), Cue("cinq six", "B")])
    assert [(one.start, one.end) for one in laid] == [(0.0, 1.5), (1.5, 2.25)]
    assert all(one.estimated for one in laid)


def test_times_that_are_given_are_kept() -> None:
    laid = timed([Cue("un", "A", 5.0, 6.0), Cue("deux", "B", 4.0, 4.5)])
    assert [(one.start, one.end, one.estimated) for one in laid] == [(5.0, 6.0, False), (4.0, 4.5, False)]


def test_between_two_known_times_words_share_the_interval() -> None:
    laid = timed([Cue("un deux", "A", 10.0), Cue("trois quatre", "B"), Cue("cinq", "C", 20.0, 21.0)])
    assert [one.start for one in laid] == [10.0, 15.0, 20.0]
    assert [one.end for one in laid] == [10.75, 15.75, 21.0]
    assert [one.estimated for one in laid] == [True, True, False]


def test_after_a_known_end_the_next_words_follow() -> None:
    laid = timed([Cue("un", "A", 3.0, 4.0), Cue("deux trois", "B")])
    assert (laid[1].start, laid[1].end) == (4.0, 4.75)


def test_words_that_do_not_fit_are_said_twice_as_fast_at_most() -> None:
    laid = timed([Cue("un deux trois quatre", "A", 10.0), Cue("cinq", "B", 10.0)])
    assert (laid[0].start, laid[0].end) == (10.0, 10.75)


def test_the_end_of_the_transcript_bounds_its_last_words() -> None:
    laid = timed([Cue("un deux", "A", 10.0), Cue("trois quatre", "B")], ending=11.0)
    assert [(one.start, one.end) for one in laid] == [(10.0, 10.5), (10.5, 11.0)]


def test_an_end_alone_places_the_start_and_an_end_before_its_start_is_not_believed() -> None:
    laid = timed([Cue("un deux", "A", None, 10.0), Cue("trois quatre", "B", 12.0, 11.0)])
    assert [(one.start, one.end, one.estimated) for one in laid] == [(9.25, 10.0, True), (12.0, 12.75, True)]


def test_cues_of_one_person_two_seconds_apart_are_one_turn() -> None:
    cues = [Cue("Bonjour.", "A", 0.0, 1.0), Cue("Ça va ?", "A", 3.0, 4.0), Cue("Bien.", "A", 6.5, 7.0), Cue("Oui.", "B", 7.0, 7.5)]
    assert _said(cues) == [("A", "Bonjour. Ça va ?"), ("A", "Bien."), ("B", "Oui.")]


def test_a_pause_that_nobody_measured_parts_nothing() -> None:
    assert _said([Cue("Bonjour.", "A", 10.0), Cue("Ça va ?", "A"), Cue("Oui.", "B", 90.0)]) == [("A", "Bonjour. Ça va ?"), ("B", "Oui.")]


def test_an_open_sentence_goes_on_after_a_time_mark() -> None:
    assert _said([Cue("moi ce qui me", "A", 10.0), Cue("préoccupe.", "A", 90.0)]) == [("A", "moi ce qui me préoccupe.")]


@pytest.mark.parametrize("between", ["Mm.", "Oui, oui.", "D'accord.", "Ah oui, je vois…", "Tout à fait !"])
def test_a_sentence_broken_by_a_back_channel_is_put_together(between: str) -> None:
    cues = [Cue("alors voilà, moi ce qui me", "A", 0.0, 2.0), Cue(between, "B", 2.0, 2.5), Cue("préoccupe.", "A", 2.6, 3.5)]
    assert _said(cues) == [("A", "alors voilà, moi ce qui me préoccupe."), ("B", between)]


def test_two_people_may_murmur_inside_a_sentence() -> None:
    cues = [
        Cue("Je me demande...", "A", 0.0, 2.0),
        Cue("Mm.", "B", 2.0, 2.2),
        Cue("Oui.", "C", 2.2, 2.4),
        Cue("si je reste.", "A", 2.5, 3.5),
    ]
    assert [speaker for speaker, _ in _said(cues)] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("first", "between", "then", "after"),
    [
        ("J'ai fini.", "Mm.", "et voilà.", 2.6),  # the sentence was closed
        ("moi ce qui me", "Tu leur as parlé ?", "préoccupe.", 2.6),  # somebody took the floor
        ("moi ce qui me", "Non.", "préoccupe.", 2.6),  # no back-channel
        ("moi ce qui me", "oui " * 100, "préoccupe.", 2.6),  # idem
        ("moi ce qui me", "Mm.", "Autre chose.", 2.6),  # another sentence
        ("moi ce qui me", "Mm.", "préoccupe.", 30.0),  # too late
    ],
)
def test_other_turns_stay_where_they_are(first: str, between: str, then: str, after: float) -> None:
    cues = [Cue(first, "A", 0.0, 2.0), Cue(between, "B", 2.0, 2.5), Cue(then, "A", after, after + 1)]
    assert _said(cues) == [("A", first), ("B", between), ("A", then)]


def test_the_time_of_a_rebuilt_turn_holds_both_parts() -> None:
    cues = [Cue("moi ce qui me", "A", 0.0, 2.0), Cue("Mm.", "B", 2.0, 2.5), Cue("préoccupe.", "A", 2.6, 3.5)]
    assert [(turn.start, turn.end) for turn in rebuilt(timed(cues))] == [(0.0, 3.5), (2.0, 2.5)]


def test_silence_between_computed_times_is_not_counted_as_speech() -> None:
    turns = rebuilt(timed([Cue("moi ce qui me", "A", 100.0), Cue("Mm.", "B"), Cue("préoccupe.", "A"), Cue("Oui.", "B", 220.0)]))
    assert turns[0].end - turns[0].start == pytest.approx(5 / 160 * 60)


@pytest.mark.parametrize(
    ("first", "then", "whole"),
    [
        ("je reviens sur la question de.", "confiance.", "je reviens sur la question de confiance."),
        ("c'est parce qu'.", "il part.", "c'est parce qu'il part."),
        ("Alors ce que je voulais.", "c'est partir.", "Alors ce que je voulais c'est partir."),
        ("Alors j'ai fini.", "On y va.", "Alors j'ai fini. On y va."),
        ("alors j'ai fini.", "on y va.", "alors j'ai fini. on y va."),  # all in lower case: a full stop may be one
    ],
)
def test_false_full_stops_go(first: str, then: str, whole: str) -> None:
    cues = [Cue(first, "A", 0.0, 2.0), Cue(then, "A", 2.0, 3.0)]
    assert _said(cues, false_stops=True) == [("A", whole)]
    assert _said(cues) == [("A", f"{first} {then}")]


def test_a_false_full_stop_does_not_close_an_interrupted_sentence() -> None:
    cues = [Cue("je reviens sur la.", "A", 0.0, 2.0), Cue("mm.", "B", 2.0, 2.5), Cue("confiance.", "A", 2.6, 3.5)]
    assert _said(cues, false_stops=True)[0] == ("A", "je reviens sur la confiance.")


def test_pieces_are_numbered_and_open_turns() -> None:
    pieces = pieces_of(timed([Cue("un", "A", 0.0, 1.0), Cue("deux", None, 1.0, 2.0)]))
    assert [(piece.id, piece.voice, piece.opens) for piece in pieces] == [("p000001", "A", True), ("p000002", UNKNOWN, True)]


_TIMES = st.none() | st.floats(0, 5_000)
_CUES = st.lists(st.builds(Cue, st.sampled_from(["mm", "un deux", "et puis", "Bon."]), st.sampled_from(["A", "B", None]), _TIMES, _TIMES))


@given(_CUES, st.none() | st.floats(0, 5_000))
def test_any_cues_get_times_that_respect_those_given(cues: list[Cue], ending: float | None) -> None:
    laid = timed(cues, ending)
    assert [one.cue for one in laid] == cues
    for one in laid:
        assert one.end >= one.start >= 0
        assert one.cue.start is None or one.start == one.cue.start
        assert one.estimated == ((one.start, one.end) != (one.cue.start, one.cue.end))


@given(st.lists(st.tuples(st.sampled_from("AB"), st.none() | st.integers(0, 100)), max_size=12))
def test_computed_starts_never_go_back(marks: list[tuple[str, int | None]]) -> None:
    known = sorted(mark for _, mark in marks if mark is not None)
    times = iter(known)
    cues = [Cue("un deux trois", speaker, None if mark is None else float(next(times))) for speaker, mark in marks]
    starts = [one.start for one in timed(cues)]
    assert starts == sorted(starts)


@given(_CUES)
def test_joining_loses_no_word(cues: list[Cue]) -> None:
    turns = rebuilt(joined(timed(cues)))
    for speaker in ("A", "B", None):
        before = " ".join(cue.text for cue in cues if cue.speaker == speaker).split()
        after = " ".join(turn.cue.text for turn in turns if turn.cue.speaker == speaker).split()
        assert sorted(before) == sorted(after)
