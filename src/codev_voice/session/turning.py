"""From what was heard, corrected and cut to turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from codev_voice.session.events import FACILITATOR, Corrected, Cut, Event, Heard, Unknown
from codev_voice.session.values import Piece, Turn


def pieces_of(events: Sequence[Event | Unknown]) -> tuple[Piece, ...]:
    """The pieces as they stand, in the order in which they were heard: said by the voice last given, a new turn after a cut."""
    voices: dict[str, Corrected] = {}
    cuts: set[str] = set()
    for event in events:
        if isinstance(event, Corrected):
            former = voices.get(event.piece)
            if former is None or event.by == FACILITATOR or former.by != FACILITATOR:
                voices[event.piece] = event
        elif isinstance(event, Cut):
            cuts.add(event.after)
    pieces: list[Piece] = []
    for event in events:
        if isinstance(event, Heard):
            piece = event.piece
            if piece.id in voices:
                piece = replace(piece, voice=voices[piece.id].voice)
            if pieces and pieces[-1].id in cuts:
                piece = replace(piece, opens=True)
            pieces.append(piece)
    return tuple(pieces)


def turns_of(pieces: Sequence[Piece]) -> tuple[Turn, ...]:
    """Pieces joined into turns: a new one starts where the voice changes, or where the piece says so."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and not piece.opens and groups[-1][-1].voice == piece.voice:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(turn_of(group, index) for index, group in enumerate(groups))


def turn_of(pieces: Sequence[Piece], index: int) -> Turn:
    """The turn that these pieces make (at least one)."""
    first = pieces[0]
    text = first.text
    for piece in pieces[1:]:
        text = f"{text} {piece.text}".strip()
    return Turn(
        index=index,
        start=first.start,
        end=max(piece.end for piece in pieces),
        voice=first.voice,
        text=text,
        role=first.role,
        channel=first.channel,
        words=tuple(word for piece in pieces for word in piece.words),
        pieces=tuple(piece.id for piece in pieces),
        estimated=any(piece.estimated for piece in pieces),
    )
