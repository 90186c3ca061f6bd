"""The notice to show: about a sentence, never about somebody; at most a new one a minute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codev_voice.companion.answering import Numbered, numbered
from codev_voice.session.values import Session, Stage

APART = 60.0
"""Seconds between two new notices."""
SOON = 2.0
"""Seconds that a notice may wait for the minute to end: later, the talk has gone on."""
LASTS = 90.0
"""Seconds after which a notice is no longer shown."""

_ACTION = "Cette phrase propose une action"
SENTENCES = {
    **dict.fromkeys(("A1", "A2", "A3", "A4", "A5"), _ACTION),
    "A6": "Cette question nomme une solution",
    "A7": "Cette phrase donne une expérience pour modèle",
    "A8": "Cette phrase recommande une ressource",
    "B1": "Cette phrase propose une explication",
    "B2": "Cette question porte sa réponse",
    "B3": "Cette phrase porte un jugement",
}
"""What a sentence does, by kind of departure."""


def to_show(session: Session, now: Stage, t: float) -> list[dict[str, Any]]:
    """The notice to show at `t`, if any: the last that was shown, unless it is answered or old, or the clarification is over."""
    if now is not Stage.CLARIFICATION:
        return []
    shown = [one for one in timed(numbered(session)) if one[0] <= t]
    if not shown:
        return []
    start, last = shown[-1]
    return [_entry(last, start, session)] if last.notice.answer is None and t - start < LASTS else []


def all_told(session: Session) -> list[dict[str, Any]]:
    """Every notice that was told, for who reads a session afterwards."""
    return [_entry(one, _moment(one), session) for one in numbered(session) if one.notice.told or _denied(one)]


def timed(notices: Sequence[Numbered]) -> list[tuple[float, Numbered]]:
    """The notices that are shown, each with the moment from which it is.

    What comes within the minute after another is not shown, unless that minute is all but over: a remark about a sentence said half a
    minute ago would only disturb. It is there after the session (`all_told`).
    """
    found: list[tuple[float, Numbered]] = []
    free = float("-inf")
    for one in sorted((one for one in notices if one.notice.told or _denied(one)), key=_moment):
        moment = _moment(one)
        if moment >= free - SOON:
            found.append((max(moment, free), one))
            free = found[-1][0] + APART
    return found


def _denied(one: Numbered) -> bool:
    """What was shown, and answered to be no advice: it had its minute."""
    return one.notice.answer is not None and not one.logged and not one.notice.withdrawn


def _moment(one: Numbered) -> float:
    return one.notice.t if one.notice.t is not None else one.start


def _entry(one: Numbered, t: float, session: Session) -> dict[str, Any]:
    notice = one.notice
    return {
        "number": one.number,
        "turn": notice.turn + sum(at <= notice.turn for at in session.cuts),
        "t": round(t, 1),
        "kind": notice.kind,
        "excerpt": notice.excerpt,
        "sentence": SENTENCES[notice.kind],
        "question": notice.question,
        "level": str(notice.level),
        "answer": str(notice.answer) if notice.answer else None,
    }
