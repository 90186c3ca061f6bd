"""Where one consultation ends and the next begins, and who was client in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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
        leader = _speaking_as(part, Role.FACILITATOR) or _rostered(people, Role.FACILITATOR)
        client = _speaking_as(part, Role.CLIENT) or _teller(part, leader) or _rostered(people, Role.CLIENT)
        found.append(Consultation(client, leader, turns[first].index, turns[last].index))
    return tuple(found)


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


def _teller(turns: Sequence[Turn], leader: str | None) -> str | None:
    words: Counter[str] = Counter()
    for turn in turns:
        if turn.stage is Stage.ACCOUNT and turn.speaker != leader and turn.role in (None, Role.CLIENT):
            words[turn.speaker] += len(turn.text.split())
    return max(words, key=words.__getitem__) if words else None


def _speaking_as(turns: Sequence[Turn], role: Role) -> str | None:
    words: Counter[str] = Counter()
    for turn in turns:
        if turn.role is role:
            words[turn.speaker] += len(turn.text.split())
    return max(words, key=words.__getitem__) if words else None


def _rostered(people: Sequence[Person], role: Role) -> str | None:
    return next((person.name for person in people if role in person.roles), None)
