"""The facilitator says afterwards which stage begins at a turn, or takes it back; the whole is judged again and drafts with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from codev_voice.companion.live.rows import passage
from codev_voice.companion.opening import check_ended, check_words
from codev_voice.companion.papers import redrafted
from codev_voice.companion.understanding import conclusions
from codev_voice.errors import SettingsError
from codev_voice.session.events import FACILITATOR, Event, StageMoved, StageMoveUndone, Unknown
from codev_voice.session.folder import existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.names import STAGE_NAMES
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Session, Stage, Turn
from codev_voice.session.wording import fold as plain


def stage_named(text: str) -> Stage:
    """The stage of this number, or whose French name begins so.

    Raises:
        SettingsError: there is none.

    >>> stage_named("2"), stage_named("synthese")
    (<Stage.CLARIFICATION: 2>, <Stage.SYNTHESIS: 5>)
    """
    wanted = plain(text).strip()
    found = [stage for stage, name in STAGE_NAMES.items() if wanted and (wanted == str(int(stage)) or plain(name).startswith(wanted))]
    if len(found) != 1:
        raise SettingsError(
            f"L'étape « {text} » n'est pas comprise", f"choisissez {', '.join(f'{int(one)} ({name})' for one, name in STAGE_NAMES.items())}"
        )
    return found[0]


def move(path: Path, turn: int, stage: Stage | None) -> Session:
    """Let `stage` begin at this turn (its position), until the next move that is heard; None takes back what was said of this turn.

    Raises:
        SessionError: no such session, it is being written, or it has not been heard to its end.
        SettingsError: no such turn, or nothing to take back there.
        MachineError: the journal cannot be written.
    """

    def numbered(session: Session) -> Turn:
        if not 0 <= turn < len(session.turns):
            raise SettingsError(
                f"Aucun tour de parole ne porte le numéro {turn}",
                f"choisissez de 0 à {len(session.turns) - 1}, d'après « codev-voice transcript --numbers »",
            )
        return session.turns[turn]

    return fold(*_move(path, numbered, stage))


def move_passage(path: Path, piece: str, stage: Stage | None) -> None:
    """The same at the turn of this piece.

    Raises:
        SessionError, SettingsError, MachineError: as `move`.
    """
    _move(path, lambda session: passage(session, piece), stage)


def _move(path: Path, wanted: Callable[[Session], Turn], stage: Stage | None) -> tuple[Sequence[Event | Unknown], Seance]:
    """What the journal then holds, and the settings."""
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "corrigez ses étapes")
        seance = folder.settings()
        session = fold(journal.events, seance)
        check_words(session, folder)
        journal.append(*moved(journal.events, session, seance, wanted(session), stage))
        return journal.events, seance


def moved(events: Sequence[Event | Unknown], session: Session, seance: Seance, at: Turn, stage: Stage | None) -> tuple[Event, ...]:
    """What the journal keeps of such a move: the click, the whole judged again, the documents drafted again.

    Raises:
        SettingsError: nothing to take back there.
    """
    click: Event
    if stage is not None:
        click = StageMoved(piece=at.pieces[0], stage=stage, t=at.start, by=FACILITATOR)
    elif any(one.turn == at.index for one in session.clicks):
        click = StageMoveUndone(piece=at.pieces[0], t=at.start, by=FACILITATOR)
    else:
        mine = ", ".join(str(one.turn) for one in session.clicks)
        raise SettingsError(
            f"Vous n'avez indiqué aucune étape au tour {at.index}", f"choisissez parmi {mine}" if mine else "il n'y a rien à défaire"
        )
    batch = (click, *conclusions([*events, click], seance))
    return (*batch, *redrafted([*events, *batch], seance))
