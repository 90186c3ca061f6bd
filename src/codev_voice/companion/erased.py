"""What is said of a session in which something was destroyed when it was due."""

from __future__ import annotations

from codev_voice.documents.render.french import in_clear
from codev_voice.session.retention import What
from codev_voice.session.values import Session

NAMES = {
    What.SOUND: "le son",
    What.TRANSCRIPT: "la transcription",
    What.NOTICES: "les phrases relevées dans la clarification",
}


def told(session: Session) -> tuple[str, ...]:
    """A line for each day on which something went."""
    days: dict[str, list[What]] = {}
    for what, at in session.erased.items():
        if what in set(What):
            days.setdefault(in_clear(at.astimezone().date()) if at else "", []).append(What(what))
    return tuple(_line(session, day, gone) for day, gone in days.items())


def day_of(session: Session, what: What) -> str:
    """« le mardi 1er décembre 2026 » on which this went, "" when nothing says it."""
    at = session.erased.get(what)
    return f"le {in_clear(at.astimezone().date())}" if at else ""


def _line(session: Session, day: str, gone: list[What]) -> str:
    names = [NAMES[what] for what in What if what in gone]
    when = f" le {day}" if day else ""
    if len(names) == 1 and gone[0] is not What.NOTICES:
        return f"{names[0]} a été détruit{'e' if gone[0] is What.TRANSCRIPT else ''}{when}, comme promis au groupe."
    if names == [NAMES[What.NOTICES]]:
        left = "n'en compte plus aucune" if session.counted is None else "n'en garde que le nombre"
        return f"{names[0]} ont été effacées{when}, après votre relecture : le bilan {left}."
    return f"{', '.join(names[:-1])} et {names[-1]} ont été détruits{when}, comme promis au groupe."
