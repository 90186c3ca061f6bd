"""What of a session must be destroyed, and from when: the sound, the transcript, what was noticed for the facilitator.

The sound goes when every document is approved or refused, else some days after the session; the transcript goes with it unless the
group chose otherwise. Until then what is needed to check and correct stays. What was noticed goes once the facilitator has read her
review, or with the transcript, which it quotes. The client's documents are not here: a draft lives until she approves or refuses it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from codev_voice.session.cutting import mentions, moved
from codev_voice.session.events import (
    Corrected,
    Cut,
    Event,
    Heard,
    KeptForNotes,
    NoticeAnswered,
    Noticed,
    Opened,
    Opined,
    Reviewed,
    Started,
    Unknown,
)
from codev_voice.session.seance import Seance

READING = datetime.timedelta(hours=12)
"""After she opened her review, how long the facilitator may go on reading before the sentences noticed are erased by themselves."""


class What(StrEnum):
    """What is destroyed by itself."""

    SOUND = "son"
    TRANSCRIPT = "transcription"
    NOTICES = "reperages"


class Why(StrEnum):
    """What makes it due: the days have passed, every document is approved or refused, the facilitator has read her review."""

    DAYS = "jours"
    SETTLED = "documents"
    REVIEWED = "relecture"


@dataclass(frozen=True, slots=True)
class Due:
    """`what` must be destroyed from `when` on."""

    what: What
    when: datetime.datetime
    why: Why


def schedule(
    events: Sequence[Event | Unknown], seance: Seance, *, sound: bool, settled: datetime.datetime | None = None
) -> tuple[Due, ...]:
    """All that is still there to be destroyed, each with its moment, those to come included.

    Args:
        events: of the session.
        seance: how long it may be kept.
        sound: whether any sound is there.
        settled: since when every document is approved or refused, None while one waits.
    """
    end = _end(events, seance, settled)
    found: list[Due] = []
    if end is not None:
        when, why = end
        gone = [What.SOUND] if sound else []
        if not seance.keep_transcript and any(isinstance(event, Heard) for event in events):
            gone.append(What.TRANSCRIPT)
        found += [Due(what, when, why) for what in gone]
    read = max((event.at for event in events if isinstance(event, Reviewed) and event.at), default=None)
    if read is not None and any(is_notice(event) for event in events):
        found.append(Due(What.NOTICES, read + READING, Why.REVIEWED))
    return tuple(found)


def ripe(schedule: Sequence[Due], now: datetime.datetime, *, read: bool = False) -> tuple[Due, ...]:
    """What must go now; `read`: she asks for it herself, and reads no longer."""
    return tuple(due for due in schedule if due.when - (READING if read and due.why is Why.REVIEWED else datetime.timedelta()) <= now)


def left(events: Sequence[Event | Unknown], what: Collection[What]) -> list[Event | Unknown | None]:
    """The events once these were destroyed, None in the place of each that holds something of them.

    Without its transcript a session keeps who agreed, its stages' times, and the client's documents: no word that was not proposed to her.
    """
    pieces = {event.id for event in events if isinstance(event, Heard)}
    return [_left(event, what, pieces) for event in events]


def _left(event: Event | Unknown, what: Collection[What], pieces: Collection[str]) -> Event | Unknown | None:
    if is_notice(event):
        return None if {What.NOTICES, What.TRANSCRIPT} & set(what) else event
    if What.TRANSCRIPT not in what:
        return event
    match event:
        case Heard() | Corrected() | KeptForNotes():
            return None
        case Cut():
            return moved(event, after="")
        case Unknown(raw=raw) if mentions(raw, pieces):
            return None
        case _:
            return event


def is_notice(event: Event | Unknown) -> bool:
    """Whether it holds what was noticed for the facilitator alone, or what was said of it."""
    return isinstance(event, Noticed | Opined | NoticeAnswered)


def _end(events: Sequence[Event | Unknown], seance: Seance, settled: datetime.datetime | None) -> tuple[datetime.datetime, Why] | None:
    """The moment from which sound and transcript have nothing to do here any more: the first of both."""
    began = _began(events)
    days = (began + datetime.timedelta(days=seance.keep_days), Why.DAYS) if began is not None else None
    if settled is not None and (days is None or settled <= days[0]):
        return settled, Why.SETTLED
    return days


def _began(events: Sequence[Event | Unknown]) -> datetime.datetime | None:
    """When the session was recorded, or brought here: the group's days are counted from there."""
    for kind in (Started, Opened):
        found = next((event.at for event in events if isinstance(event, kind) and event.at), None)
        if found is not None:
            return found
    return None
