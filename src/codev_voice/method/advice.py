"""Advice in the clarification: gated by stage and role, then judged clause by clause with the earlier turns in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codev_voice.method.advice_model import AdviceModel, Judgement, packaged
from codev_voice.method.clauses import Clause, clauses
from codev_voice.method.innocent import elsewhere, innocent, taken_back
from codev_voice.method.questions import question
from codev_voice.method.telling import once, sentence
from codev_voice.session.values import Level, Notice, Role, Stage, Strictness, Turn


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a departure is told: `alert` for family A, `light` for any, `log` for the journal alone."""

    alert: float
    light: float
    log: float


THRESHOLDS = {
    Strictness.SOUPLE: Thresholds(alert=0.80, light=0.85, log=0.40),
    Strictness.NORMAL: Thresholds(alert=0.58, light=0.68, log=0.30),
    Strictness.STRICT: Thresholds(alert=0.50, light=0.55, log=0.20),
}


def judge(
    turn: Turn,
    previous: Sequence[Turn],
    *,
    stage: Stage,
    strictness: Strictness,
    polite: bool,
    told: Sequence[Notice] = (),
    hush: Callable[[Notice], bool] | None = None,
    model: AdviceModel | None = None,
) -> tuple[Notice, ...]:
    """The notices of one turn, in speech order, at most one a clause; none outside the clarification or for another role.

    Args:
        turn: what was just said; its `role` is the one in which it was spoken (somebody who is facilitator and consultant is to be
            given as consultant: acts on the meeting are not advice anyway). The last clause of one that is not settled is still
            being said: it may turn into something else, and is left for when more is heard.
        previous: the consultation's earlier turns, the exposé included: what the client has mentioned is a fact to ask about.
        stage: the stage as believed now.
        strictness: how readily to speak.
        polite: True when the group says "vous" to one person (see `address.polite`).
        told: notices already given of this turn; a clause that was told once is never told again (what was only logged may still be).
        hush: says of a notice that it is only to be logged: told before in the session, answered to be no advice, muted.
        model: another model than the packaged one.
    """
    if stage is not Stage.CLARIFICATION or turn.role is not Role.CONSULTANT:
        return ()
    limits = THRESHOLDS[strictness]
    clients = {other.speaker for other in previous if other.role is Role.CLIENT}
    others = {other.speaker for other in previous} - clients
    found: list[tuple[int, Notice]] = []
    read = judged(turn.text, previous, model=model)
    for clause, judgement in read if turn.settled else read[:-1]:
        level = _level(judgement, limits)
        excerpt = _quoted(clause)
        if level is None or innocent(turn.text, clause) or elsewhere(clause, others):
            continue
        withdrawn = taken_back(turn.text, clause)
        notice = Notice(
            turn=turn.index,
            piece=turn.pieces[-1] if turn.pieces else "",
            kind=judgement.kind,
            excerpt=excerpt,
            confidence=round(judgement.departs, 4),
            level=Level.LOG if withdrawn else level,
            question=question(judgement.kind, excerpt, polite=polite),
            withdrawn=withdrawn,
        )
        found.append((sentence(turn.text, clause.start), notice))
    return once(found, told, hush)


def judged(text: str, previous: Sequence[Turn], *, model: AdviceModel | None = None) -> tuple[tuple[Clause, Judgement], ...]:
    """Every clause of a text with the model's judgement, before any threshold."""
    cut = clauses(text)
    said = [(turn.role, turn.text) for turn in previous]
    return tuple(zip(cut, (model or packaged()).judge(text, cut, said), strict=True))


def _level(judgement: Judgement, limits: Thresholds) -> Level | None:
    if judgement.family_a >= limits.alert:
        return Level.ALERT
    if judgement.departs >= limits.light:
        return Level.LIGHT
    return Level.LOG if judgement.departs >= limits.log else None


def _quoted(clause: Clause) -> str:
    return clause.text.rstrip(" ,;:")
