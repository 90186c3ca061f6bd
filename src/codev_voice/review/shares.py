"""Shares of speech, with the margin that honesty asks for (working assumptions of the method's reference, §7.1)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from codev_voice.review.values import Part, Range
from codev_voice.session.values import Role, Turn

STEP = 5  # points: a share is never told more precisely
LEAST_SPEECH = 180.0  # seconds under which a stage has no figure
LEAST_ATTRIBUTED = 0.8
LEAST_CONSULTANTS = 3
LEAST_MARGIN, MOST_MARGIN = 0.02, 0.10
TURN_ERROR = 0.5  # seconds of error a turn


def tell(value: float, margin: float) -> Range:
    """A measured share as it may be told.

    >>> tell(0.5, 0.04)
    Range(value=0.5, margin=0.04, low=45, high=55, wide=False)
    """
    held = max(margin, LEAST_MARGIN)
    low = max(0, STEP * math.floor(round(100 * (value - held) / STEP, 6)))
    high = min(100, STEP * math.ceil(round(100 * (value + held) / STEP, 6)))
    return Range(round(value, 4), round(held, 4), low, high, wide=held > MOST_MARGIN)


def overlapped(turns: Sequence[Turn]) -> float:
    """Seconds during which two of these turns are spoken at once."""
    total, until = 0.0, 0.0
    for turn in sorted(turns, key=lambda turn: turn.start):
        total += max(0.0, min(turn.end, until) - turn.start)
        until = max(until, turn.end)
    return total


def attributed(turns: Sequence[Turn]) -> float:
    """Share of the speech that is given to a person whose role is known, 0 to 1."""
    speech = sum(turn.duration for turn in turns)
    return sum(turn.duration for turn in turns if turn.person and turn.role) / speech if speech else 0.0


def margin(turns: Sequence[Turn]) -> float:
    """Error margin of shares over these turns, 0 to 1."""
    speech = sum(turn.duration for turn in turns)
    if not speech:
        return 1.0
    unknown = sum(turn.duration for turn in turns if not turn.role)
    return (unknown + overlapped(turns) + TURN_ERROR * len(turns)) / speech


def by_role(turns: Sequence[Turn]) -> dict[Role, Range] | None:
    """Shares of client, consultants and facilitator; None when there is too little speech, or too little of it is attributed."""
    speech = sum(turn.duration for turn in turns)
    if speech < LEAST_SPEECH or attributed(turns) < LEAST_ATTRIBUTED:
        return None
    error = margin(turns)
    return {
        role: tell(sum(turn.duration for turn in turns if turn.role is role) / speech, error)
        for role in (Role.CLIENT, Role.CONSULTANT, Role.FACILITATOR)
    }


def among_consultants(turns: Sequence[Turn], consultants: Sequence[str]) -> tuple[tuple[Part, ...], bool | None]:
    """Each consultant's part of the consultants' speech, in the roster's order, and whether speech was spread among them.

    Spread means that each has between half and twice an equal part. Nothing when fewer than three consultants are present, or too
    little was said.
    """
    spoken = [turn for turn in turns if turn.role is Role.CONSULTANT]
    speech = sum(turn.duration for turn in spoken)
    total = sum(turn.duration for turn in turns)
    if len(consultants) < LEAST_CONSULTANTS or total < LEAST_SPEECH or not speech or attributed(turns) < LEAST_ATTRIBUTED:
        return (), None
    error = margin(spoken)
    shares = {name: sum(turn.duration for turn in spoken if turn.person == name) / speech for name in consultants}
    parts = tuple(Part(name, tell(shares[name], error), sum(turn.person == name for turn in spoken)) for name in consultants)
    equal = 1 / len(consultants)
    return parts, all(equal / 2 <= share <= 2 * equal for share in shares.values())
