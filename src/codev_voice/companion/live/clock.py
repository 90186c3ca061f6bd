"""How long the session has been in each stage: the clock stops « hors micro » and where no sound came at all."""

from __future__ import annotations

from dataclasses import replace

from codev_voice.session.seance import Seance
from codev_voice.session.timetable import planned
from codev_voice.session.timing import by_hand, entries, runs, shared, standing
from codev_voice.session.values import Entry, Session, Stage


def elapsed(session: Session, t: float) -> float:
    """Seconds of the session up to `t`."""
    return max(0.0, t - sum(end - start for start, end in standing(session, t)))


def run(session: Session, seance: Seance) -> tuple[Entry, ...]:
    """The changes of stage of the consultation under way."""
    return runs(session, seance)[-1]


def minutes(session: Session, seance: Seance) -> dict[Stage, float]:
    """Minutes planned for each stage of the consultation under way; a second one has no stage 0."""
    first = run(session, seance)[0] == entries(session, seance)[0]
    return planned(seance if first else replace(seance, stage0=False))


def spent(session: Session, seance: Seance, t: float) -> dict[Stage, float]:
    """Seconds that the consultation under way has spent in each stage, up to `t`."""
    found = dict.fromkeys(Stage, 0.0)
    stands = standing(session, t)
    for start, end, stage in _stays(session, seance, t):
        found[stage] += end - start - shared((start, end), stands)
    return found


def unheard(session: Session, seance: Seance, t: float) -> frozenset[Stage]:
    """The stages of which something was followed by hand, up to `t`: who spoke there, nobody here knows."""
    hands = by_hand(session, t)
    return frozenset(stage for start, end, stage in _stays(session, seance, t) if shared((start, end), hands))


def _stays(session: Session, seance: Seance, t: float) -> list[tuple[float, float, Stage]]:
    known = run(session, seance)
    ends = [*(entry.t for entry in known[1:]), t]
    return [(entry.t, min(t, end), entry.stage) for entry, end in zip(known, ends, strict=True) if min(t, end) > entry.t]
