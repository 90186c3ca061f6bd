"""Shares of speech, with the margin that honesty asks for (working assumptions of the method's reference, §7.1)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from codev_voice.review.values import Range
from codev_voice.session.values import Role, Turn

STEP = 5  # points: a share is never told more precisely
LEAST_SPEECH = 180.0  # seconds under which a stage has no figure
LEAST_ATTRIBUTED = 0.8
LEAST_MARGIN, MOST_MARGIN = 0.02, 0.10
TURN_ERROR = 0.5  # seconds of error a turn
_STEPS = (60, 120, 300, 600, 1200)  # seconds
ROLES = (Role.CLIENT, Role.CONSULTANT, Role.FACILITATOR)


def tell(value: float, margin: float) -> Range:
    """A measured share as it may be told.

    >>> tell(0.5, 0.04)
    Range(value=0.5, margin=0.04, low=45, high=55, wide=False)
    """
    held = max(margin, LEAST_MARGIN)
    low = max(0, STEP * math.floor(round(100 * (value - held) / STEP, 6)))
    high = min(100, STEP * math.ceil(round(100 * (value + held) / STEP, 6)))
    return Range(round(value, 4), round(held, 4), low, high, wide=held > MOST_MARGIN)


def rounded(seconds: float, whole: float) -> float:
    """Seconds as they may be told beside the `whole` of a stage's speech: whole minutes, so many that no quotient is finer than a share.

    >>> rounded(80, 720), rounded(80, 1800), rounded(400, 3600)
    (60, 120, 300)
    """
    least = next((step for step in _STEPS if 100 * step >= STEP * whole), _STEPS[-1])
    return least * math.floor(seconds / least + 0.5)


def known(turn: Turn) -> bool:
    """Whether the turn is given to a person whose role is known."""
    return turn.person is not None and turn.role is not None


def speech(turns: Sequence[Turn]) -> float:
    """Seconds spoken in these turns."""
    return sum(turn.duration for turn in turns)


def attributed(turns: Sequence[Turn]) -> float:
    """Share of the speech that is given to a person whose role is known, 0 to 1."""
    whole = speech(turns)
    return speech([turn for turn in turns if known(turn)]) / whole if whole else 0.0


def overlapped(turns: Sequence[Turn]) -> float:
    """Seconds during which two of these turns are spoken at once."""
    total, until = 0.0, 0.0
    for turn in sorted(turns, key=lambda turn: turn.start):
        total += max(0.0, min(turn.end, until) - turn.start)
        until = max(until, turn.end)
    return total


def margin(turns: Sequence[Turn], whole: float | None = None) -> float:
    """Error of shares of `whole` seconds (by default all that is spoken in these turns), 0 to 1."""
    total = speech(turns) if whole is None else whole
    if total <= 0:
        return 1.0
    unknown = speech([turn for turn in turns if not known(turn)])
    return min(1.0, (unknown + overlapped(turns) + TURN_ERROR * len(turns)) / total)


def enough(turns: Sequence[Turn]) -> bool:
    """Whether there is enough speech here, and enough of it attributed, for a figure."""
    return speech(turns) >= LEAST_SPEECH and attributed(turns) >= LEAST_ATTRIBUTED


def by_role(turns: Sequence[Turn]) -> dict[Role, Range] | None:
    """Shares of client, consultants and facilitator; None when there is too little speech, or too little of it is attributed."""
    if not enough(turns):
        return None
    whole, error = speech(turns), margin(turns)
    return {role: tell(speech([turn for turn in turns if known(turn) and turn.role is role]) / whole, error) for role in ROLES}
