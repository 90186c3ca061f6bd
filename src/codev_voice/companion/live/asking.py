"""Is the session over? It is asked, never decided."""

from __future__ import annotations

import math

from codev_voice.companion.live import clock
from codev_voice.session.lengths import whole_minutes
from codev_voice.session.seance import Seance
from codev_voice.session.timetable import planned
from codev_voice.session.values import Session

PAST = 20 * 60.0
"""Seconds past the planned end from which it is asked whether to stop."""
SILENT = 10 * 60.0
"""Seconds without a word from which it is asked too."""


def asks_to_stop(session: Session, seance: Seance, t: float, answered: float | None = None) -> str | None:
    """The question to ask at `t`, if any.

    Args:
        session: what is heard up to then.
        seance: its planned minutes.
        t: seconds from the session's start.
        answered: when the last such question was answered by going on: none comes before as long again.
    """
    last = -math.inf if answered is None else answered
    over = clock.elapsed(session, t) - 60 * whole(seance)
    if over > PAST and t - last > PAST:
        return f"La séance devait finir il y a {whole_minutes(over)} minutes. Arrêter l'écoute ?"
    spoken = max((turn.end for turn in session.turns), default=0.0)
    resumed = max((pause.end for pause in session.pauses if pause.end is not None), default=0.0)
    if t - max(spoken, resumed, last) > SILENT:
        return "Je n'ai entendu personne depuis dix minutes. Arrêter l'écoute ?"
    return None


def whole(seance: Seance) -> float:
    """Minutes planned for the whole session."""
    if seance.consultations > 1:
        return float(seance.preset)
    return sum(planned(seance).values())
