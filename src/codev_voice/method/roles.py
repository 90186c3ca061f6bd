"""Who is who in a session without a roster, from how each one speaks: guesses, to be shown as guesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from codev_voice.method.cues import begins, cues, plain
from codev_voice.session.values import Role, Stage, Turn

_FEWEST_TURNS = 4
_MONOLOGUE = 25
_BRIEF = 3
_LEADS = 3.0
_TELLS = 0.3


@dataclass
class _Manner:
    """How one speaker speaks, counted over the turns."""

    turns: int = 0
    words: int = 0
    handed: set[int] = field(default_factory=set)
    calls: int = 0
    presses: int = 0
    answers: int = 0
    longest: int = 0
    keeps: int = 0
    opened: bool = False

    def leads(self) -> float:
        """How much this is somebody who hands over speech, stage after stage."""
        rate = 1.0 / max(1, self.turns)
        wordy = self.words * rate > 2 * _MONOLOGUE
        return 1.5 * len(self.handed) + 6 * self.calls * rate + 4 * self.presses * rate + 2.0 * self.opened - 2.0 * wordy

    def tells(self, total: int) -> float:
        """How much this is somebody whose subject it is: most words, a monologue, answers."""
        return self.words / max(1, total) + min(self.longest, 300) / 300 + min(self.answers, 12) / 12 + min(self.keeps, 4) / 8


def guess_roles(turns: Sequence[Turn]) -> dict[str, Role]:
    """The likely role of each speaker of one consultation; whom nothing tells apart is left out.

    The facilitator opens, names people and hands over the work of several stages; the client tells at length and answers; once both
    are known, the others are consultants. A role that a turn carries from its source is taken as it is.
    """
    given = {turn.speaker: turn.role for turn in reversed(turns) if turn.role is not None}
    manners = _manners(turns)
    if len(turns) < _FEWEST_TURNS or len(manners) < 2:  # noqa: PLR2004 - alone, nobody leads anybody
        return given
    found = dict(given)
    if Role.FACILITATOR not in found.values():
        free = [name for name in manners if name not in found]
        leader = max(free, key=lambda name: manners[name].leads(), default=None)
        if leader is not None and manners[leader].leads() >= _LEADS:
            found[leader] = Role.FACILITATOR
    if Role.CLIENT not in found.values():
        total = sum(manner.words for manner in manners.values())
        free = [name for name in manners if name not in found]
        ranked = sorted(free, key=lambda name: manners[name].tells(total), reverse=True)
        second = manners[ranked[1]].tells(total) if len(ranked) > 1 else 0.0
        if ranked and manners[ranked[0]].tells(total) >= second + _TELLS:
            found[ranked[0]] = Role.CLIENT
    if {Role.CLIENT, Role.FACILITATOR} <= set(found.values()):
        found |= {name: Role.CONSULTANT for name in manners if name not in found}
    return found


def _manners(turns: Sequence[Turn]) -> dict[str, _Manner]:
    names = {turn.speaker: plain(turn.speaker) for turn in turns}
    manners: dict[str, _Manner] = {}
    run, runner = 0, ""
    asked = ""
    for at, turn in enumerate(turns):
        heard, words, length = cues(turn.text), plain(turn.text), len(turn.text.split())
        told = turn.stage is not Stage.RETURN  # in the return the former client tells, not today's
        manner = manners.setdefault(turn.speaker, _Manner())
        manner.turns += 1
        manner.words += length * told
        manner.opened = manner.opened or at == 0
        opens = {int(name[-1]) for name in heard if name.startswith("opens.")}
        if opens and (begins(turn.text) or "?" in turn.text) and length < 3 * _MONOLOGUE:
            manner.handed |= opens
        manner.calls += any(name in words for other, name in names.items() if other != turn.speaker)
        manner.presses += "sounds.presses" in heard
        manner.keeps += bool(heard & {"sounds.keeps", "sounds.commits"})
        manner.answers += told and asked not in ("", turn.speaker)
        asked = turn.speaker if "?" in turn.text or "sounds.asks" in heard else ""
        if not told:
            continue
        if turn.speaker == runner:
            run += length
        elif length > _BRIEF:  # a back-channel does not break a monologue
            run, runner = length, turn.speaker
        manners[runner or turn.speaker].longest = max(manners[runner or turn.speaker].longest, run)
    return manners
