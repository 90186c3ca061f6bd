"""The changes of stage: as believed while hearing, as believed now, and those that the facilitator clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codev_voice.session.events import AFTER, FACILITATOR, Event, Heard, Rejudged, StageMoved, StageMoveUndone, Unknown
from codev_voice.session.presence import by_hand_of
from codev_voice.session.values import Entry, Move, Stage, Stretch, Turn


@dataclass(frozen=True)
class Moves:
    """Moves as believed while hearing (`live`) and now (`final`), the facilitator's own (`clicks`), and the changes by the clock."""

    live: tuple[Move, ...]
    final: tuple[Move, ...]
    clicks: tuple[Move, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A move with its rank in the journal; `turn` is None while nothing has been heard since a click."""

    rank: int
    event: StageMoved
    turn: int | None

    @property
    def move(self) -> Move:
        return Move(self.turn if self.turn is not None else -1, self.event.stage, self.event.by, self.event.confidence)


def moves_of(events: Sequence[Event | Unknown], turns: Sequence[Turn], positions: Mapping[str, int]) -> Moves:
    """The moves of these turns; `positions` are the turns of the pieces.

    At one turn, a click wins over what was heard before it and after the session, and what was heard after it wins over the click.
    """
    following, hands = _following(events, positions), by_hand_of(events)
    live: dict[int, _Placed] = {}
    after: dict[int, _Placed] = {}
    clicked: list[_Placed] = []
    while_hearing: list[_Placed] = []  # once the whole has been judged, a click says nothing of what was believed live
    rejudged = False
    for rank, event in enumerate(events):
        if isinstance(event, Rejudged):
            while_hearing = while_hearing if rejudged else list(clicked)
            rejudged, after = True, {}
        elif isinstance(event, StageMoved):
            at = positions.get(event.piece, None if event.by == AFTER else following[rank])
            placed = _Placed(rank, event, at)
            if event.by == FACILITATOR:
                clicked.append(placed)
            elif at is not None:
                (after if event.by == AFTER else live)[at] = placed
        elif isinstance(event, StageMoveUndone):
            clicked = _undone(event, clicked, live, after, positions)
    standing, overtaken = _weighed(clicked, live)
    before, heard = _weighed(while_hearing, live) if rejudged else (standing, overtaken)
    final = list(((after if rejudged else heard) | standing).values())
    wordless = [one for one in clicked if one.turn is None or (one is not standing.get(one.turn) and _held(one, hands))]
    return Moves(
        live=_ordered(heard | before),
        final=_ordered({one.turn: one for one in final if one.turn is not None}),
        clicks=tuple(standing[turn].move for turn in sorted(standing)),
        entries=_entries([*final, *wordless], turns),
    )


def _weighed(clicked: Sequence[_Placed], live: Mapping[int, _Placed]) -> tuple[dict[int, _Placed], dict[int, _Placed]]:
    """The clicks and the moves heard that stand against each other, by turn: at one turn, the last wins."""
    last = {one.turn: one for one in clicked if one.turn is not None}
    standing = {turn: one for turn, one in last.items() if turn not in live or live[turn].rank < one.rank}
    return standing, {turn: one for turn, one in live.items() if turn not in standing}


def _held(click: _Placed, hands: Sequence[Stretch]) -> bool:
    """Whether a stage clicked by hand was held, though another was clicked before anybody was heard again."""
    t = click.event.t
    return t is not None and any(hand.start <= t and (hand.end is None or t <= hand.end) for hand in hands)


def _following(events: Sequence[Event | Unknown], positions: Mapping[str, int]) -> list[int | None]:
    """For each event, the turn of the first piece heard after it."""
    found: list[int | None] = [None] * len(events)
    coming: int | None = None
    for rank in range(len(events) - 1, -1, -1):
        found[rank] = coming
        event = events[rank]
        if isinstance(event, Heard):
            coming = positions.get(event.id, coming)
    return found


def _undone(
    event: StageMoveUndone,
    clicked: Sequence[_Placed],
    live: dict[int, _Placed],
    after: dict[int, _Placed],
    positions: Mapping[str, int],
) -> list[_Placed]:
    """The clicks that are left; what was heard or judged is taken away where no click stands."""
    if not event.piece:
        last = max((one.rank for one in clicked if not one.event.piece), default=None)
        return [one for one in clicked if one.rank != last]
    at = positions.get(event.piece)
    if at is None:
        return list(clicked)
    left = [one for one in clicked if one.turn != at or (at in live and live[at].rank > one.rank)]
    if len(left) == len(clicked):
        for moves in (live, after):
            if moves.pop(at, None):
                break
    return left


def _ordered(moves: Mapping[int, _Placed]) -> tuple[Move, ...]:
    """Moves in order, those that change nothing left out."""
    kept: list[Move] = []
    for turn in sorted(moves):
        if not kept or kept[-1].stage is not moves[turn].event.stage:
            kept.append(moves[turn].move)
    return tuple(kept)


def _entries(placed: Sequence[_Placed], turns: Sequence[Turn]) -> tuple[Entry, ...]:
    """The same by the clock: a click when it was made, another move when its turn begins."""
    timed = []
    for one in placed:
        start = turns[one.turn].start if one.turn is not None else 0.0
        clicked = one.event.by == FACILITATOR and one.event.t is not None
        timed.append((one.event.t if clicked and one.event.t is not None else start, one.rank, one.event))
    kept: list[Entry] = []
    for t, _, event in sorted(timed, key=lambda held: held[:2]):
        if not kept or kept[-1].stage is not event.stage:
            kept.append(Entry(t, event.stage, event.by))
    return tuple(kept)


def spread(moves: Sequence[Move], turns: int) -> list[Stage | None]:
    """The stage of each of so many turns."""
    stages: list[Stage | None] = [None] * turns
    for at, move in enumerate(moves):
        until = moves[at + 1].turn if at + 1 < len(moves) else turns
        stages[move.turn : until] = [move.stage] * (until - move.turn)
    return stages
