from __future__ import annotations

from dataclasses import replace

from codev_voice.review.report import review_of
from codev_voice.review.values import Round
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Level, Notice, Person, Role, Session, Stage
from review.spoken import CLIENT, GROUP, PEOPLE, clarification, session, turns

SETTINGS = Seance(people=PEOPLE, preset=30)


def test_a_stage_is_described() -> None:
    spoken = clarification()
    spoken[0] = replace(spoken[0], notices=(Notice(0, "p0", "A1", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?"),))
    (one,) = review_of(session(spoken), SETTINGS).consultations
    assert (one.client, one.facilitator, one.consultants) == ("Ana", "Bo", GROUP)
    (stage,) = one.heard()
    assert (stage.stage, stage.seconds, stage.planned, stage.turns, stage.speech) == (Stage.CLARIFICATION, 720, 360, 24, 720)
    assert stage.shares is not None
    assert (stage.shares[CLIENT].low, stage.shares[CLIENT].high) == (60, 70)
    assert stage.equality is not None
    assert stage.equality.spread
    assert stage.questions is not None
    assert [part.questions for part in stage.equality.parts] == [4, 4, 4]
    assert len(stage.questions) == 12
    assert stage.advice == {"A1": 1}
    assert stage.flow == {("Ana", "Cy"): 3, ("Ana", "Dee"): 4, ("Ana", "Eve"): 4, ("Cy", "Ana"): 4, ("Dee", "Ana"): 4, ("Eve", "Ana"): 4}
    assert one.offers == ("Que lui as-tu dit ?",)


def test_estimated_times_give_words_and_no_counts_of_silences() -> None:
    spoken = [replace(turn, end=turn.end - 8) for turn in clarification()]
    measured, estimated = (review_of(session(spoken, estimated=said), SETTINGS).consultations[0].heard()[0] for said in (False, True))
    assert measured.silences
    assert estimated.silences == ()
    assert estimated.shares is not None
    assert all(share.wide for share in estimated.shares.values())
    assert estimated.equality is not None
    assert all(part.share.wide for part in estimated.equality.parts)
    assert (estimated.overlaps, estimated.unheard) == (None, ())


def test_who_gave_no_sign_of_being_there_is_set_apart() -> None:
    absent = (*PEOPLE, Person("Flo", Role.CONSULTANT), Person("Gus", Role.CONSULTANT))
    held = replace(session(clarification()), people=absent, consents={"Gus": True})
    (one,) = review_of(held, SETTINGS).consultations
    assert one.consultants == ("Cy", "Dee", "Eve", "Gus")
    assert one.away == ("Flo",)
    (stage,) = one.heard()
    assert stage.equality is not None
    assert not stage.equality.spread
    assert "Gus" in stage.unheard


def test_who_was_forgotten_is_not_told_to_be_absent() -> None:
    held = replace(session(clarification()), people=(*PEOPLE, Person("Flo", Role.CONSULTANT)), forgotten=frozenset({"Flo"}))
    (one,) = review_of(held, SETTINGS).consultations
    assert (one.consultants, one.away) == (GROUP, ())


def test_a_second_consultation_has_its_own_roles_and_plan() -> None:
    spoken = clarification()
    roles = {name: CLIENT if name == "Cy" else Role.CONSULTANT for name in ("Ana", *GROUP)}
    later = [
        replace(turn, index=turn.index + 24, start=turn.start + 1000, end=turn.end + 1000, role=roles[turn.person or ""]) for turn in spoken
    ]
    both = (Consultation("Ana", "Bo", 0, 23), Consultation("Cy", "Bo", 24, 47))
    first, second = review_of(
        session([*spoken, *later], consultations=both), Seance(people=PEOPLE, preset=180, consultations=2)
    ).consultations
    assert (first.client, second.client) == ("Ana", "Cy")
    assert second.consultants == ("Ana", "Dee", "Eve")
    assert Stage.RETURN in {stage.stage for stage in first.stages}
    assert Stage.RETURN not in {stage.stage for stage in second.stages}


def test_the_client_too_is_to_be_heard_in_the_learnings() -> None:
    spoken = turns(("Cy", 0, 50), ("Dee", 50, 110), ("Eve", 110, 150), stage=Stage.LEARNING)
    (one,) = review_of(session(spoken), SETTINGS).consultations
    (stage,) = one.heard()
    assert stage.rounds == (Round((0, 1, 2)),)
    assert stage.unheard == ("Eve", "Ana")


def test_nothing_is_said_of_people_whom_nobody_has_named() -> None:
    spoken = [replace(turn, person=None) for turn in clarification()]
    (one,) = review_of(session(spoken), SETTINGS).consultations
    (stage,) = one.heard()
    assert (stage.shares, stage.equality, stage.unheard, stage.rounds) == (None, None, (), ())


def test_a_session_in_which_nothing_was_said() -> None:
    review = review_of(Session((), PEOPLE), SETTINGS)
    assert review.consultations[0].heard() == ()
