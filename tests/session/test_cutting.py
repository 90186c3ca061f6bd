from __future__ import annotations

from codev_voice.session.cutting import next_number, passages, without
from codev_voice.session.events import (
    AFTER,
    FACILITATOR,
    ConsultationOpened,
    Corrected,
    Counted,
    Cut,
    Event,
    Heard,
    KeptForNotes,
    NoticeAnswered,
    Noticed,
    Opined,
    RoleChanged,
    StageMoved,
    Started,
    Unknown,
    VoiceNamed,
)
from codev_voice.session.values import Answer, Level, Piece, Role, Stage


def _heard(*ids: str) -> list[Event]:
    return [Heard.of(Piece(one, 0.0, 1.0, "v", f"dit en {one}")) for one in ids]


def test_a_stretch_is_one_passage_and_says_neither_length_nor_author() -> None:
    events = _heard("a", "b", "c", "d", "e")
    assert passages(events, {"b", "c", "e"}) == (Cut(after="a", by=FACILITATOR), Cut(after="d", by=FACILITATOR))
    assert passages(events, {"a", "b"}) == (Cut(by=FACILITATOR),)
    assert passages(events, {"nowhere"}) == ()


def test_how_many_pieces_went_is_told_nowhere() -> None:
    long, short = (_heard(*(f"p{at:06d}" for at in range(last))) for last in (12, 3))
    assert passages(long, {f"p{at:06d}" for at in range(2, 12)}) == (Cut(after="p000001", last="p000999", by=FACILITATOR),)
    assert passages(short, {"p000002"}) == (Cut(after="p000001", last="p000999", by=FACILITATOR),)
    assert passages(_heard("p001000"), {"p001000"}) == (Cut(last="p001999", by=FACILITATOR),)
    old = [*_heard("p000008", "p000012"), Cut(after="p000008", last="p000011")]  # as an earlier version wrote it
    assert next_number(old) == 13
    assert without(old, {"p000012"})[-1] == Cut(after="p000008", last="p000999")


def test_a_number_is_never_given_twice_even_when_its_piece_was_cut() -> None:
    assert next_number([]) == 0
    assert next_number(_heard("p000000", "p000012", "t3")) == 13
    assert next_number([*_heard("p000003"), Cut(after="p000003", last="p000007"), Cut(after="")]) == 8
    heard = _heard(*(f"p{at:06d}" for at in range(1001)))
    assert next_number([*heard[:1000], *passages(heard, {"p001000"})]) == 2000
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


def test_who_a_voice_is_goes_with_its_last_piece() -> None:
    heard = [
        Heard.of(Piece("a", 0.0, 1.0, "Voix 1", "oui")),
        Heard.of(Piece("b", 1.0, 2.0, "Voix 2", "non")),
        Heard.of(Piece("c", 2.0, 3.0, "Voix 1", "si")),
    ]
    names: list[Event] = [
        VoiceNamed(voice="Voix 1", person="Ana"),
        VoiceNamed(voice="Voix 2", person="Lucie", by=FACILITATOR),
        RoleChanged(person="Lucie", role=Role.CONSULTANT),
        RoleChanged(person="Voix 2", role=Role.CONSULTANT, by=AFTER),
        RoleChanged(person="Ana", role=Role.CLIENT),
        RoleChanged(person="Lucie", role=Role.OBSERVER, by=FACILITATOR),
    ]
    assert without([*heard, *names], {"a"})[1:] == [*heard[1:], *names]
    assert without([*heard, *names], {"b"}) == [heard[0], None, heard[2], names[0], None, None, None, *names[4:]]
    corrected = Corrected(piece="b", voice="Voix 1")
    assert without([*heard, corrected, *names], {"a", "c"})[4] == names[0]  # she said it after all
    assert without([*heard, corrected, *names], {"a", "c"})[5] is None


def test_whose_microphone_it_is_stays() -> None:
    began = [Started(seq=4), VoiceNamed(voice="Micro", person="Malik", seq=5), VoiceNamed(voice="Voix 1", person="Ana", seq=7)]
    assert without([*began, Heard.of(Piece("a", 0.0, 1.0, "Micro", "oui", channel="micro"))], {"a"}) == [*began[:2], None, None]


def test_what_was_counted_goes_with_any_passage_since_nothing_says_what_it_counts() -> None:
    events = [*_heard("a", "b"), Counted(advice=({"A1": 1},))]
    assert without(events, {"a"})[1:] == [events[1], None]
    assert without(events, set()) == events


def test_an_earlier_cut_stays_where_it_was() -> None:
    kept = without([*_heard("a", "b", "c"), Cut(after="c"), Cut(after="a")], {"b", "c"})
    assert [event for event in kept if isinstance(event, Cut)] == [Cut(after="a"), Cut(after="a")]
    assert without([*_heard("a"), Cut(after="a")], {"a"}) == [None, Cut(after="")]


def test_where_a_consultation_ended_goes_with_its_last_piece() -> None:
    events = [*_heard("a", "b"), ConsultationOpened(piece="a", last="b"), ConsultationOpened(piece="a", last="a")]
    assert without(events, {"b"}) == [events[0], None, None, events[3]]
