from __future__ import annotations

from codev_voice.companion.live.notices import SENTENCES, all_told, to_show
from codev_voice.session.names import KIND_NAMES
from codev_voice.session.values import Answer, Level, Notice, Session, Stage, Turn

HERE = Stage.CLARIFICATION


def _notice(t: float, kind: str = "A1", level: Level = Level.ALERT, answer: Answer | None = None) -> Notice:
    return Notice(0, f"p{t}", kind, f"conseil à {t}", 0.9, level, "Une question ?", answer=answer, t=t)


def _session(*notices: Notice, cuts: tuple[int, ...] = ()) -> Session:
    turn = Turn(0, 0.0, 500.0, "v", "mot", notices=notices)
    return Session((turn,), (), cuts=cuts)


def _shown(session: Session, t: float) -> list[str]:
    return [one["excerpt"] for one in to_show(session, HERE, t)]


def test_a_notice_is_about_the_sentence_and_offers_a_question() -> None:
    (one,) = to_show(_session(_notice(10.0)), HERE, 12.0)
    assert one == {
        "number": 1,
        "turn": 0,
        "t": 10.0,
        "kind": "A1",
        "excerpt": "conseil à 10.0",
        "sentence": "Cette phrase propose une action",
        "question": "Une question ?",
        "level": "alert",
        "answer": None,
    }
    assert to_show(_session(_notice(10.0), cuts=(0,)), HERE, 12.0)[0]["turn"] == 1


def test_every_kind_has_its_words_and_none_judges_anybody() -> None:
    assert set(SENTENCES) == set(KIND_NAMES)
    assert all(words.startswith(("Cette phrase", "Cette question")) for words in SENTENCES.values())
    assert len({SENTENCES[kind] for kind in ("A1", "B1", "B2", "B3")}) == 4


def test_at_most_one_new_notice_a_minute() -> None:
    session = _session(_notice(10.0, level=Level.LIGHT), _notice(20.0), _notice(30.0), _notice(200.0))
    assert _shown(session, 9.0) == []
    assert _shown(session, 99.0) == ["conseil à 10.0"]
    assert _shown(session, 100.0) == []
    assert _shown(session, 201.0) == ["conseil à 200.0"]


def test_what_comes_within_the_minute_is_not_shown_late_but_is_there_afterwards() -> None:
    session = _session(_notice(10.0), _notice(40.0))
    assert _shown(session, 71.0) == ["conseil à 10.0"]
    assert [one["excerpt"] for one in all_told(session)] == ["conseil à 10.0", "conseil à 40.0"]


def test_a_notice_waits_for_a_minute_that_is_all_but_over() -> None:
    session = _session(_notice(10.0), _notice(69.0), _notice(129.0))
    assert _shown(session, 69.5) == ["conseil à 10.0"]
    assert to_show(session, HERE, 71.0)[0]["t"] == 70.0
    assert _shown(session, 131.0) == ["conseil à 129.0"]  # a minute after 70


def test_what_is_answered_goes_and_gives_its_minute_to_nobody() -> None:
    for answer in Answer:
        assert _shown(_session(_notice(10.0, answer=answer), _notice(30.0)), 40.0) == []
        assert _shown(_session(_notice(10.0, answer=answer), _notice(70.0)), 70.0) == ["conseil à 70.0"]


def test_what_was_only_logged_or_taken_back_is_not_shown() -> None:
    assert _shown(_session(_notice(10.0, level=Level.LOG)), 11.0) == []


def test_nothing_is_shown_once_the_clarification_is_over() -> None:
    assert to_show(_session(_notice(10.0)), Stage.CONTRACT, 11.0) == []


def test_afterwards_every_notice_is_there() -> None:
    session = _session(_notice(10.0), _notice(20.0, answer=Answer.NOT_ADVICE), _notice(30.0, level=Level.LOG))
    assert [(one["number"], one["answer"]) for one in all_told(session)] == [(1, None), (2, "not_advice")]
