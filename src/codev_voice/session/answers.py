"""The facilitator's answers to notices, bound to what was noticed: the same clause of the same turn, whatever is judged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codev_voice.session.events import Event, NoticeAnswered, Unknown
from codev_voice.session.values import Answer, Notice
from codev_voice.session.wording import alike, said


@dataclass(frozen=True, slots=True)
class Given:
    """An answer about a clause (`excerpt`, in words `said`) of the turn at position `turn`; `rank` is its event's."""

    turn: int
    excerpt: str
    said: str
    answer: Answer
    rank: int


def standing(events: Sequence[Event | Unknown], positions: Mapping[str, int]) -> tuple[Given, ...]:
    """The last answer to each clause of each turn, in the order they were given; `positions` are the turns of the pieces."""
    latest: dict[tuple[int, str], Given] = {}
    for rank, event in enumerate(events):
        if isinstance(event, NoticeAnswered) and event.piece in positions:
            turn, words = positions[event.piece], said(event.excerpt)
            latest.pop((turn, words), None)
            latest[turn, words] = Given(turn, event.excerpt, words, event.answer, rank)
    return tuple(latest.values())


def answer_to(notice: Notice, notices: Sequence[Notice], answers: Sequence[Given]) -> Given | None:
    """The answer to this one of the session's `notices`: to its very words, else to the clause as it was cut before."""
    here = [given for given in answers if given.turn == notice.turn]
    if not here:
        return None
    words = said(notice.excerpt)
    taken = {said(other.excerpt) for other in notices if other.turn == notice.turn}
    exact = next((given for given in here if given.said == words), None)
    return exact or next((given for given in reversed(here) if given.said not in taken and alike(given.said, words)), None)


def refused(answers: Sequence[Given], notices: Sequence[Notice]) -> tuple[tuple[int, str], ...]:
    """The clauses that are no advice, with their turns: of the notices as they stand, then of those that are no longer made."""
    held = [(notice.turn, notice.excerpt) for notice in notices if notice.answer is Answer.NOT_ADVICE]
    gone = [
        (given.turn, given.excerpt)
        for given in answers
        if given.answer is Answer.NOT_ADVICE
        and not any(notice.turn == given.turn and alike(said(notice.excerpt), given.said) for notice in notices)
    ]
    return (*held, *gone)
