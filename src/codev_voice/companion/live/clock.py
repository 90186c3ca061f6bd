"""How long the session has been in each stage: the clock stops « hors micro » and where no sound came at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from codev_voice.session.seance import Seance
from codev_voice.session.timetable import planned
from codev_voice.session.values import Entry, Session, Stage, Stretch
from codev_voice.sound.segments import CALL, MICRO

Span = tuple[float, float]


def stopped(session: Session, t: float) -> tuple[Span, ...]:
    """The stretches up to `t` during which the clock stands, in order, apart from each other.

    What is missing of one side alone does not stop it: the others go on.
    """
    missing = {side: [_span(gap, t) for gap in session.gaps if gap.channel in {side, ""}] for side in (MICRO, CALL)}
    both = [(max(a, c), min(b, d)) for a, b in missing[MICRO] for c, d in missing[CALL]]
    return _apart([*(_span(pause, t) for pause in session.pauses), *both])


def elapsed(session: Session, t: float) -> float:
    """Seconds of the session up to `t`."""
    return max(0.0, t - sum(end - start for start, end in stopped(session, t)))


def entries(session: Session, seance: Seance) -> tuple[Entry, ...]:
    """The changes of stage by the clock, from the first moment on."""
    first = Entry(0.0, Stage.RETURN if seance.stage0 else Stage.ACCOUNT)
    return session.entries if session.entries and session.entries[0].t <= 0 else (first, *session.entries)


def run(session: Session, seance: Seance) -> tuple[Entry, ...]:
    """The changes of stage of the consultation under way: another one begins where, after the end, a client tells again."""
    found: list[Entry] = []
    for entry in entries(session, seance):
        if found and seance.consultations > 1 and entry.stage <= Stage.ACCOUNT and any(one.stage >= Stage.SYNTHESIS for one in found):
            found = []
        found.append(entry)
    return tuple(found)


def minutes(session: Session, seance: Seance) -> dict[Stage, float]:
    """Minutes planned for each stage of the consultation under way; a second one has no stage 0."""
    first = run(session, seance)[0] == entries(session, seance)[0]
    return planned(seance if first else replace(seance, stage0=False))


def spent(session: Session, seance: Seance, t: float) -> dict[Stage, float]:
    """Seconds that the consultation under way has spent in each stage, up to `t`."""
    found = dict.fromkeys(Stage, 0.0)
    stands = stopped(session, t)
    known = run(session, seance)
    for at, entry in enumerate(known):
        until = min(t, known[at + 1].t if at + 1 < len(known) else t)
        if until > entry.t:
            still = sum(max(0.0, min(until, end) - max(entry.t, start)) for start, end in stands)
            found[entry.stage] += until - entry.t - still
    return found


def _span(stretch: Stretch, t: float) -> Span:
    return min(stretch.start, t), min(t if stretch.end is None else stretch.end, t)


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
