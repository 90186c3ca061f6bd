"""The client's documents of a session: as they stand, and what people do to them, on disk or while it is held.

Until somebody touches them they are drafted when they are read; from the first change on, the drafts are in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from codev_voice.companion.copies import drop_copies, drop_handed, undisturbed
from codev_voice.companion.opening import check_ended
from codev_voice.documents.approval import papers
from codev_voice.documents.changing import Change, draft_event, event_of
from codev_voice.documents.drafting import draft
from codev_voice.documents.handing import barred
from codev_voice.documents.render.filing import folder_for
from codev_voice.documents.sheet import Audience, Document, Sheet, Status
from codev_voice.documents.sheets import blank, sheets_of
from codev_voice.documents.values import Documents
from codev_voice.errors import SessionError, SettingsError
from codev_voice.method.consultations import split
from codev_voice.session.events import AFTER, CLIENT, FACILITATOR, Ended, Event, Heard, Unknown
from codev_voice.session.folder import Folder, existing, writing
from codev_voice.session.journal import Journal, read_events
from codev_voice.session.paper_cutting import PaperEvent, is_paper, without_papers
from codev_voice.session.paper_events import Drafted, Refused, Shared
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Session

if TYPE_CHECKING:
    from codev_voice.companion.desk import Act

Events = Sequence[Event | Unknown]
Left = Callable[[Events], list[Event | Unknown | None]]
Key = tuple[int, str]
"""A document of a session: its consultation, counted from 0, and its name."""


class Book(Protocol):
    """A journal that somebody holds, with what it makes."""

    @property
    def order(self) -> AbstractContextManager[object]:
        """Held, nobody else writes."""

    @property
    def folder(self) -> Folder:
        """That of the journal."""

    @property
    def events(self) -> Events:
        """The journal's."""

    @property
    def session(self) -> Session:
        """Their fold."""

    @property
    def seance(self) -> Seance:
        """The settings."""

    def keep(self, *events: Event) -> None:
        """Append to the journal."""

    def rewrite(self, left: Left, *events: Event) -> None:
        """Write the journal anew with what is left of its events, and these after them."""


def sheets(path: Path) -> tuple[Sheet, ...]:
    """The three documents of each consultation of a session, as they stand.

    Raises:
        SessionError: no session there, damaged, or nothing was heard in it yet.
        SettingsError: its `seance.toml` is wrong.
        MachineError: it cannot be read.
    """
    folder = existing(path)
    events, seance = read_events(folder.journal), folder.settings()
    session = fold(events, seance)
    if not session.turns and not any(isinstance(event, Ended) or is_paper(event) for event in events):
        raise SessionError(
            f"La séance {folder.name} n'a pas encore été entendue jusqu'au bout", "relancez la commande « codev-voice hear » d'origine"
        )
    return present(events, session, seance)


def do(path: Path, *changes: Change) -> tuple[Sheet, ...]:
    """Write these changes, all or none, and give the documents as they then stand.

    Raises:
        SessionError: no such session, it is being written, it has not been heard to its end, or a change cannot be made (`event_of`).
        SettingsError: a change names what is not there.
        MachineError: the journal cannot be written.
    """
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "relisez ses documents")
        seance = folder.settings()
        session = fold(journal.events, seance)
        first = missing(journal.events, session, seance)
        known = [*journal.events, *first]
        made = _made(known, session, seance, changes)
        _write(folder, [*first, *made], _unshared(known, made, session, seance), journal.append, journal.rewrite)
        return papers(journal.events, session, seance)


def apply(book: Book, *changes: Change) -> None:
    """The same for a session that is held; only the documents touched are drafted now, the others when their stage ends.

    Raises:
        SessionError, SettingsError, MachineError: as `do`.
    """
    touched = {(change.consultation, change.document) for change in changes}
    with book.order:
        first = missing(book.events, book.session, book.seance, touched)
        known = [*book.events, *first]
        made = _made(known, book.session, book.seance, changes)
        _write(book.folder, [*first, *made], _unshared(known, made, book.session, book.seance), book.keep, book.rewrite)


def present(events: Events, session: Session, seance: Seance) -> tuple[Sheet, ...]:
    """All documents as they stand, those that the journal does not hold yet as they would be drafted now."""
    return papers([*events, *missing(events, session, seance)], session, seance)


def missing(events: Events, session: Session, seance: Seance, only: Collection[Key] | None = None) -> tuple[Drafted, ...]:
    """The drafts that the journal does not hold: all of them, or those of these documents `only`."""
    if not undrafted(events, session, only):
        return ()
    held = _held(events)
    found = (event for event in proposals(events, session, seance) if key_of(event) not in held)
    return tuple(event for event in found if only is None or key_of(event) in only)


def undrafted(events: Events, session: Session, only: Collection[Key] | None = None) -> bool:
    """Whether the journal may lack drafts, all documents of a session considered, or these `only`."""
    count = len(session.consultations) or 1
    wanted = only if only is not None else [(at, document) for at in range(count) for document in Document]
    return not _held(events).issuperset(wanted) or not (session.consultations or not session.turns)


def redrafted(events: Events, seance: Seance) -> tuple[Drafted, ...]:
    """What the drafts of a journal must become once the session has been corrected or cut; nothing when it holds none, or no speech."""
    held = {key_of(event) for event in events if isinstance(event, Drafted)}
    return changed(events, fold(events, seance), seance, held) if held else ()


def changed(
    events: Events,
    session: Session,
    seance: Seance,
    only: Collection[Key] | None = None,
    *,
    by: str = AFTER,
    t: float | None = None,
    drafts: tuple[Documents, ...] = (),
) -> tuple[Drafted, ...]:
    """The proposals (those `only`) that differ from what the journal last drafted, and consultations that there are not after all.

    Nothing changes without speech to draft from: the documents outlive it. Documents approved or refused stay as they are. `drafts` are
    those of `parts_of(session)` when somebody else than the extraction had a part in them.
    """
    if not session.turns:
        return ()
    last = {key_of(event): event for event in events if isinstance(event, Drafted)}
    done = {Status.APPROVED, Status.REFUSED}
    closed = {(sheet.consultation, str(sheet.document)) for sheet in papers(events, session, seance) if sheet.status in done}
    fresh = {key_of(event): event for event in proposals(events, session, seance, by=by, t=t, drafts=drafts)}
    wanted = fresh.keys() if only is None else fresh.keys() & set(only)
    gone = [event for key, event in last.items() if key not in fresh and key not in closed and not event.void]
    return (
        *(fresh[key] for key in sorted(wanted - closed) if not _same(fresh[key], last.get(key))),
        *(Drafted(consultation=event.consultation, document=event.document, void=True, by=by, t=t) for event in gone),
    )


def proposals(
    events: Events, session: Session, seance: Seance, *, by: str = AFTER, t: float | None = None, drafts: tuple[Documents, ...] = ()
) -> tuple[Drafted, ...]:
    """The drafts of all documents, as what was heard makes them now, or the `drafts` given."""
    parted = parts_of(session)
    said = {event.id: event.text for event in events if isinstance(event, Heard)}
    found = sheets_of(drafts or draft(parted, seance) or (blank(seance),), parted, seance, said)
    return tuple(draft_event(sheet, by, t) for sheet in found)


def parts_of(session: Session) -> Session:
    """The session with its consultations told apart, while it is not judged whole yet."""
    return session if session.consultations else replace(session, consultations=split(session.turns, session.people))


def key_of(event: PaperEvent) -> Key:
    """The document that an event is about."""
    return event.consultation, event.document


def change_of(act: Act) -> Change:
    """What an act of the page (« paper_edit »…) changes.

    Raises:
        SettingsError: it names no document.
    """
    if act.document is None:
        raise SettingsError("On ne sait pas de quel document il s'agit", "rechargez la page")
    return Change(
        act.act.removeprefix("paper_"),  # type: ignore[arg-type] # its kinds are those of the acts
        act.document,
        act.consultation,
        entry=act.entry,
        text=act.text,
        details=act.details,
        person=act.person,
        part=act.part,
        order=act.order,
        mark=act.mark,
        audience=act.audience,
        entries=act.entries,
        digest=act.digest,
        by=CLIENT if act.as_client else FACILITATOR,
    )


def _held(events: Events) -> set[Key]:
    return {key_of(event) for event in events if isinstance(event, Drafted | Refused)}


def _made(events: Events, session: Session, seance: Seance, changes: Sequence[Change]) -> list[Event]:
    """The events of these changes, each made to the documents as the former left them."""
    held, new = [event for event in events if is_paper(event)], list[Event]()
    for change in changes:
        found = papers([*held, *new], session, seance)
        sheet = next((one for one in found if (one.consultation, str(one.document)) == (change.consultation, change.document)), None)
        if sheet is None:
            raise SettingsError("Ce document n'existe pas dans cette séance", "rechargez la page")
        new.append(event_of(sheet, change))
    return new


def _unshared(known: Events, new: Sequence[Event], session: Session, seance: Seance) -> frozenset[Audience]:
    """From whom she takes something back."""
    if not any(isinstance(event, Shared) for event in new):
        return frozenset()
    return barred(papers(known, session, seance), papers([*known, *new], session, seance))


def _write(
    folder: Folder,
    new: Sequence[Event],
    gone: Collection[Audience],
    append: Callable[..., object],
    rewrite: Callable[..., object],
) -> None:
    """Append these events; when a document is refused, all that is known of it is erased in the same writing, its copies first.

    The copies made for those from whom she took something back (`gone`) go before it is written too.
    """
    refused = {key_of(event) for event in new if isinstance(event, Refused)}
    if refused:
        left = [event for event in new if isinstance(event, Refused) or not is_paper(event) or key_of(event) not in refused]
        with undisturbed(folder):
            drop_copies(folder)
            rewrite(lambda events: without_papers(events, refused), *left)
    elif gone:
        with undisturbed(folder):
            drop_handed(folder, map(folder_for, gone))
            append(*new)
    elif new:
        append(*new)


def _same(one: Drafted, other: Drafted | None) -> bool:
    """Whether both propose the same, whoever made them and whenever."""
    if other is None:
        return False
    return msgspec.structs.replace(one, seq=other.seq, t=other.t, at=other.at, by=other.by) == other
