from __future__ import annotations

from codev_voice.session.events import AFTER, FACILITATOR, Corrected, Cut, Event, Heard
from codev_voice.session.turning import pieces_of, turn_of, turns_of
from codev_voice.session.values import Piece, Word


def _heard(*voices: str) -> list[Event]:
    return [Heard.of(Piece(f"p{at}", float(at), at + 0.9, voice, f"mot{at}")) for at, voice in enumerate(voices)]


def _turns(*events: Event) -> list[tuple[str, str]]:
    return [(turn.voice, turn.text) for turn in turns_of(pieces_of(events))]


def test_a_corrected_piece_splits_or_joins_turns() -> None:
    assert _turns(*_heard("a", "a", "a"), Corrected(piece="p1", voice="b")) == [("a", "mot0"), ("b", "mot1"), ("a", "mot2")]
    assert _turns(*_heard("a", "b", "a"), Corrected(piece="p1", voice="a")) == [("a", "mot0 mot1 mot2")]


def test_the_last_correction_stands_but_none_is_over_a_persons() -> None:
    heard = _heard("a")
    assert _turns(*heard, Corrected(piece="p0", voice="b"), Corrected(piece="p0", voice="c", by=AFTER)) == [("c", "mot0")]
    hers = Corrected(piece="p0", voice="b", by=FACILITATOR)
    assert _turns(*heard, hers, Corrected(piece="p0", voice="c", by=AFTER)) == [("b", "mot0")]
    assert _turns(*heard, hers, Corrected(piece="p0", voice="d", by=FACILITATOR)) == [("d", "mot0")]
    assert _turns(*heard, Corrected(piece="nowhere", voice="b")) == [("a", "mot0")]


def test_a_cut_passage_parts_what_is_said_around_it() -> None:
    assert _turns(*_heard("a", "a", "a"), Cut(after="p0")) == [("a", "mot0"), ("a", "mot1 mot2")]
    assert _turns(*_heard("a", "a"), Cut()) == [("a", "mot0 mot1")]


def test_a_turn_holds_all_that_its_pieces_hold() -> None:
    pieces = (
        Piece("p0", 1.0, 3.0, "a", "Bonjour", (Word("Bonjour", 1.0, 1.5),), "micro"),
        Piece("p1", 2.0, 2.5, "a", "", (), "micro", estimated=True),
        Piece("p2", 2.6, 2.9, "a", "à tous.", (Word("à", 2.6, 2.7), Word("tous.", 2.7, 2.9)), "micro"),
    )
    turn = turn_of(pieces, 4)
    assert (turn.index, turn.start, turn.end, turn.text, turn.channel, turn.estimated) == (4, 1.0, 3.0, "Bonjour à tous.", "micro", True)
    assert [word.text for word in turn.words] == ["Bonjour", "à", "tous."]
    assert turn.pieces == ("p0", "p1", "p2")
