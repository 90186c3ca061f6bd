from __future__ import annotations

from codev_voice.session.cutting import next_number, passages, without
from codev_voice.session.events import (
    FACILITATOR,
    Corrected,
    Counted,
    Cut,
    Event,
    Heard,
    KeptForNotes,
    NoticeAnswered,
    Noticed,
    Opined,
    StageMoved,
    Unknown,
    VoiceNamed,
)
from codev_voice.session.values import Answer, Level, Piece, Stage


def _heard(*ids: str) -> list[Event]:
    return [Heard.of(Piece(one, 0.0, 1.0, "v", f"dit en {one}")) for one in ids]


def test_a_stretch_is_one_passage_and_says_neither_length_nor_author() -> None:
    events = _heard("a", "b", "c", "d", "e")
    assert passages(events, {"b", "c", "e"}) == (Cut(after="a", by=FACILITATOR), Cut(after="d", last="e", by=FACILITATOR))
    assert passages(events, {"a", "b"}) == (Cut(by=FACILITATOR),)
    assert passages(events, {"nowhere"}) == ()


def test_a_number_is_never_given_twice_even_when_its_piece_was_cut() -> None:
    assert next_number([]) == 0
    assert next_number(_heard("p000000", "p000012", "t3")) == 13
    assert next_number([*_heard("p000003"), Cut(after="p000003", last="p000007"), Cut(after="")]) == 8
    assert (
        next_number([*_heard("p000003"), StageMoved(piece="p000004", stage=Stage.CONTRACT), StageMoved(piece="", stage=Stage.ACCOUNT)]) == 5
    )


def test_all_that_holds_something_of_a_piece_goes_and_the_rest_stays() -> None:
    of_b: list[Event | Unknown] = [
        Noticed(piece="b", advice="A1", excerpt="dit en b", confidence=0.9, level=Level.ALERT),
        Opined(piece="b", excerpt="dit en b", departs=True),
        NoticeAnswered(piece="b", excerpt="dit en b", answer=Answer.SAID),
        Corrected(piece="b", voice="w"),
        KeptForNotes(piece="b"),
        Unknown("drafted", {"kind": "drafted", "lines": [{"text": "dit en b", "sources": ["a", "b"]}]}),
    ]
    rest: list[Event | Unknown] = [
        *_heard("a", "c"),
        StageMoved(piece="b", stage=Stage.CONTRACT),
        VoiceNamed(voice="v", person="Ana"),
        Noticed(piece="c", advice="A1", excerpt="dit en c", confidence=0.9, level=Level.ALERT),
        Unknown("hologram", {"kind": "hologram", "sources": ["a"], "depth": 3}),
    ]
    assert without([*_heard("b"), *of_b, *rest], {"b"}) == [None] * (1 + len(of_b)) + rest


def test_what_was_counted_goes_with_any_passage_since_nothing_says_what_it_counts() -> None:
    events = [*_heard("a", "b"), Counted(advice=({"A1": 1},))]
    assert without(events, {"a"})[1:] == [events[1], None]
    assert without(events, set()) == events


def test_an_earlier_cut_stays_where_it_was() -> None:
    kept = without([*_heard("a", "b", "c"), Cut(after="c"), Cut(after="a")], {"b", "c"})
    assert [event for event in kept if isinstance(event, Cut)] == [Cut(after="a"), Cut(after="a")]
    assert without([*_heard("a"), Cut(after="a")], {"a"}) == [None, Cut(after="")]
