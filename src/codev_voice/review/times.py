"""Time by stage: planned, spent, returns and breaks; the clock stands still « hors micro » and in breaks."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from codev_voice.review.values import Visit
from codev_voice.session.seance import Seance
from codev_voice.session.timetable import planned
from codev_voice.session.timing import Span, entries, joined, runs, shared, standing
from codev_voice.session.timing import by_hand as hands
from codev_voice.session.values import Session, Stage, Turn

BREAK = 90.0  # seconds without a word, once a break has been called
LATE = 30.0  # seconds that people still speak after it has been
HEARD_BY = 0.6  # share of a stage's planned time from which who has not been heard is told

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
    return joined([*standing(session, session.duration), *breaks(session)])


def breaks(session: Session) -> tuple[Span, ...]:
    """Breaks that somebody called: a long silence after it was said, in which nothing was followed by hand."""
    spans = hands(session, session.duration)
    return tuple(
        (before.end, after.start)
        for before, after in pairwise(session.turns)
        if after.start - before.end >= BREAK
        and any(_CALLED.search(turn.text) for turn in session.turns[max(0, before.index - 3) : after.index] if before.end - turn.end < LATE)
        and not shared((before.end, after.start), spans)
    )


def by_hand(session: Session, seance: Seance) -> tuple[Visit, ...]:
    """The passages through the stages that were followed by hand, by the facilitator's clicks: nobody was heard."""
    known = entries(session, seance)
    ends = [*(entry.t for entry in known[1:]), session.duration]
    spans = hands(session, session.duration)
    return tuple(
        Visit(entry.stage, position, position - 1, max(start, entry.t), min(end, until))
        for entry, until in zip(known, ends, strict=True)
        for start, end in spans
        if max(start, entry.t) < min(end, until)
        for position in [sum(turn.start < max(start, entry.t) for turn in session.turns)]
    )


def begun_by_hand(session: Session, seance: Seance) -> float:
    """When another consultation began while nothing was heard; infinity if none did."""
    spans = hands(session, session.duration)
    later = (run[0].t for run in runs(session, seance)[1:])
    return next((t for t in later if any(start <= t < end for start, end in spans)), math.inf)


def visits(session: Session, first: int, last: int, wordless: Sequence[Visit] = ()) -> tuple[Visit, ...]:
    """The passages through the stages from turn `first` to turn `last`, and through those without a word; each lasts until the next one."""
    spoken = [
        Visit(turn.stage, turn.index, turn.index, turn.start, turn.end)
        for turn in session.turns[first : last + 1]
        if turn.stage is not None
    ]
    found: list[Visit] = []
    for visit in sorted((*spoken, *wordless), key=lambda visit: visit.start) if wordless else spoken:
        if found and found[-1].stage is visit.stage:
            found[-1] = _longer(found[-1], visit)
        else:
            if found:
                found[-1] = replace(found[-1], end=max(visit.start, found[-1].start))
            found.append(visit)
    return tuple(found)


def _longer(visit: Visit, more: Visit) -> Visit:
    turns = [one for one in (visit, more) if one.wordy]
    first, last = (turns[0].first, turns[-1].last) if turns else (visit.first, visit.last)
    return replace(visit, first=first, last=last, end=max(visit.end, more.end))


def spent(span: Span, stands: Sequence[Span]) -> float:
    """Seconds of this span during which the clock ran."""
    return max(0.0, span[1] - span[0]) - shared(span, stands)


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
