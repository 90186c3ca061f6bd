"""The session's notices with their numbers, and the facilitator's answers to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from codev_voice.companion.opening import check_ended
from codev_voice.errors import SettingsError
from codev_voice.session.events import FACILITATOR, NoticeAnswered
from codev_voice.session.folder import existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.state import fold
from codev_voice.session.values import Answer, Level, Notice, Role, Session


@dataclass(frozen=True, slots=True)
class Numbered:
    """A notice with the number by which it is answered, the moment of its turn (seconds) and the role in which it was said.

    About the sentence, never the person: who said it is not here.
    """

    number: int
    start: float
    role: Role | None
    notice: Notice

    @property
    def logged(self) -> bool:
        """Whether it was only logged."""
        return self.notice.level is Level.LOG


def numbered(session: Session) -> tuple[Numbered, ...]:
    """Every notice, told or only logged, numbered in the order of the session: an answer changes no number."""
    every = [(turn, notice) for turn in session.turns for notice in turn.notices]
    return tuple(Numbered(number, turn.start, turn.role, notice) for number, (turn, notice) in enumerate(every, start=1))


def answer(path: Path, number: int, given: Answer) -> Numbered:
    """Record the facilitator's answer to the notice of this number; a second answer replaces the first.

    Raises:
        SessionError: no such session, it is being written, or it has not been heard to its end.
        SettingsError: no notice has this number.
        MachineError: the journal cannot be written.
    """
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "répondez")
        listed = numbered(fold(journal.events, folder.settings()))
        if not listed:
            raise SettingsError("Aucune phrase n'a été relevée dans cette séance", "il n'y a rien à quoi répondre")
        if not 1 <= number <= len(listed):
            raise SettingsError(
                f"Aucune phrase relevée ne porte le numéro {number}",
                f"choisissez de 1 à {len(listed)}, d'après « codev-voice notices --all »",
            )
        one = listed[number - 1]
        journal.append(NoticeAnswered(piece=one.notice.piece, excerpt=one.notice.excerpt, answer=given, t=one.start, by=FACILITATOR))
        return replace(one, notice=replace(one.notice, answer=given))
