"""From settled pieces to everything the journal holds of a session, as batches of events.

Pure and deterministic: `hear` appends these batches to a journal and, interrupted, skips those already there; `eval` folds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from codev_voice.companion.judging import Judge
from codev_voice.companion.rejudging import rejudged
from codev_voice.method.roles import guess_roles
from codev_voice.session.events import AFTER, Ended, Event, Heard, RoleChanged, Unknown, VoiceNamed
from codev_voice.session.retention import What, is_notice
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.turning import turns_of
from codev_voice.session.values import Person, Piece, Role, Session, Voice


def understand(pieces: Sequence[Piece], voices: Sequence[Voice], seance: Seance, *, seconds: float = 0.0) -> Iterator[tuple[Event, ...]]:
    """Batches of events: who the voices are, then each piece with its judgements, then the judgement of the whole."""
    naming = naming_events(pieces, voices, seance)
    events: list[Event] = list(naming)
    yield naming
    known = fold([*naming, *(Heard.of(piece) for piece in pieces)], seance)
    judge = Judge(seance, {voice.label: voice.person for voice in known.voices}, known.people)
    for piece in pieces:
        batch = judge.hear(piece)
        events += batch
        yield batch
    yield (*conclusions(events, seance), Ended(by=AFTER, seconds=seconds))


def naming_events(pieces: Sequence[Piece], voices: Sequence[Voice], seance: Seance) -> tuple[Event, ...]:
    """Who each voice is and, for people whom no roster names, the role they seem to hold."""
    names = {voice.label: voice.person for voice in voices}
    named = [VoiceNamed.of(voice) for voice in voices if voice.person]
    roster = {person.name for person in seance.people}
    strangers = {names.get(piece.voice) or piece.voice for piece in pieces} - roster
    if not strangers or any(piece.role for piece in pieces):
        return (*named, *_spoken_roles(pieces, names, roster))
    guesses = _guesses(pieces, names)
    return (*named, *(RoleChanged(person=name, role=guesses[name]) for name in sorted(strangers) if name in guesses))


def conclusions(events: Sequence[Event | Unknown], seance: Seance) -> tuple[Event, ...]:
    """What the journal gains when everything has been heard, or when a name or a role has been corrected."""
    session = fold(events, seance)
    spoken = {event.id: event.role for event in events if isinstance(event, Heard)}
    judged = rejudged(session, seance, spoken) if session.turns else ()
    if What.NOTICES in session.erased:  # what was erased after the review does not come back with a correction
        return tuple(event for event in judged if not is_notice(event))
    return judged


def _spoken_roles(pieces: Sequence[Piece], names: dict[str, str | None], roster: set[str]) -> tuple[Event, ...]:
    """Roles that the source itself gives, for people outside the roster: the first in which each speaks."""
    first: dict[str, Person] = {}
    for piece in pieces:
        name = names.get(piece.voice) or piece.voice
        if piece.role and name not in roster:
            first.setdefault(name, Person(name, piece.role))
    return tuple(RoleChanged(person=person.name, role=person.role, by="import") for person in first.values())


def _guesses(pieces: Sequence[Piece], names: dict[str, str | None]) -> dict[str, Role]:
    turns = [replace(turn, person=names.get(turn.voice)) for turn in turns_of(pieces)]
    return dict(guess_roles(turns))


def folded(pieces: Sequence[Piece], voices: Sequence[Voice], seance: Seance, *, seconds: float = 0.0) -> Session:
    """The session these pieces make, without any journal."""
    return fold([event for batch in understand(pieces, voices, seance, seconds=seconds) for event in batch], seance)
