"""A passage taken out: what the journal keeps of it, and what it loses."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from codev_voice.session.events import (
    FACILITATOR,
    Corrected,
    Counted,
    Cut,
    Event,
    Heard,
    KeptForNotes,
    NoticeAnswered,
    Noticed,
    Opined,
    StageMoved,
    Unknown,
)
from codev_voice.session.paper_cutting import PaperCut, is_paper

_NUMBERED = re.compile(r"p(\d{1,9})")


def passages(events: Sequence[Event | Unknown], pieces: Collection[str], by: str = FACILITATOR) -> tuple[Cut, ...]:
    """What says that these pieces were taken out: one event for each stretch that they make together."""
    found: list[Cut] = []
    before, last, inside = "", "", False
    for event in events:
        if isinstance(event, Heard):
            if event.id in pieces and not inside:
                found.append(Cut(after=before, by=by))
            inside = event.id in pieces
            before, last = before if inside else event.id, event.id
    if inside:
        found[-1] = msgspec.structs.replace(found[-1], last=last)
    return tuple(found)


def next_number(events: Sequence[Event | Unknown]) -> int:
    """The first number that no piece of a live session (« p000041 ») ever bore: what was said of one that was cut is of no other.

    >>> next_number([Cut(after="p000003", last="p000041")])
    42
    """
    ids = []
    for event in events:
        match event:
            case Heard(id=piece) | Cut(last=piece) | StageMoved(piece=piece):  # a move outlives its piece
                ids.append(piece)
            case _:
                pass
    return 1 + max((int(found[1]) for piece in ids if (found := _NUMBERED.fullmatch(piece))), default=-1)


def without(events: Sequence[Event | Unknown], pieces: Collection[str]) -> list[Event | Unknown | None]:
    """The events once these pieces are erased, None in the place of each that holds something of them.

    The moves of the session stay, which say nothing of what was said; so do earlier cuts, after the piece that is now before them.
    What the client's documents lose is said in `paper_cutting`.
    """
    kept: list[Event | Unknown | None] = []
    before = {}  # of each erased piece, the one that stays before it
    last = ""
    for event in events:
        if isinstance(event, Heard):
            if event.id in pieces:
                before[event.id] = last
            else:
                last = event.id
    papers = PaperCut(events, pieces)
    for event in events:
        if is_paper(event):
            kept.append(papers.left(event))
        elif _holds(event, pieces):
            kept.append(None)
        elif isinstance(event, Cut) and event.after in before:
            kept.append(msgspec.structs.replace(event, after=before[event.after]))
        else:
            kept.append(event)
    return kept


def _holds(event: Event | Unknown, pieces: Collection[str]) -> bool:
    match event:
        case Heard(id=piece):
            return piece in pieces
        case Noticed(piece=piece) | Opined(piece=piece) | NoticeAnswered(piece=piece) | Corrected(piece=piece) | KeptForNotes(piece=piece):
            return piece in pieces
        case Counted():  # something of what is erased may have been counted, and nothing says what
            return bool(pieces)
        case Unknown(raw=raw):
            return mentions(raw, pieces)
        case _:
            return False


def mentions(value: Any, pieces: Collection[str]) -> bool:  # noqa: ANN401 - JSON of a newer version
    """Whether what a newer version wrote names one of these pieces, wherever: rather lose an event than keep what was said."""
    if isinstance(value, dict):
        return any(mentions(held, pieces) for held in value.values())
    if isinstance(value, list):
        return any(mentions(held, pieces) for held in value)
    return isinstance(value, str) and value in pieces
