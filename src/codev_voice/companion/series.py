"""The sessions of a group: when, who was client, how far her documents are, the next date.

They are found in the list that this machine keeps, and in folders given. One that cannot be opened is told with what its settings say:
it breaks nothing, and nobody is asked for a passphrase to look at a list.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from codev_voice.documents.approval import papers
from codev_voice.documents.sheet import Document, Sheet, Status
from codev_voice.errors import CodevError, FileError, SessionError
from codev_voice.session import keys
from codev_voice.session.disk import guarded
from codev_voice.session.events import Opened
from codev_voice.session.folder import Folder
from codev_voice.session.following import followed_of
from codev_voice.session.identity import identity
from codev_voice.session.journal import read_events
from codev_voice.session.known import known
from codev_voice.session.names import compared, tidy
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Person, Role


@dataclass(frozen=True)
class Round:
    """A consultation: its client, and for each document not refused whether she approved it whole."""

    client: str | None
    approved: dict[Document, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One session of a group.

    `name` tells it from all others (`identity`). `plans` are those of former clients that were spoken of in it, `left` the people who
    took their consent back or were forgotten. `trouble` says in French why only its settings could be read, "" when all was.
    """

    folder: Folder
    seance: Seance
    began: datetime.datetime
    name: str = ""
    rounds: tuple[Round, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    plans: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    trouble: str = ""

    @property
    def day(self) -> datetime.date:
        """When it was held."""
        return self.seance.date or self.began.astimezone().date()

    @property
    def order(self) -> tuple[datetime.date, datetime.datetime]:
        """Its place among the others."""
        return self.day, self.began


@dataclass(frozen=True)
class Found:
    """The sessions of a group, in order, and one French line for each folder that may hold one more and whose settings are wrong."""

    steps: tuple[Step, ...] = ()
    unread: tuple[str, ...] = ()


def places(given: Iterable[Path] = ()) -> tuple[Path, ...]:
    """The folders of the sessions known on this machine, of those given, and of those that lie in the latter.

    Raises:
        FileError: a folder given is not there.
        MachineError: a folder or the list cannot be read.
    """
    found = list(known())
    for folder in given:
        if not folder.is_dir():
            raise FileError(f"Le dossier {folder.name or folder} n'existe pas", "vérifiez son nom")
        with guarded(folder):
            found += [folder, *sorted(folder.iterdir())]
    return tuple(dict.fromkeys(path.resolve() for path in found if Folder(path).journal.is_file()))


def groups(paths: Sequence[Path]) -> dict[str, tuple[Seance, ...]]:
    """The groups that these sessions name, each with the settings of its sessions in order: no journal is opened for that."""
    found: dict[str, list[tuple[Step, str]]] = {}
    for step in _settings(paths).steps:
        name = tidy(step.seance.group or "")
        if name:
            found.setdefault(name.casefold(), []).append((step, name))
    return {held[-1][1]: tuple(step.seance for step, _ in held) for held in found.values()}


def series(paths: Sequence[Path], group: str, *, seconds: float | None = None) -> Found:
    """The sessions of this group, whatever its capitals.

    Args:
        paths: where to look (see `places`).
        group: its name.
        seconds: after which no more journals are opened, the last sessions being read first; no limit otherwise.
    """
    until = time.monotonic() + seconds if seconds is not None else None
    settings = _settings(paths)
    wanted = compared(group)
    own = [step for step in settings.steps if wanted and compared(step.seance.group or "") == wanted]
    read: dict[str, Step] = {}
    for step in reversed(own):
        late = until is not None and time.monotonic() >= until
        whole = _untold(step, "Le temps a manqué pour la lire.") if late else _read(step)
        read.setdefault(whole.name or str(step.folder.path), whole)  # the same session may lie in two folders
    return Found(tuple(sorted(read.values(), key=lambda step: step.order)), settings.unread)


def again(people: Sequence[Person], client: str | None = None) -> tuple[Person, ...]:
    """The same people for another session: who facilitates and who observes stay so, nobody is client but the one named."""
    wanted = compared(client or "")
    same = [person for person in people if compared(person.name) != wanted]
    first = (Person(tidy(client), Role.CLIENT),) if client and wanted else ()
    return (*first, *(person if person.role in _LASTING else Person(person.name, Role.CONSULTANT) for person in same))


_LASTING = {Role.FACILITATOR, Role.OBSERVER}


def _settings(paths: Sequence[Path]) -> Found:
    """Each session as its settings tell it, in order."""
    steps, unread = [], []
    for path in paths:
        folder = Folder(path)
        try:
            with guarded(folder.path):
                place = folder.seance if folder.seance.exists() else folder.journal
                began = datetime.datetime.fromtimestamp(place.stat().st_mtime, datetime.UTC)
            steps.append(Step(folder, folder.settings(), began))
        except CodevError as error:
            unread.append(f"{folder.name} : {error}")
    return Found(tuple(sorted(steps, key=lambda step: step.order)), tuple(unread))


def _read(step: Step) -> Step:
    """The session with what its journal tells; with why it does not, where it cannot be opened."""
    folder, seance = step.folder, step.seance
    try:
        if keys.asks(folder.path):
            raise SessionError("Elle est derrière une phrase de passe", "« codev-voice show » la demande et l'ouvre")
        events = read_events(folder.journal)
    except CodevError as error:
        return _untold(step, str(error))
    session = fold(events, seance)
    sheets = papers(events, session, seance)
    began = next((event.at for event in events if isinstance(event, Opened) and event.at), step.began)
    heard = [one.client for one in session.consultations]
    return Step(
        folder,
        seance,
        began,
        identity(events),
        _rounds(heard or list(seance.named(Role.CLIENT)), sheets),
        sheets,
        frozenset(plan for plan, _ in followed_of(events)),
        session.withdrawn | session.forgotten,
    )


def _untold(step: Step, why: str) -> Step:
    return Step(step.folder, step.seance, step.began, rounds=tuple(Round(name) for name in step.seance.named(Role.CLIENT)), trouble=why)


def _rounds(clients: Sequence[str | None], sheets: Sequence[Sheet]) -> tuple[Round, ...]:
    """One a consultation: what is not drafted yet is under way like the rest."""
    held = {(sheet.consultation, sheet.document): sheet for sheet in sheets}
    count = max([len(clients), *(sheet.consultation + 1 for sheet in sheets), 1])
    rounds = []
    for at in range(count):
        ours = {document: held.get((at, document)) for document in Document}
        named = next((sheet.client for sheet in ours.values() if sheet and sheet.client), None)
        states = {
            document: sheet is not None and sheet.status is Status.APPROVED
            for document, sheet in ours.items()
            if sheet is None or sheet.status is not Status.REFUSED
        }
        rounds.append(Round(named or (clients[at] if at < len(clients) else None), states))
    return tuple(rounds)
