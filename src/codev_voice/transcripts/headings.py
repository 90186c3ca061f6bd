"""What readers of a transcript find between turns: where a stage or a consultation begins, the day, the word about estimated times."""

from __future__ import annotations

import datetime

from codev_voice.session.names import STAGE_NAMES
from codev_voice.session.values import Session

ESTIMATED = "Heures estimées : la source ne donne pas toutes les heures, celles qui manquent sont calculées d'après le nombre de mots."
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def long_date(date: datetime.date) -> str:
    """« mardi 24 novembre 2026 », « dimanche 1er mars 2026 »."""
    day = "1er" if date.day == 1 else str(date.day)
    return f"{_DAYS[date.weekday()]} {day} {_MONTHS[date.month - 1]} {date.year}"


def headings(session: Session) -> dict[int, str]:
    """The headings, by the turn they come before."""
    several = len(session.consultations) > 1
    opening = {one.first_turn: rank for rank, one in enumerate(session.consultations, start=1)} if several else {}
    found: dict[int, str] = {}
    stage = None
    for turn in session.turns:
        parts = []
        if rank := opening.get(turn.index):
            client = session.consultations[rank - 1].client
            parts.append(f"Consultation {rank}" + (f" ({client})" if client else ""))
        if turn.stage is not None and turn.stage is not stage:
            parts.append(f"{int(turn.stage)}. {STAGE_NAMES[turn.stage]}")
            stage = turn.stage
        if parts:
            found[turn.index] = " : ".join(parts)
    return found
