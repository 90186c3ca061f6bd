from __future__ import annotations

from codev_voice.session.events import (
    AFTER,
    FACILITATOR,
    Consent,
    Event,
    Heard,
    Paused,
    Rejudged,
    Resumed,
    StageMoved,
    StageMoveUndone,
    Started,
)
from codev_voice.session.moves import Moves, moves_of, spread
from codev_voice.session.turning import pieces_of, turns_of
from codev_voice.session.values import Entry, Piece, Stage


def _piece(at: int, voice: str | None = None) -> Event:
    return Heard.of(Piece(f"p{at}", 10.0 * at, 10.0 * at + 9, voice or f"v{at}", "mot"))


def _click(stage: int, t: float, piece: str = "") -> Event:
    return StageMoved(piece=piece, stage=Stage(stage), t=t, by=FACILITATOR)


def _moves(*events: Event) -> Moves:
    turns = turns_of(pieces_of(events))
    return moves_of(events, turns, {piece: turn.index for turn in turns for piece in turn.pieces})


def _stages(moves: Moves) -> list[tuple[int, int]]:
    return [(move.turn, int(move.stage)) for move in moves.final]


def test_a_click_without_a_piece_begins_with_what_is_heard_next_and_by_the_clock_at_once() -> None:
    moves = _moves(_piece(0), StageMoved(piece="p0", stage=Stage.RETURN, t=9.0), _piece(1), _click(2, 22.0), _piece(2), _piece(3))
    assert _stages(moves) == [(0, 0), (2, 2)]
    assert moves.entries == (Entry(0.0, Stage.RETURN), Entry(22.0, Stage.CLARIFICATION, FACILITATOR))
    assert [(click.turn, click.stage) for click in moves.clicks] == [(2, Stage.CLARIFICATION)]


def test_a_click_in_the_midst_of_a_turn_is_of_the_whole_turn() -> None:
    assert _stages(_moves(_piece(0, "a"), _click(1, 9.5), _piece(1, "a"))) == [(0, 1)]


def test_stages_are_followed_by_hand_where_nothing_is_heard() -> None:
    moves = _moves(_click(0, 1.0), _click(1, 60.0), _click(1, 70.0))
    assert moves.final == moves.clicks == ()
    assert [(entry.t, int(entry.stage)) for entry in moves.entries] == [(1.0, 0), (60.0, 1)]


def test_stages_held_by_hand_stay_in_the_clock_once_one_listens_again() -> None:
    no = [Started(t=0.5), Consent(given=False, person="Ana", t=2.0), Paused(t=2.0)]
    heard = [Resumed(t=200.0), _piece(30)]
    moves = _moves(*no, _click(1, 10.0), _click(2, 60.0), _click(3, 100.0), *heard)
    assert _stages(moves) == [(0, 3)]
    assert [(entry.t, int(entry.stage)) for entry in moves.entries] == [(10.0, 1), (60.0, 2), (100.0, 3)]
    assert [entry.t for entry in _moves(_piece(0), _click(1, 10.0), _click(2, 12.0), _piece(1)).entries] == [12.0]


def test_her_last_click_alone_is_undone() -> None:
    events = [_piece(0), _click(1, 9.5), _piece(1), _click(3, 19.5), StageMoveUndone(piece="", by=FACILITATOR), _piece(2)]
    assert _stages(_moves(*events)) == [(1, 1)]
    assert _stages(_moves(*events, StageMoveUndone(piece="", by=FACILITATOR), StageMoveUndone(piece="", by=FACILITATOR))) == []


def test_what_is_heard_after_a_click_wins_over_it_at_the_same_turn() -> None:
    later = StageMoved(piece="p1", stage=Stage.EXPLORATION)
    moves = _moves(_piece(0), _click(3, 9.5), _piece(1, "a"), later)
    assert _stages(moves) == [(1, 4)]
    assert moves.clicks == ()
    assert _stages(_moves(_piece(0), _piece(1), later, _click(3, 19.0, "p1"))) == [(1, 3)]


def test_a_click_once_the_whole_was_judged_says_nothing_of_what_was_believed_live() -> None:
    events = [_piece(0), StageMoved(piece="p0", stage=Stage.RETURN), _piece(1), _click(1, 9.5), _piece(2)]
    again = [Rejudged(by=AFTER), StageMoved(piece="p0", stage=Stage.ACCOUNT, by=AFTER), _click(4, 10.0, "p1")]
    moves = _moves(*events, *again)
    assert [(move.turn, int(move.stage)) for move in moves.live] == [(0, 0), (2, 1)]
    assert _stages(moves) == [(0, 1), (1, 4), (2, 1)]


def test_the_move_of_a_cut_piece_is_of_what_is_heard_after_it() -> None:
    assert _stages(_moves(_piece(0), StageMoved(piece="gone", stage=Stage.CONTRACT), _piece(1))) == [(1, 3)]
    assert _stages(_moves(_piece(0), StageMoved(piece="gone", stage=Stage.CONTRACT, by=AFTER), _piece(1))) == []


def test_stages_are_spread_from_each_move_to_the_next() -> None:
    moves = _moves(_piece(0), _piece(1), StageMoved(piece="p1", stage=Stage.ACCOUNT), _piece(2))
    assert spread(moves.final, 3) == [None, Stage.ACCOUNT, Stage.ACCOUNT]
