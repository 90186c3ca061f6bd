"""Rounds: everybody is heard in turn, or somebody is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codev_voice.review.backchannel import back_channel
from codev_voice.review.equality import LEAST_CONSULTANTS
from codev_voice.review.values import Round
from codev_voice.session.values import Role, Turn

_ASKED = re.compile(
    r"\b(tour de|un tour|tour d['’]|tournée|chacune?\b(?! (?:de|pour) (?:son|votre|soi))|l['’]un après l['’]autre|une? par personne|"
    r"à tour de rôle)",
    re.IGNORECASE,
)


def rounds(turns: Sequence[Turn], consultants: Sequence[str]) -> tuple[Round, ...]:
    """Rounds heard in these turns.

    A round is n - 1 consultants or more who speak once each in a row. When the facilitator has asked for it, half of them are enough,
    and the client's answers come between; otherwise they end it.
    """
    found: list[Round] = []
    row: dict[str, int] = {}
    asked = False
    for turn in turns:
        if back_channel(turn):
            continue
        consults = turn.role is Role.CONSULTANT and turn.person in consultants
        ends = turn.role is Role.CLIENT and not asked
        asks = turn.role is Role.FACILITATOR and _ASKED.search(turn.text) is not None
        if consults:
            ends = turn.person in row
        if (ends or asks) and row:
            found += _round(row, consultants, asked=asked)
            row, asked = {}, False
        asked = asked or asks
        if consults and turn.person:
            row[turn.person] = turn.index
        if len(row) == len(consultants):
            found += _round(row, consultants, asked=asked)
            row, asked = {}, False
    return (*found, *_round(row, consultants, asked=asked))


def _round(row: dict[str, int], consultants: Sequence[str], *, asked: bool) -> list[Round]:
    missing = tuple(name for name in consultants if name not in row)
    allowed = len(consultants) // 2 if asked else 1
    if len(consultants) < LEAST_CONSULTANTS or len(missing) > allowed:
        return []
    return [Round(tuple(row.values()), missing)]
