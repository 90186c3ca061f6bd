from __future__ import annotations

from dataclasses import replace

from codev_voice.review.report import review_of, reviewable
from codev_voice.review.values import Round
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Entry, Level, Notice, Person, Role, Session, Stage, Stretch
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
    empty = Session((), PEOPLE)
    review = review_of(empty, SETTINGS)
    assert review.consultations[0].heard() == ()
    assert review.listened
    assert not reviewable(empty)


CLICKS = (Entry(0, Stage.ACCOUNT), Entry(60, Stage.SYNTHESIS), Entry(90, Stage.ACCOUNT), Entry(100, Stage.CLARIFICATION))


def test_held_by_hand_there_is_time_against_plan_and_nothing_else() -> None:
    held = Session((), PEOPLE, entries=CLICKS, by_hand=(Stretch(0),), duration=130)
    review = review_of(held, SETTINGS)
    (one,) = review.consultations
    assert reviewable(held)
    assert not review.listened
    assert (one.client, one.consultants, one.away, one.heard()) == ("Ana", (), (), ())
    assert {int(stage.stage): (stage.seconds, stage.by_hand) for stage in one.stages if stage.visits} == {
        1: (70, 70),
        2: (30, 30),
        5: (30, 30),
    }
    assert one.stages[2].planned == 360
    first, second = review_of(held, Seance(people=PEOPLE, preset=180, consultations=2)).consultations
    assert [{int(stage.stage): stage.seconds for stage in part.stages if stage.visits} for part in (first, second)] == [
        {1: 60, 5: 30},
        {1: 10, 2: 30},
    ]
    assert (first.client, second.client) == ("Ana", None)


def test_what_went_on_by_hand_after_words_is_of_the_last_consultation() -> None:
    spoken = clarification()
    both = (Consultation("Ana", "Bo", 0, 11), Consultation("Cy", "Bo", 12, 23))
    clicks = (Entry(0, Stage.CLARIFICATION), Entry(800, Stage.CONTRACT))
    held = replace(session(spoken, consultations=both), entries=clicks, by_hand=(Stretch(730),), pauses=(Stretch(730),), duration=900)
    first, second = review_of(held, Seance(people=PEOPLE, preset=180, consultations=2)).consultations
    assert [stage.by_hand for stage in first.stages if stage.by_hand] == []
    stages = {int(stage.stage): stage for stage in second.stages if stage.by_hand}
    assert {stage: (found.seconds, found.by_hand, found.turns) for stage, found in stages.items()} == {2: (440, 70, 12), 3: (100, 100, 0)}


def test_who_was_not_heard_is_not_told_of_a_stage_partly_followed_by_hand() -> None:
    absent = replace(session(clarification()), people=(*PEOPLE, Person("Gus", Role.CONSULTANT)), consents={"Gus": True}, duration=900)
    hand = replace(absent, pauses=(Stretch(730),), by_hand=(Stretch(730),), entries=(Entry(0, Stage.CLARIFICATION),))
    assert [review_of(held, SETTINGS).consultations[0].heard()[0].unheard for held in (absent, hand)] == [("Gus",), ()]


def test_what_nobody_heard_is_no_silence() -> None:
    spoken = turns(("Cy", 0, 200), ("Ana", 260, 460))
    hand = replace(session(spoken), pauses=(Stretch(205, 255),), by_hand=(Stretch(205, 255),), entries=(Entry(0, Stage.CLARIFICATION),))
    found = [review_of(held, SETTINGS).consultations[0].heard()[0] for held in (session(spoken), hand)]
    assert [(len(stage.silences), stage.seconds) for stage in found] == [(1, 460), (0, 460)]


def test_once_the_transcript_is_gone_a_part_by_hand_is_no_session_by_hand() -> None:
    gone = Session((), PEOPLE, entries=CLICKS, by_hand=(Stretch(50),), duration=130, erased={"transcription": None})
    assert not reviewable(gone)
    assert review_of(gone, SETTINGS).listened
