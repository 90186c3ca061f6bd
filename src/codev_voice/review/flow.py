"""How speech goes round: rounds, silences, overlaps and cut-offs, who has not been heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from codev_voice.session.values import Role, Turn

SILENCE = 4.0  # seconds from which a gap between turns is told
CUT = 1.0  # seconds within which somebody else's start stops a turn
LONG = 2.0  # seconds from which a turn can be cut
LEAST_OVERLAPS = 5  # latency makes false ones: under this no figure
BACK_CHANNEL_WORDS = 3

_ASKED = re.compile(
    r"minutes? pour (?:écrire|noter|réfléchir)|je (?:te|vous) laisse (?:réfléchir|le temps|cinq|deux|une)|on (?:te|vous) laisse|"
    r"prends? (?:ton|votre|une|deux|le) (?:temps|minute)|en silence|chacun de son côté|temps d['’]écriture",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"\b(tour de|un tour|tour d['’]|tournée|chacune?\b|l['’]un après l['’]autre|une? par personne|à tour de rôle)", re.IGNORECASE
)
_TECHNICAL = re.compile(r"en muet|micro|on t['’](?:a perdue?|entend)|on vous entend|connexion|ça a coupé|figée?", re.IGNORECASE)


def rounds(turns: Sequence[Turn], consultants: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Rounds heard in these turns: for each, the consultants who are missing (none when it is complete).

    A round is n - 1 consultants or more who speak once each in a row. When the facilitator has asked for it, the client's answers
    come between; otherwise they end it.
    """
    found: list[tuple[str, ...]] = []
    row: list[str] = []
    asked = False
    for turn in turns:
        if back_channel(turn):
            continue
        ends = turn.role is Role.CLIENT and not asked
        if turn.role is Role.FACILITATOR and _ROUND.search(turn.text):
            asked = ends = True
        if turn.role is Role.CONSULTANT and turn.person:
            ends = turn.person in row
        if ends and row:
            found += _round(row, consultants)
            row = []
        if turn.role is Role.CONSULTANT and turn.person:
            row.append(turn.person)
        if len(row) == len(consultants):
            found += _round(row, consultants)
            row, asked = [], False
    return (*found, *_round(row, consultants))


def _round(row: Sequence[str], consultants: Sequence[str]) -> list[tuple[str, ...]]:
    few = 3
    missing = tuple(name for name in consultants if name not in row)
    return [missing] if len(consultants) >= few and len(missing) <= 1 else []


def unheard(turns: Sequence[Turn], consultants: Sequence[str], planned: float) -> tuple[str, ...]:
    """Consultants who had not spoken when 60 % of the stage's planned time had gone by; nobody if it ended before."""
    if not turns or not planned or turns[-1].end - turns[0].start < 0.6 * planned:
        return ()
    limit = turns[0].start + 0.6 * planned
    heard = {turn.person for turn in turns if turn.start < limit}
    return tuple(name for name in consultants if name not in heard)


def silences(turns: Sequence[Turn]) -> tuple[int, int]:
    """Silences between consecutive turns: those nobody asked for, and those asked for (work); technical ones left out."""
    plain = asked = 0
    for before, after in pairwise(turns):
        if after.index != before.index + 1 or after.start - before.end <= SILENCE or _TECHNICAL.search(f"{before.text} {after.text}"):
            continue
        if _ASKED.search(before.text):
            asked += 1
        else:
            plain += 1
    return plain, asked


def collisions(turns: Sequence[Turn]) -> tuple[int | None, int | None]:
    """Overlaps and cut-offs, back-channels excluded; None each when there are too few to mean anything on a video call."""
    overlaps = cut_offs = 0
    spoken = [turn for turn in turns if not back_channel(turn)]
    for before, after in pairwise(spoken):
        if before.voice == after.voice:
            continue
        overlaps += after.start < before.end
        cut_offs += before.duration >= LONG and after.start < before.end <= after.start + CUT and not _finished(before)
    return overlaps if overlaps >= LEAST_OVERLAPS else None, cut_offs if cut_offs >= LEAST_OVERLAPS else None


def back_channel(turn: Turn) -> bool:
    """Whether a turn only shows that one listens."""
    return len(turn.text.split()) <= BACK_CHANNEL_WORDS and "?" not in turn.text


def _finished(turn: Turn) -> bool:
    return turn.text.rstrip(' »"').endswith((".", "!", "?"))
