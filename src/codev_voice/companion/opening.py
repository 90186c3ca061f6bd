"""A session on disk, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codev_voice.errors import SessionError
from codev_voice.session.events import Ended, Event, Unknown
from codev_voice.session.folder import Folder, existing
from codev_voice.session.journal import read_events
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Session


@dataclass(frozen=True)
class Opened:
    """A session that was read: its fold, its settings, and what the person should know about it."""

    folder: Folder
    session: Session
    seance: Seance
    warnings: tuple[str, ...] = ()


def open_session(path: Path) -> Opened:
    """The session of this folder.

    Raises:
        SessionError: no session there, damaged, or hearing was interrupted before anything could be shown.
        SettingsError: its `seance.toml` is wrong.
        MachineError: it cannot be read.
    """
    folder = existing(path)
    events = read_events(folder.journal)
    seance = folder.settings()
    session = fold(events, seance)
    if not session.turns:
        raise SessionError(
            f"La séance {folder.name} n'a pas encore été entendue jusqu'au bout", "relancez la commande « codev-voice hear » d'origine"
        )
    warnings = []
    if any(isinstance(event, Unknown) for event in events):
        warnings.append("cette séance vient d'une version plus récente : ce que celle-ci ne connaît pas est gardé, mais n'est pas montré.")
    if not any(isinstance(event, Ended) for event in events):
        warnings.append("l'écoute a été interrompue : relancez la commande « codev-voice hear » d'origine pour la finir.")
    return Opened(folder, session, seance, tuple(warnings))


def check_ended(events: Sequence[Event | Unknown], folder: Folder, then: str) -> None:
    """Refuse to touch a session that is still to be heard: the end of the hearing would judge without what people say now.

    `then` says in French what to do once it has been heard.

    Raises:
        SessionError: it has not been heard to its end.
    """
    if not any(isinstance(event, Ended) for event in events):
        raise SessionError(
            f"La séance {folder.name} n'a pas encore été entendue jusqu'au bout",
            f"relancez la commande « codev-voice hear » d'origine, puis {then}",
        )
