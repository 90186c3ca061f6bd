"""Consent, « hors micro », missing sound, passages kept or taken out, what was destroyed, according to the journal."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from codev_voice.session.events import (
    FACILITATOR,
    Consent,
    ConsentWithdrawn,
    Cut,
    Ended,
    Event,
    Expired,
    Forgotten,
    Gap,
    Heard,
    KeptForNotes,
    Paused,
    Resumed,
    StageMoved,
    Started,
    Unknown,
)
from codev_voice.session.values import Stretch


def consents_of(events: Sequence[Event | Unknown]) -> dict[str, bool]:
    """The last answer of each person; "" is the whole group's."""
    return {event.person or "": event.given for event in events if isinstance(event, Consent)}


def withdrawn_of(events: Sequence[Event | Unknown]) -> frozenset[str]:
    """Who withdrew, and did not agree again since."""
    standing = consents_of(events)
    return frozenset(event.person for event in events if isinstance(event, ConsentWithdrawn) and standing.get(event.person) is not True)


def forgotten_of(events: Sequence[Event | Unknown]) -> frozenset[str]:
    """Those whose words were taken out."""
    return frozenset(event.person for event in events if isinstance(event, Forgotten))


def erased_of(events: Sequence[Event | Unknown]) -> dict[str, datetime.datetime | None]:
    """What was destroyed when it was due (words of `retention.What`), and when."""
    return {what: event.at for event in events if isinstance(event, Expired) for what in event.what}


def pauses_of(events: Sequence[Event | Unknown]) -> tuple[Stretch, ...]:
    """« Hors micro », in order; the last one has no end while it lasts."""
    found: list[Stretch] = []
    for event in events:
        lasting = bool(found) and found[-1].end is None
        if isinstance(event, Paused) and not lasting and event.t is not None:
            found.append(Stretch(event.t))
        elif isinstance(event, Resumed) and lasting and event.t is not None:
            found[-1] = Stretch(found[-1].start, max(found[-1].start, event.t))
    return tuple(found)


def by_hand_of(events: Sequence[Event | Unknown]) -> tuple[Stretch, ...]:
    """Where the stages were followed by hand, nothing being heard, in order; the last one has no end while it lasts.

    From the beginning until the listening began, if the facilitator clicked a stage by then; « hors micro », from a refusal on.
    """
    found = _at_the_door(events)
    paused = False
    answers: dict[str | None, bool] = {}
    for event in events:
        if isinstance(event, Ended):
            break
        if not isinstance(event, Consent | Paused | Resumed) or event.t is None:
            continue
        if isinstance(event, Consent):
            answers[event.person] = event.given
        else:
            paused = isinstance(event, Paused)
        lasting = bool(found) and found[-1].end is None
        if lasting and isinstance(event, Resumed):
            found[-1] = Stretch(found[-1].start, max(found[-1].start, event.t))
        elif not lasting and paused and False in answers.values():
            found.append(Stretch(event.t))
    return tuple(found)


def _at_the_door(events: Sequence[Event | Unknown]) -> list[Stretch]:
    """Until the listening began, if a stage was clicked by then."""
    clicked = False
    for event in events:
        if isinstance(event, Started | Heard):
            return [Stretch(0.0, event.t or 0.0)] if clicked else []
        clicked |= isinstance(event, StageMoved) and not event.piece and event.by == FACILITATOR
    return [Stretch(0.0)] if clicked else []


def gaps_of(events: Sequence[Event | Unknown]) -> tuple[Stretch, ...]:
    """The sound that is missing, channel by channel."""
    return tuple(
        Stretch(max(0.0, event.t - event.seconds), event.t, event.channel)
        for event in events
        if isinstance(event, Gap) and event.t is not None
    )


def kept_of(events: Sequence[Event | Unknown], positions: Mapping[str, int]) -> frozenset[str]:
    """The pieces that somebody wants in the notes."""
    kept: dict[str, bool] = {event.piece: event.kept for event in events if isinstance(event, KeptForNotes)}
    return frozenset(piece for piece, wanted in kept.items() if wanted and piece in positions)


def cuts_of(events: Sequence[Event | Unknown], positions: Mapping[str, int]) -> tuple[int, ...]:
    """The turns (positions) before which a passage was taken out."""
    heard = {event.id for event in events if isinstance(event, Heard)}
    return tuple(sorted({positions[event.after] + 1 if event.after in heard else 0 for event in events if isinstance(event, Cut)}))
