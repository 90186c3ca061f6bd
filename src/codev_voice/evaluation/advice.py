"""How well advice is recognised in a whole labelled session; the unit is the turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from codev_voice.evaluation.labelled import Act
from codev_voice.method.advice_model import KINDS
from codev_voice.session.values import Level, Notice, Turn

NONE = "none"
TOLD = (Level.ALERT, Level.LIGHT)


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, false and missed notices."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def plus(self, *, told: bool, true: bool) -> Counts:
        """These counts with one more unit, noticed or not, truly a departure or not."""
        return Counts(self.tp + (told and true), self.fp + (told and not true), self.fn + (true and not told))

    def as_json(self) -> dict[str, Any]:
        """The counts with precision and recall, null where there is nothing to divide by."""
        told, true = self.tp + self.fp, self.tp + self.fn
        precision = self.tp / told if told else None
        return {"tp": self.tp, "fp": self.fp, "fn": self.fn, "precision": precision, "recall": self.tp / true if true else None}


def score_session(turns: Sequence[Turn], gold: Sequence[Sequence[Act]]) -> dict[str, Any]:
    """Score the notices of a session's turns against its labels.

    A turn with at least one act not withdrawn is noticed by any alert or light notice on it, whatever the kind; a notice on a turn
    without an act is a false alarm; turns whose only acts were withdrawn count neither way.

    Args:
        turns: the session's turns with their notices.
        gold: for each turn, its labelled acts.

    Returns:
        `tp`, `fp`, `fn`, `precision`, `recall`, and `by_kind`: for each labelled kind (or "none"), how often each kind (or
        "none") was told.
    """
    counts = Counts()
    confusion: dict[str, dict[str, int]] = {}
    for turn, acts in zip(turns, gold, strict=True):
        standing = [act.kind for act in acts if not act.withdrawn]
        if acts and not standing:
            continue
        loud = [notice for notice in turn.notices if notice.level in TOLD and not notice.withdrawn]
        counts = counts.plus(told=bool(loud), true=bool(standing))
        if standing or loud:
            true = foremost(standing)
            told = true if any(notice.kind == true for notice in loud) else _surest(loud)
            row = confusion.setdefault(true, {})
            row[told] = row.get(told, 0) + 1
    ordered = {kind: dict(sorted(confusion[kind].items())) for kind in (*KINDS, NONE) if kind in confusion}
    return {**counts.as_json(), "by_kind": ordered}


def foremost(kinds: Sequence[str]) -> str:
    """Where one label is wanted: A outranks B and the lowest number wins; "none" for no kind."""
    return min(kinds, default=NONE)


def _surest(notices: Sequence[Notice]) -> str:
    return max(notices, key=lambda notice: notice.confidence).kind if notices else NONE
