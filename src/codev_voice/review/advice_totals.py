"""Advice in the clarification: the group's total, by kind. Whose it was is nowhere, nor is anything that leads to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from codev_voice.session.values import Stage, Turn


def totals(turns: Sequence[Turn]) -> dict[str, int]:
    """How many of each kind were told in these turns, in the order of the kinds; what was withdrawn or refused is not counted."""
    told = Counter(notice.kind for turn in turns if turn.stage is Stage.CLARIFICATION for notice in turn.notices if notice.told)
    return dict(sorted(told.items()))


def offers(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The questions that could have been asked instead, each once, in alphabetical order so that they follow no one's turns."""
    return tuple(sorted({notice.question for turn in turns for notice in turn.notices if notice.told and notice.question}))
