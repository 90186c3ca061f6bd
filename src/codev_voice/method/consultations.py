"""Where one consultation ends and the next begins, and who was client in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from codev_voice.session.values import Consultation, Person, Role, Stage, Turn

_ACCOUNT_WORDS = 25


def split(turns: Sequence[Turn], people: Sequence[Person]) -> tuple[Consultation, ...]:
    """The consultations of a session whose turns carry their stage, in order; together they hold every turn.

    A new one begins where, after the synthesis or the learnings, the session is back at the choice of a subject or at an exposé in
    which somebody really tells something. Its client is who speaks as client in it, else who tells most of the exposé, else the
    roster's; likewise its facilitator.
    """
    if not turns:
        return ()
    firsts = [0, *_starts(turns)]
    lasts = [*(first - 1 for first in firsts[1:]), len(turns) - 1]
    found = []
    for first, last in zip(firsts, lasts, strict=True):
        part = turns[first : last + 1]
        words = _Words(part)
        leader = words.leader(people)
        client = words.client(people)
        found.append(Consultation(client, leader, turns[first].index, turns[last].index))
    return tuple(found)


class Parts:
    """`split` for a session that is still being heard: turns are added as they close, and none is gone through again.

    `first` is the position of the first turn of the consultation under way, `count` how many have begun.
    """

    def __init__(self, turns: Sequence[Turn] = ()) -> None:
        self.first = 0
        self.count = 1
        self._turns: list[Turn] = []
        self._reached = Stage.RETURN
        self._again: int | None = None  # where another consultation seems to begin: it does once somebody tells at length
        self._tellers: Counter[str] = Counter()
        self._here = _Words()
        for turn in turns:
            self.add(turn)

    def add(self, turn: Turn) -> None:
        """This turn is closed, and carries its stage."""
        self._turns.append(turn)
        self._here.add(turn)
        stage = turn.stage if turn.stage is not None else self._reached
        again = stage <= Stage.ACCOUNT and self._reached >= Stage.SYNTHESIS
        if again and self._again is None:
            self._again, self._tellers = len(self._turns) - 1, Counter()
        if self._again is None or (turn.stage is not None and turn.stage > Stage.ACCOUNT):
            self._again, self._reached = None, max(self._reached, stage)
            return
        if turn.stage is Stage.ACCOUNT:
            self._tellers[turn.speaker] += len(turn.text.split())
            if self._tellers[turn.speaker] >= _ACCOUNT_WORDS:
                self._begin(self._again)

    def client(self, people: Sequence[Person], open_: Turn | None = None) -> str | None:
        """Who is client in the consultation under way, with the open turn, which carries no stage yet."""
        return (self._here.grown(open_) if open_ else self._here).client(people)

    def _begin(self, at: int) -> None:
        self.first, self._again = at, None
        self.count += 1
        self._here = _Words(self._turns[at:])
        self._reached = max((turn.stage for turn in self._turns[at:] if turn.stage is not None), default=Stage.RETURN)


class _Words:
    """Words by speaker: as client, as facilitator, and in the exposé by whoever may be the client; who spoke first stands first."""

    def __init__(self, turns: Sequence[Turn] = ()) -> None:
        self._asking: Counter[str] = Counter()
        self._leading: Counter[str] = Counter()
        self._telling: Counter[str] = Counter()
        for turn in turns:
            self.add(turn)

    def add(self, turn: Turn) -> None:
        """Count this turn."""
        words = len(turn.text.split())
        if turn.role is Role.CLIENT:
            self._asking[turn.speaker] += words
        elif turn.role is Role.FACILITATOR:
            self._leading[turn.speaker] += words
        if turn.stage is Stage.ACCOUNT and turn.role in (None, Role.CLIENT):
            self._telling[turn.speaker] += words

    def grown(self, turn: Turn) -> _Words:
        """With this turn, which may still grow."""
        other = _Words()
        other._asking, other._leading, other._telling = self._asking.copy(), self._leading.copy(), self._telling.copy()
        other.add(turn)
        return other

    def leader(self, people: Sequence[Person]) -> str | None:
        """Who speaks as facilitator, else the roster's."""
        return _most(self._leading) or _rostered(people, Role.FACILITATOR)

    def client(self, people: Sequence[Person]) -> str | None:
        """Who speaks as client, else who tells most of the exposé, else the roster's."""
        leader = self.leader(people)
        told = {name: count for name, count in self._telling.items() if name != leader}
        return _most(self._asking) or _most(told) or _rostered(people, Role.CLIENT)


def _most(words: Mapping[str, int]) -> str | None:
    return max(words, key=words.__getitem__) if words else None


def _starts(turns: Sequence[Turn]) -> list[int]:
    """Positions at which a consultation after the first begins."""
    found = []
    reached = Stage.RETURN
    for at, turn in enumerate(turns):
        stage = turn.stage if turn.stage is not None else reached
        again = stage <= Stage.ACCOUNT and reached >= Stage.SYNTHESIS
        if again and _told(turns[at:]):
            found.append(at)
            reached = stage
        elif not again:
            reached = max(reached, stage)
    return found


def _told(turns: Sequence[Turn]) -> bool:
    """True when somebody tells at length in the exposé that these turns open, before any later stage."""
    words: Counter[str] = Counter()
    for turn in turns:
        if turn.stage is not None and turn.stage > Stage.ACCOUNT:
            break
        if turn.stage is Stage.ACCOUNT:
            words[turn.speaker] += len(turn.text.split())
    return any(count >= _ACCOUNT_WORDS for count in words.values())


def _rostered(people: Sequence[Person], role: Role) -> str | None:
    return next((person.name for person in people if role in person.roles), None)
