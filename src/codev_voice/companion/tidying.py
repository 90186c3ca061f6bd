"""What is due in the sessions of this machine is really destroyed: sound, transcript, what was noticed for the facilitator."""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from codev_voice.companion.copies import drop_copies, undisturbed
from codev_voice.companion.papers import missing, present
from codev_voice.documents.approval import papers, settled, settled_at
from codev_voice.errors import CodevError, SessionError
from codev_voice.review import review_of
from codev_voice.review.keeping import counts, kept
from codev_voice.session import keys, known
from codev_voice.session.disk import guarded
from codev_voice.session.events import AFTER, FACILITATOR, Counted, Ended, Event, Expired, Figures, Opened, Reviewed, Unknown
from codev_voice.session.folder import Folder, existing, writing
from codev_voice.session.journal import Journal, read_events, utc_now
from codev_voice.session.paper_events import Approved, Refused
from codev_voice.session.retention import READING, Due, What, is_notice, left, ripe, schedule
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold


@dataclass(frozen=True)
class Tidied:
    """A session, what is due in it now, and what will be later; `day` and `title` are how people know it."""

    folder: Folder
    day: datetime.date | None
    title: str | None
    due: tuple[Due, ...]
    later: tuple[Due, ...] = ()


def look(path: Path, now: datetime.datetime, *, read: bool = True) -> Tidied:
    """What is due in this session; nothing is touched. `read`: the facilitator reads her review no longer (`retention.ripe`).

    Raises:
        SessionError: no session there, damaged, or its key is not there.
        SettingsError: its `seance.toml` is wrong.
        MachineError: it cannot be read.
    """
    folder = existing(path)
    return _tidied(folder, read_events(folder.journal), folder.settings(), now, read=read)


def apply(path: Path, now: datetime.datetime, *, read: bool = True) -> Tidied:
    """Destroy what is due in this session, and say in its journal that it was; gives what `look` would have given.

    The client's documents are drafted first if they are not yet: they are hers, and outlive the transcript.

    Raises:
        SessionError: as `look`, or another program holds it.
        SettingsError: its `seance.toml` is wrong.
        MachineError: the disk refuses.
    """
    found = look(path, now, read=read)
    if not found.due:
        return found
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        seance = folder.settings()
        found = _tidied(folder, journal.events, seance, now, read=read)
        what = {due.what for due in found.due}
        if What.SOUND in what:
            _drop_sound(folder)
        if {What.TRANSCRIPT, What.NOTICES} & what:
            journal.append(*_outliving(journal.events, seance, what))
        gone = [Expired(what=tuple(due.what for due in found.due if due.why is why), why=why, by=AFTER) for why in _whys(found.due)]
        with undisturbed(folder):
            if What.TRANSCRIPT in what:
                drop_copies(folder)
            journal.rewrite(lambda events: left(events, what), *gone)
    return found


def _outliving(events: Sequence[Event | Unknown], seance: Seance, what: Collection[What]) -> list[Event]:
    """What is kept of what goes: the group's figures, and the client's documents, which are hers."""
    session = fold(events, seance)
    found: list[Event] = [*missing(events, session, seance)] if What.TRANSCRIPT in what else []
    if session.turns:
        review = review_of(session, seance)
        found += [Figures(by=AFTER, review=kept(review))] if What.TRANSCRIPT in what else []
        found += [Counted(by=AFTER, advice=counts(review))] if What.NOTICES in what else []
    return found


def sessions() -> tuple[Path, ...]:
    """The folders of the sessions known on this machine."""
    return known.known()


def apply_all(
    now: datetime.datetime | None = None, *, but: Path | None = None, told: Callable[[Tidied], None] = lambda _: None
) -> tuple[Tidied, ...]:
    """Destroy what is due in all sessions known on this machine, `but` one; gives those in which something was.

    Each is `told` as soon as it is done: all of them may take a while, and whoever stops meanwhile leaves the others for another time.
    Nobody asked for it: what is held by another program, damaged, or behind a passphrase waits, but for the sound, whose days are in
    its files' own dates.
    """
    moment = now or utc_now()
    done: list[Tidied] = []
    for path in _known():
        if but is not None and path.resolve() == but.resolve():
            continue
        with contextlib.suppress(Exception):
            if keys.asks(path):
                _drop_old_sound(Folder(path), moment)
                continue
            tidied = apply(path, moment, read=False)
            if tidied.due:
                done.append(tidied)
                told(tidied)
    return tuple(done)


def remember(path: Path) -> None:
    """Let this session be known on this machine, so that nobody need remember it; a list that cannot be written stops nothing."""
    with contextlib.suppress(Exception):
        if path.resolve() not in known.known():
            known.remember(path)


def reviewed(path: Path) -> None:
    """The facilitator looked at her review: what was noticed for her is due to go. A session that another program holds is left as it is.

    Raises:
        MachineError: the journal cannot be written.
    """
    folder = existing(path)
    if not reading(read_events(folder.journal), utc_now()):
        return
    with contextlib.suppress(SessionError), writing(folder), Journal(folder.journal) as journal:
        journal.append(*reading(journal.events, utc_now()))


def reading(events: Sequence[Event | Unknown], now: datetime.datetime) -> tuple[Reviewed, ...]:
    """What the journal gains when she looks at her review: nothing while she goes on reading, nor without anything noticed."""
    lately = any(isinstance(event, Reviewed) and event.at is not None and now - event.at < READING for event in events)
    return () if lately or not any(is_notice(event) for event in events) else (Reviewed(by=FACILITATOR),)


def _tidied(folder: Folder, events: Sequence[Event | Unknown], seance: Seance, now: datetime.datetime, *, read: bool) -> Tidied:
    title = seance.title or next((event.title for event in events if isinstance(event, Opened)), None)
    everything = schedule(events, seance, sound=_has_sound(folder), settled=_settled(events, seance))
    due = ripe(everything, now, read=read)
    return Tidied(folder, seance.date, title, due, tuple(one for one in everything if one not in due))


def _settled(events: Sequence[Event | Unknown], seance: Seance) -> datetime.datetime | None:
    """Since when every document is approved or refused; None too while the session goes on, in which others are to come."""
    if not all(any(isinstance(event, kind) for event in events) for kind in (Ended, Approved | Refused)):
        return None
    session = fold(events, seance)
    if not settled(papers(events, session, seance)):
        return None  # nor would it be with those that the journal does not hold: nothing is drafted to know it
    return settled_at(events, present(events, session, seance))


def _has_sound(folder: Folder) -> bool:
    """What an interrupted hearing keeps is made of sound too."""
    with guarded(folder.path):
        return any(place.is_dir() and any(place.iterdir()) for place in (folder.sound, folder.work))


def _drop_sound(folder: Folder) -> None:
    """Unlinking is enough: overwriting reaches nothing on a flash disk, and what lies there is sealed."""
    for place in (folder.sound, folder.work):
        with guarded(place), contextlib.suppress(FileNotFoundError):
            shutil.rmtree(place)


def _drop_old_sound(folder: Folder, now: datetime.datetime) -> None:
    """The sound of a session whose journal cannot be opened without asking: its promised days are counted from its last file."""
    files = [file for file in folder.sound.rglob("*") if file.is_file()] if folder.sound.is_dir() else []
    last = max((file.stat().st_mtime for file in files), default=None)
    if last is None or now.timestamp() - last < datetime.timedelta(days=folder.settings().keep_days).total_seconds():
        return
    with writing(folder):
        _drop_sound(folder)


def _whys(due: Sequence[Due]) -> list[str]:
    return list(dict.fromkeys(one.why for one in due))


def _known() -> tuple[Path, ...]:
    with contextlib.suppress(CodevError):
        return known.known()
    return ()
