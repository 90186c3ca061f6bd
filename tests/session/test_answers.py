from __future__ import annotations

from codev_voice.session.answers import answer_to, refused, standing
from codev_voice.session.events import FACILITATOR, NoticeAnswered
from codev_voice.session.values import Answer, Level, Notice

POSITIONS = {"p0": 0, "p1": 1, "p2": 1}
NO, SAID, IGNORED = Answer.NOT_ADVICE, Answer.SAID, Answer.IGNORED


def _answered(piece: str, excerpt: str, answer: Answer) -> NoticeAnswered:
    return NoticeAnswered(piece=piece, excerpt=excerpt, answer=answer, by=FACILITATOR)


def _notice(turn: int, excerpt: str, answer: Answer | None = None) -> Notice:
    return Notice(turn, "p", "A1", excerpt, 0.9, Level.ALERT, answer=answer)


def _bound(notices: list[Notice], *events: NoticeAnswered) -> list[Answer | None]:
    answers = standing(events, POSITIONS)
    found = [answer_to(notice, notices, answers) for notice in notices]
    return [given.answer if given else None for given in found]


def test_an_answer_is_bound_to_the_clause_of_its_turn() -> None:
    notices = [_notice(0, "Parle-lui."), _notice(1, "Parle-lui."), _notice(1, "Écris-lui !")]
    assert _bound(notices, _answered("p2", "parle-lui", NO)) == [None, NO, None]
    assert _bound(notices, _answered("gone", "parle-lui", NO)) == [None, None, None]


def test_a_later_answer_replaces_the_first() -> None:
    notices = [_notice(1, "Parle-lui.")]
    assert _bound(notices, _answered("p1", "Parle-lui.", NO), _answered("p2", "Parle-lui", SAID)) == [SAID]
    assert standing([_answered("p1", "Parle-lui.", NO), _answered("p2", "Parle-lui", SAID)], POSITIONS)[0].rank == 1


def test_an_answer_follows_a_clause_that_is_cut_otherwise_but_never_two_at_once() -> None:
    short, grown = "tu devrais lui parler", "tu devrais lui parler franchement"
    assert _bound([_notice(1, grown)], _answered("p1", short, NO)) == [NO]
    assert _bound([_notice(1, short), _notice(1, grown)], _answered("p1", short, NO)) == [NO, None]
    assert _bound([_notice(1, grown)], _answered("p1", short, NO), _answered("p1", grown, IGNORED)) == [IGNORED]


def test_what_is_refused_outlives_its_notice() -> None:
    short, grown = "tu devrais lui parler", "tu devrais lui parler franchement"
    answers = standing([_answered("p0", "Écris-lui.", NO), _answered("p1", short, NO), _answered("p1", "vas-y", SAID)], POSITIONS)
    assert refused(answers, [_notice(1, grown, NO)]) == ((1, grown), (0, "Écris-lui."))
    assert refused(answers, [_notice(1, grown, SAID)]) == ((0, "Écris-lui."),)
