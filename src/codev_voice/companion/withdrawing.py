"""What is taken out of a session that is over: a passage, or all that somebody said.

Words, sound, what was noticed and drafted of them are really gone from every file of the folder; what was exported there is made again
at will. What the client approved is hers: it stays, and no longer cites what is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from codev_voice.companion.copies import drop_copies, undisturbed
from codev_voice.companion.live.rows import passage
from codev_voice.companion.opening import check_ended
from codev_voice.companion.papers import present, redrafted
from codev_voice.companion.understanding import conclusions
from codev_voice.errors import SettingsError
from codev_voice.session.cutting import passages, without
from codev_voice.session.events import (
    FACILITATOR,
    Consent,
    ConsentWithdrawn,
    Counted,
    Event,
    Figures,
    Followed,
    Forgotten,
    Unknown,
    VoiceNamed,
)
from codev_voice.session.folder import Folder, existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.names import compared
from codev_voice.session.paper_events import Added, Approved, Drafted, Edited
from codev_voice.session.papers import PaperLine
from codev_voice.session.state import fold
from codev_voice.session.values import Session
from codev_voice.sound.segments import erase

AROUND = 0.3
"""Seconds around what somebody said that are silenced with it, when all of it goes: breaths, and words cut at their edges."""


@dataclass(frozen=True)
class TakenOut:
    """What was taken out of a session: passages, seconds of sound, sentences noticed, lines of documents.

    `approved` are the documents that the client had approved: they are hers, and stay.
    """

    person: str
    passages: int
    seconds: float
    notices: int
    lines: int
    approved: int


def cut(path: Path, piece: str) -> None:
    """Take out the turn of this piece.

    Raises:
        SettingsError: it is not there any more.
        SessionError: no such session, it is being written, or it has not been heard to its end.
        MachineError: the disk refuses.
    """
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "coupez ce passage")
        turn = passage(fold(journal.events, folder.settings()), piece)
        pieces = set(turn.pieces)
        with undisturbed(folder):
            wipe(folder, (turn.start, turn.end))
            journal.erase(pieces, *passages(journal.events, pieces))
        _follow(folder, journal)


def withdraw(path: Path, person: str) -> TakenOut:
    """Take out all that this person (a name, or the label of a voice) said, and keep that she withdrew.

    Raises:
        SettingsError: nobody bears this name in the session.
        SessionError: no such session, it is being written, or it has not been heard to its end.
        MachineError: the disk refuses.
    """
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "recommencez")
        session = fold(journal.events, folder.settings())
        name = _named(session, journal.events, folder, person)
        turns = [turn for turn in session.turns if name in {turn.person, turn.voice}]
        pieces = {piece for turn in turns for piece in turn.pieces}
        labels = {turn.voice for turn in turns} | {voice.label for voice in session.voices if voice.person == name}
        before = list(journal.events)
        lines = _lines(before, folder)
        proof = (Consent(given=False, person=name, by=FACILITATOR), ConsentWithdrawn(person=name, by=FACILITATOR))
        with undisturbed(folder):
            wipe(folder, *((turn.start - AROUND, turn.end + AROUND) for turn in turns))
            journal.rewrite(
                lambda events: _without_person(without(events, pieces), name, labels),
                *(proof if name not in session.withdrawn else ()),
                *passages(before, pieces),
                Forgotten(person=name, by=FACILITATOR),
            )
        _follow(folder, journal)
        return TakenOut(
            person=name,
            passages=len(turns),
            seconds=sum(turn.end - turn.start for turn in turns),
            notices=sum(len(turn.notices) for turn in turns),
            lines=len(lines - _lines(journal.events, folder)),
            approved=_approved(journal.events),
        )


def wipe(folder: Folder, *spans: tuple[float, float]) -> None:
    """Silence the sound of these spans, and take away what was made of it; as for `drop_copies`, the caller holds the copies.

    Raises:
        SessionError: the session's key is not there.
        MachineError: the disk refuses.
    """
    drop_copies(folder)
    erase(folder.sound, *spans)


def _follow(folder: Folder, journal: Journal) -> None:
    """All that is made of what was said is made again of what is left."""
    seance = folder.settings()
    judged = conclusions(journal.events, seance)
    new = (*judged, *redrafted([*journal.events, *judged], seance))
    if new:
        journal.append(*new)


def _named(session: Session, events: Sequence[Event | Unknown], folder: Folder, wanted: str) -> str:
    """The person or voice of this name, as it is written in the session."""
    names = {
        *(person.name for person in (*session.people, *session.joined, *folder.settings().people)),
        *(voice.person or voice.label for voice in session.voices),
        *(event.person for event in events if isinstance(event, ConsentWithdrawn)),
    }
    plain = compared(wanted)
    found = next((name for name in sorted(names) if compared(name) == plain), None)
    if found is None:
        raise SettingsError(f"Personne ne s'appelle « {wanted} » dans cette séance", f"choisissez parmi {', '.join(sorted(names))}")
    return found


def _without_person(events: Sequence[Event | Unknown | None], name: str, labels: Collection[str]) -> list[Event | Unknown | None]:
    """The events without who these voices are, nor the lines of documents that are said to be this person's, unless they were approved."""
    approved = {(event.consultation, event.document, line.id) for event in events if isinstance(event, Approved) for line in event.entries}

    def goes(event: Drafted | Edited | Added, line: PaperLine) -> bool:
        return line.person == name and (event.consultation, event.document, line.id) not in approved

    def less(event: Event | Unknown | None) -> Event | Unknown | None:
        match event:
            case VoiceNamed(voice=voice, person=person) if voice in labels or person == name:
                return None
            case Followed(person=person) if person == name:
                return None
            case Figures() | Counted():  # they count what she said
                return None
            case Drafted(entries=lines):
                return msgspec.structs.replace(event, entries=tuple(line for line in lines if not goes(event, line)))
            case Edited(line=line) | Added(line=line) if goes(event, line):
                return None
            case _:
                return event

    return [less(event) for event in events]


def _lines(events: Sequence[Event | Unknown], folder: Folder) -> set[tuple[int, str, str]]:
    """The lines of the documents as they stand, whether the journal holds their drafts or not."""
    seance = folder.settings()
    shown = present(events, fold(events, seance), seance)
    return {(sheet.consultation, str(sheet.document), entry.id) for sheet in shown for entry in (*sheet.entries, *sheet.removed)}


def _approved(events: Sequence[Event | Unknown]) -> int:
    return len({(event.consultation, event.document) for event in events if isinstance(event, Approved)})
