from __future__ import annotations

import pytest

from codev_voice.errors import SessionError
from codev_voice.review.own import Own, own_of
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Session
from review.spoken import PEOPLE, clarification, session, turns

SETTINGS = Seance(people=PEOPLE, preset=30)


def _own(held: Session, name: str) -> Own:
    return own_of(review_of(held, SETTINGS), held, name)


def test_her_time_no_finer_than_a_share_her_questions_and_the_groups_total() -> None:
    ((client, (stage,)),) = _own(session(clarification()), "cy").consultations
    assert client is None
    assert (stage.role, stage.turns, stage.seconds, stage.speech) == (Role.CONSULTANT, (0, 6, 12, 18), 60, 720)
    assert (stage.questions, stage.asked) == (4, 12)
    assert stage.share is not None
    assert (stage.share.low, stage.share.high) == (30, 40)


def test_the_client_has_no_share_among_consultants() -> None:
    (stage,) = _own(session(clarification()), "Ana").consultations[0][1]
    assert (stage.seconds, stage.share, stage.questions, stage.asked) == (480, None, None, None)


def test_a_total_that_would_say_somebody_elses_figure_is_left_out() -> None:
    (stage,) = _own(session(turns(("Cy", 0, 100), ("Ana", 100, 300))), "Cy").consultations[0][1]
    assert (stage.seconds, stage.speech) == (100, None)


def test_too_short_for_a_figure() -> None:
    (stage,) = _own(session(clarification()[:4]), "Cy").consultations[0][1]
    assert (stage.turns, stage.seconds, stage.speech) == ((0,), None, None)


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(SessionError, match=r"Personne ne s'appelle « Zoé » dans cette séance : choisissez parmi Ana, Bo, Cy, Dee, Eve, Oz"):
        _own(session(clarification()), "Zoé")


def test_nobody_is_given_the_figures_of_a_name_that_looks_like_hers() -> None:
    held = session(turns(("Zoé", 0, 100), ("Zoe", 100, 300)))
    assert [_own(held, name).person for name in ("Zoé", "ZOE", "zoé")] == ["Zoé", "Zoe", "Zoé"]
    with pytest.raises(SessionError, match="Personne ne s'appelle « Zoë »"):
        _own(held, "Zoë")
