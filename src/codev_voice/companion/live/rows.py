"""What was said, turn by turn, with « passage retiré » where something was taken out."""

from __future__ import annotations

from typing import Any

from codev_voice.errors import SettingsError
from codev_voice.session.values import Session, Turn


def rows(session: Session) -> list[dict[str, Any]]:
    """One row a turn, and one a cut; `index` is the row's place."""
    found: list[dict[str, Any]] = []
    cuts = set(session.cuts)
    for turn in session.turns:
        if turn.index in cuts:
            found.append(_removed(len(found), turn.start))
        found.append(_row(len(found), turn, session))
    if len(session.turns) in cuts:
        found.append(_removed(len(found), session.turns[-1].end if session.turns else 0.0))
    return found


def passage(session: Session, piece: str | None) -> Turn:
    """The turn that holds this piece.

    Raises:
        SettingsError: it is not there any more.
    """
    turn = next((turn for turn in session.turns if piece in turn.pieces), None)
    if turn is None:
        raise SettingsError("Ce passage n'est plus là", "rechargez la page")
    return turn


def voices(session: Session, unknown: str) -> list[dict[str, Any]]:
    """The voices that can be named, with their seconds; `unknown` is no voice."""
    seconds = dict.fromkeys((voice.label for voice in session.voices if voice.label != unknown), 0.0)
    for turn in session.turns:
        if turn.voice in seconds:
            seconds[turn.voice] += turn.duration
    persons = {voice.label: voice.person for voice in session.voices}
    return [{"label": label, "person": persons[label], "seconds": round(spoken)} for label, spoken in seconds.items()]


def _row(index: int, turn: Turn, session: Session) -> dict[str, Any]:
    return {
        "index": index,
        "voice": turn.voice,
        "speaker": turn.speaker,
        "sure": turn.person is not None,
        "role": str(turn.role) if turn.role else None,
        "start": round(turn.start, 1),
        "end": round(turn.end, 1),
        "text": turn.text,
        "stage": int(turn.stage) if turn.stage is not None else None,
        "pieces": list(turn.pieces),
        "kept": not session.kept.isdisjoint(turn.pieces),
        "cut": False,
    }


def _removed(index: int, t: float) -> dict[str, Any]:
    """Neither length nor author: it stands at the moment of what is beside it."""
    return {
        "index": index,
        "voice": "",
        "speaker": "",
        "sure": False,
        "role": None,
        "start": round(t, 1),
        "end": round(t, 1),
        "text": "",
        "stage": None,
        "pieces": [],
        "kept": False,
        "cut": True,
    }
