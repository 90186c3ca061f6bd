"""A passage taken out: what the journal keeps of it, and what it loses."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from codev_voice.session.events import (
    FACILITATOR,
    ConsultationOpened,
    Corrected,
    Counted,
    Cut,
    Event,
    Heard,
    KeptForNotes,
    NoticeAnswered,
    Noticed,
    Opined,
    RoleChanged,
    StageMoved,
    Started,
    Unknown,
    VoiceNamed,
)
from codev_voice.session.paper_cutting import PaperCut, is_paper
from codev_voice.session.turning import pieces_of

_NUMBERED = re.compile(r"p(\d{1,9})")
_ROUND = 1000


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
        found[-1] = msgspec.structs.replace(found[-1], last=_rounded(last))
    return tuple(found)


def moved(cut: Cut, after: str) -> Cut:
    """The same cut, after another piece; one of an earlier version, whose `last` told how many pieces there were, no longer does."""
    return msgspec.structs.replace(cut, after=after, last=_rounded(cut.last))


def _rounded(piece: str) -> str:
    """The id that ends the thousand of this piece's; "" for one without a number, after which nothing more will be heard."""
    found = _NUMBERED.fullmatch(piece)
    return f"p{int(found[1]) // _ROUND * _ROUND + _ROUND - 1:06d}" if found else ""


def next_number(events: Sequence[Event | Unknown]) -> int:
    """The first number that no piece of a live session (« p000041 ») ever bore: what was said of one that was cut is of no other.

    >>> next_number([Cut(after="p000003", last="p000999")])
    1000
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

    The moves of the session stay, which say nothing of what was said; so do earlier cuts, after the piece that is now before them. Who a
    voice is goes with its last piece, and the role that is guessed of somebody with hers: they would say whose the passage was. What the
    client's documents lose is said in `paper_cutting`.
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
    unheard = _Unheard(events, pieces)
    for event in events:
        if is_paper(event):
            kept.append(papers.left(event))
        elif _holds(event, pieces) or unheard.names(event):
            kept.append(None)
        elif isinstance(event, Cut):
            kept.append(moved(event, before.get(event.after, event.after)))
        else:
            kept.append(event)
    return kept


class _Unheard:
    """Whom nothing is heard of once these pieces are erased."""

    def __init__(self, events: Sequence[Event | Unknown], pieces: Collection[str]) -> None:
        self._voices = {piece.voice for piece in pieces_of(events) if piece.id not in pieces}
        persons = (event.person for event in events if isinstance(event, VoiceNamed) and event.voice in self._voices)
        self._people = {*self._voices, *persons}
        self._began = {event.seq + 1 for event in events if isinstance(event, Started)}

    def names(self, event: Event | Unknown) -> bool:
        """Whether the event says who such a voice is, or guesses the role of such a person.

        Whose microphone it is, known as the recording begins, says nothing of what was heard.
        """
        match event:
            case VoiceNamed(voice=voice, seq=seq):
                return voice not in self._voices and seq not in self._began
            case RoleChanged(person=person, by=by):
                return by != FACILITATOR and person not in self._people
            case _:
                return False


def _holds(event: Event | Unknown, pieces: Collection[str]) -> bool:
    match event:
        case Heard(id=piece):
            return piece in pieces
        case Noticed(piece=piece) | Opined(piece=piece) | NoticeAnswered(piece=piece) | Corrected(piece=piece) | KeptForNotes(piece=piece):
            return piece in pieces
        case ConsultationOpened(piece=first, last=last):  # made again of what is left; else its end would tell how much went
            return first in pieces or last in pieces
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
