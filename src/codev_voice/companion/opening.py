"""A session on disk, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from codev_voice.companion.erased import day_of, told
from codev_voice.errors import SessionError
from codev_voice.review.report import reviewable
from codev_voice.session.events import Ended, Event, Started, Unknown
from codev_voice.session.events import Opened as Begun
from codev_voice.session.folder import Folder, existing
from codev_voice.session.journal import read_events
from codev_voice.session.retention import What
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Session


@dataclass(frozen=True)
class Opened:
    """A session that was read: its fold, its settings, what the person should know about it, and its journal's events."""

    folder: Folder
    session: Session
    seance: Seance
    warnings: tuple[str, ...] = ()
    events: tuple[Event | Unknown, ...] = field(default=(), repr=False)


def open_session(path: Path, *, wordless: bool = False, figures: bool = False) -> Opened:
    """The session of this folder.

    Args:
        path: of the folder.
        wordless: whether a session without a word will do: followed by hand, or whose transcript was destroyed when it was due.
        figures: whether one of which a review can be made without a word will do: its figures were kept, or it was followed by hand.

    Raises:
        SessionError: no session there, damaged, or hearing was interrupted before anything could be shown; without a word, unless
            that will do.
        SettingsError: its `seance.toml` is wrong.
        MachineError: it cannot be read.
    """
    folder = existing(path)
    events = read_events(folder.journal)
    seance = folder.settings()
    session = fold(events, seance)
    by_hand = followed_by_hand(events)
    will_do = (wordless and (by_hand or What.TRANSCRIPT in session.erased)) or (figures and reviewable(session))
    if not session.turns and not will_do:
        raise _without_words(folder, session, by_hand=by_hand)
    warnings = list(told(session))
    if any(isinstance(event, Unknown) for event in events):
        warnings.append("cette séance vient d'une version plus récente : ce que celle-ci ne connaît pas est gardé, mais n'est pas montré.")
    if not by_hand and not any(isinstance(event, Ended) for event in events):
        warnings.append("l'écoute a été interrompue : relancez la commande « codev-voice hear » d'origine pour la finir.")
    return Opened(folder, session, seance, tuple(warnings), events)


def followed_by_hand(events: Sequence[Event | Unknown]) -> bool:
    """Whether it was held without any listening: somebody said no, or was not asked."""
    return any(isinstance(event, Begun) and event.source.startswith("direct") for event in events) and not any(
        isinstance(event, Started) for event in events
    )


def check_words(session: Session, folder: Folder) -> None:
    """Refuse to correct who spoke or which stage it was where there is no word left.

    Raises:
        SessionError: there is none.
    """
    if not session.turns:
        raise _without_words(folder, session, by_hand=False)


def _without_words(folder: Folder, session: Session, *, by_hand: bool) -> SessionError:
    if What.TRANSCRIPT in session.erased:
        return SessionError(
            f"La transcription de {folder.name} a été détruite {day_of(session, What.TRANSCRIPT)}".rstrip(),
            "ses documents restent, et les chiffres du groupe : « codev-voice documents » et « codev-voice review » les montrent",
        )
    if by_hand:
        return SessionError(
            f"La séance {folder.name} a été suivie à la main : rien n'a été écouté",
            "« codev-voice show » la montre, « codev-voice review » en dit le temps",
        )
    return SessionError(
        f"La séance {folder.name} n'a pas encore été entendue jusqu'au bout", "relancez la commande « codev-voice hear » d'origine"
    )


def check_ended(events: Sequence[Event | Unknown], folder: Folder, then: str) -> None:
    """Refuse to touch a session that is still to be heard: the end of the hearing would judge without what people say now.

    `then` says in French what to do once it has been heard.

    Raises:
        SessionError: it has not been heard to its end.
    """
    if not any(isinstance(event, Ended) for event in events) and not followed_by_hand(events):
        raise SessionError(
            f"La séance {folder.name} n'a pas encore été entendue jusqu'au bout",
            f"relancez la commande « codev-voice hear » d'origine, puis {then}",
        )
