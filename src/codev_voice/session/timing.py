"""The session by the clock: where it stands still, where it goes on by hand, and when its stages change."""

from __future__ import annotations

from collections.abc import Iterable

from codev_voice.session.seance import Seance
from codev_voice.session.values import Entry, Session, Stage, Stretch

Span = tuple[float, float]
"""From one moment to another, in seconds."""


def standing(session: Session, t: float) -> tuple[Span, ...]:
    """The spans up to `t` during which the clock stands, in order and apart: « hors micro », and where no side was heard.

    What is missing of one side alone does not stop it: the others go on. Nor does what is followed by hand, though nothing is heard.
    """
    missing: dict[str, list[Span]] = {}
    for gap in session.gaps:
        missing.setdefault(gap.channel, []).append(_until(gap, t))
    silent = missing.pop("", [])
    first, *others = missing.values() if len(missing) > 1 else ((),)
    silent += [(max(start, since), min(end, until)) for start, end in first for other in others for since, until in other]
    return minus(joined([*(_until(pause, t) for pause in session.pauses), *silent]), by_hand(session, t))


def by_hand(session: Session, t: float) -> tuple[Span, ...]:
    """The spans up to `t` that were followed by hand."""
    return joined(_until(stretch, t) for stretch in session.by_hand)


def entries(session: Session, seance: Seance) -> tuple[Entry, ...]:
    """The changes of stage by the clock, from the first moment on."""
    first = Entry(0.0, Stage.RETURN if seance.stage0 else Stage.ACCOUNT)
    return session.entries if session.entries and session.entries[0].t <= 0 else (first, *session.entries)


def runs(session: Session, seance: Seance) -> tuple[tuple[Entry, ...], ...]:
    """The changes of stage of each consultation: another one begins where, after the end, a client tells again."""
    found: list[list[Entry]] = [[]]
    for entry in entries(session, seance):
        if seance.consultations > 1 and entry.stage <= Stage.ACCOUNT and any(one.stage >= Stage.SYNTHESIS for one in found[-1]):
            found.append([])
        found[-1].append(entry)
    return tuple(tuple(run) for run in found)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time, in order and apart.

    >>> joined([(5, 6), (0, 2), (1, 3), (4, 4)])
    ((0, 3), (5, 6))
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def minus(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """The spans without these holes.

    >>> minus([(0, 10), (20, 30)], [(5, 22)])
    ((0, 5), (22, 30))
    """
    left = list(spans)
    for since, until in holes:
        left = [piece for start, end in left for piece in ((start, min(end, since)), (max(start, until), end)) if piece[0] < piece[1]]
    return tuple(left)


def shared(span: Span, spans: Iterable[Span]) -> float:
    """Seconds of this span that are in these, which are apart.

    >>> shared((0, 10), [(2, 4), (8, 20)])
    4
    """
    start, end = span
    return sum(max(0.0, min(end, until) - max(start, since)) for since, until in spans)


def _until(stretch: Stretch, t: float) -> Span:
    return min(stretch.start, t), min(t if stretch.end is None else stretch.end, t)
