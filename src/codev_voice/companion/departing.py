"""What the detector of advice is told of a session: who is judged as a consultant, and what is only to be logged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from codev_voice.method.repeats import Repeats
from codev_voice.session.seance import Seance
from codev_voice.session.values import Notice, Person, Role, Turn


def hush(seance: Seance, known: Repeats) -> Callable[[Notice], bool]:
    """What is only logged, however sure: a clause already told or refused in another turn, and family B where it is muted."""
    return lambda notice: (seance.mute_other and notice.other) or known.has(notice.excerpt, notice.turn)


def by_act(turn: Turn, people: Sequence[Person], *, moves: bool) -> Turn:
    """The turn as the detector of advice takes it.

    Who is facilitator and consultant is judged by her acts: the turn with which she moves the session is facilitation, the others
    may advise.
    """
    both = any(person.name == turn.person and {Role.FACILITATOR, Role.CONSULTANT} <= person.roles for person in people)
    return replace(turn, role=Role.CONSULTANT) if both and not moves else turn
