"""Time by stage: planned, spent, returns and breaks; the clock stands still « hors micro » and in breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from codev_voice.review.values import Visit
from codev_voice.session.seance import Seance
from codev_voice.session.timetable import planned
from codev_voice.session.values import Session, Stage, Stretch, Turn

BREAK = 90.0  # seconds without a word, once a break has been called
LATE = 30.0  # seconds that people still speak after it has been
HEARD_BY = 0.6  # share of a stage's planned time from which who has not been heard is told
Span = tuple[float, float]

_CALLED = re.compile(
    r"\b(?:une|la|notre|cette) (?:petite |vraie )?pause\b|\bfait (?:une )?pause\b|\bretour à\b|on se retrouve|on reprend (?:à|dans)",
    re.IGNORECASE,
)


def plan(seance: Seance, rank: int) -> dict[Stage, float]:
    """Seconds planned for each stage of the consultation of this rank; only the first has a stage 0.

    Raises:
        SettingsError: the preset is not one of the table's.
    """
    minutes = planned(seance if not rank else replace(seance, stage0=False))
    return {stage: 60 * value for stage, value in minutes.items()}


def stopped(session: Session) -> tuple[Span, ...]:
    """The spans during which the clock stands, in order and apart: « hors micro », no sound at all, breaks."""
    apart: list[Span] = []
    for start, end in sorted([*(_span(pause, session) for pause in session.pauses), *_soundless(session), *breaks(session)]):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        elif end > start:
            apart.append((start, end))
    return tuple(apart)


def _soundless(session: Session) -> list[Span]:
    """Where no side was heard: what is missing of one alone stops nothing, the others go on."""
    missing: dict[str, list[Span]] = {}
    for gap in session.gaps:
        missing.setdefault(gap.channel, []).append(_span(gap, session))
    found = missing.pop("", [])
    first, *others = missing.values() if len(missing) > 1 else ((),)
    both = [(max(start, since), min(end, until)) for start, end in first for other in others for since, until in other]
    return [*found, *((start, end) for start, end in both if start < end)]


def _span(stretch: Stretch, session: Session) -> Span:
    return stretch.start, session.duration if stretch.end is None else stretch.end


def breaks(session: Session) -> tuple[Span, ...]:
    """Breaks that somebody called: a long silence after it was said."""
    return tuple(
        (before.end, after.start)
        for before, after in pairwise(session.turns)
        if after.start - before.end >= BREAK
        and any(_CALLED.search(turn.text) for turn in session.turns[max(0, before.index - 3) : after.index] if before.end - turn.end < LATE)
    )


def visits(session: Session, first: int, last: int) -> tuple[Visit, ...]:
    """The passages through the stages from turn `first` to turn `last`; each goes on until the next one's first word."""
    found: list[Visit] = []
    for turn in session.turns[first : last + 1]:
        if turn.stage is None:
            continue
        if found and found[-1].stage is turn.stage:
            found[-1] = replace(found[-1], last=turn.index, end=max(found[-1].end, turn.end))
        else:
            if found:
                found[-1] = replace(found[-1], end=max(turn.start, found[-1].start))
            found.append(Visit(turn.stage, turn.index, turn.index, turn.start, turn.end))
    return tuple(found)


def spent(span: Span, stands: Sequence[Span]) -> float:
    """Seconds of this span during which the clock ran."""
    start, end = span
    return max(0.0, end - start) - sum(max(0.0, min(end, until) - max(start, since)) for since, until in stands)


def unheard(turns: Sequence[Turn], wanted: Sequence[str], stays: Sequence[Visit], plan: float, stands: Sequence[Span]) -> tuple[str, ...]:
    """Who of those `wanted` had not spoken when 60 % of the stage's planned time had gone by; nobody if it ended before."""
    left = HEARD_BY * plan
    limit = None
    for stay in stays if plan else ():
        length = spent((stay.start, stay.end), stands)
        if length >= left:
            limit = _reached(stay.start, left, stands)
            break
        left -= length
    if limit is None:
        return ()
    heard = {turn.person for turn in turns if turn.start < limit}
    return tuple(name for name in wanted if name not in heard)


def _reached(start: float, seconds: float, stands: Sequence[Span]) -> float:
    """The moment at which the clock has run for so many seconds since `start`."""
    for since, until in stands:
        if until <= start or since >= start + seconds:
            continue
        seconds += until - max(since, start)
    return start + seconds
