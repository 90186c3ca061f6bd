"""The facilitator says afterwards which stage begins at a turn, or takes it back; the whole is judged again and drafts with it."""

from __future__ import annotations

from pathlib import Path

from codev_voice.companion.opening import check_ended
from codev_voice.companion.papers import redrafted
from codev_voice.companion.understanding import conclusions
from codev_voice.errors import SettingsError
from codev_voice.session.events import FACILITATOR, Event, StageMoved, StageMoveUndone
from codev_voice.session.folder import existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.names import STAGE_NAMES
from codev_voice.session.state import fold
from codev_voice.session.values import Session, Stage
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
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "corrigez ses étapes")
        seance = folder.settings()
        session = fold(journal.events, seance)
        if not 0 <= turn < len(session.turns):
            raise SettingsError(
                f"Aucun tour de parole ne porte le numéro {turn}",
                f"choisissez de 0 à {len(session.turns) - 1}, d'après « codev-voice transcript --numbers »",
            )
        at = session.turns[turn]
        event: Event
        if stage is not None:
            event = StageMoved(piece=at.pieces[0], stage=stage, t=at.start, by=FACILITATOR)
        elif any(click.turn == turn for click in session.clicks):
            event = StageMoveUndone(piece=at.pieces[0], t=at.start, by=FACILITATOR)
        else:
            mine = ", ".join(str(click.turn) for click in session.clicks)
            raise SettingsError(
                f"Vous n'avez indiqué aucune étape au tour {turn}", f"choisissez parmi {mine}" if mine else "il n'y a rien à défaire"
            )
        batch = (event, *conclusions([*journal.events, event], seance))
        journal.append(*batch, *redrafted([*journal.events, *batch], seance))
        return fold(journal.events, seance)
