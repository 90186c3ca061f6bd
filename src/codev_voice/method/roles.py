"""Who is who in a session without a roster, from how each one speaks: guesses, to be shown as guesses."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from codev_voice.method.cues import begins, cues, names, plain
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
    return Company(turns).roles()


class Company:
    """The speakers of one consultation, turn by turn: `guess_roles` of all that was added, without going through it again."""

    def __init__(self, turns: Sequence[Turn] = ()) -> None:
        self._manners: dict[str, _Manner] = {}
        self._names: dict[str, str] = {}
        self._given: dict[str, tuple[int, Role]] = {}  # the first role that the source gives each, and the last turn that carries one
        self._silent: list[tuple[str, str]] = []  # speakers and words of the turns that name nobody yet known
        self._turns = 0
        self._run, self._runner, self._asked = 0, "", ""
        for turn in turns:
            self.add(turn)

    def grown(self, turn: Turn) -> Company:
        """With this turn, which may still grow."""
        other = copy(self)
        other._manners = {name: replace(manner, handed=set(manner.handed)) for name, manner in self._manners.items()}  # noqa: SLF001 - its own
        other._names, other._given, other._silent = dict(self._names), dict(self._given), list(self._silent)  # noqa: SLF001 - its own
        other.add(turn)
        return other

    def roles(self) -> dict[str, Role]:
        """The guesses."""
        manners = self._manners
        latest = sorted(self._given, key=lambda name: -self._given[name][0])
        given = {name: self._given[name][1] for name in latest}
        if self._turns < _FEWEST_TURNS or len(manners) < 2:  # noqa: PLR2004 - alone, nobody leads anybody
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

    def add(self, turn: Turn) -> None:
        """Count this turn."""
        speaker = turn.speaker
        heard, length = cues(turn.text), len(turn.text.split())
        told = turn.stage is not Stage.RETURN  # in the return the former client tells, not today's
        manner = self._manners.setdefault(speaker, _Manner())
        manner.turns += 1
        manner.words += length * told
        manner.opened = manner.opened or self._turns == 0
        if turn.role is not None:
            self._given[speaker] = (self._turns, self._given[speaker][1] if speaker in self._given else turn.role)
        self._turns += 1
        opens = {int(name[-1]) for name in heard if name.startswith("opens.")}
        if opens and (begins(turn.text) or "?" in turn.text) and length < 3 * _MONOLOGUE:
            manner.handed |= opens
        self._call(speaker, plain(turn.text))
        manner.presses += "sounds.presses" in heard
        manner.keeps += bool(heard & {"sounds.keeps", "sounds.commits"})
        manner.answers += told and self._asked not in ("", speaker)
        self._asked = speaker if "?" in turn.text or "sounds.asks" in heard else ""
        if not told:
            return
        if speaker == self._runner:
            self._run += length
        elif length > _BRIEF:  # a back-channel does not break a monologue
            self._run, self._runner = length, speaker
        runner = self._manners[self._runner or speaker]
        runner.longest = max(runner.longest, self._run)

    def _call(self, speaker: str, words: str) -> None:
        """Count who names somebody: a name may be said before its bearer speaks."""
        if speaker not in self._names:
            name = self._names[speaker] = plain(speaker)
            calling = [who != speaker and names(said, name) for who, said in self._silent]
            for (who, _), calls in zip(self._silent, calling, strict=True):
                self._manners[who].calls += calls
            self._silent = [held for held, calls in zip(self._silent, calling, strict=True) if not calls]
        if any(names(words, name) for other, name in self._names.items() if other != speaker):
            self._manners[speaker].calls += 1
        else:
            self._silent.append((speaker, words))
