from __future__ import annotations

import math
from dataclasses import replace

from codev_voice.review.times import begun_by_hand, breaks, by_hand, plan, spent, stopped, unheard, visits
from codev_voice.review.values import Visit
from codev_voice.session.seance import Seance
from codev_voice.session.values import Entry, Session, Stage, Stretch
from review.spoken import GROUP, PEOPLE, session, turns


def test_the_plan_of_a_second_consultation_has_no_return() -> None:
    settings = Seance(preset=180, consultations=2)
    assert [plan(settings, rank)[Stage.RETURN] for rank in (0, 1)] == [480, 0]


def test_a_stage_goes_on_until_the_next_ones_first_word_and_may_come_back() -> None:
    spoken = [
        *turns(("Cy", 0, 10), ("Ana", 12, 20)),
        *turns(("Bo", 30, 40), stage=Stage.CONTRACT, first=2),
        *turns(("Ana", 40, 41), stage=None, first=3),
        *turns(("Cy", 50, 60), first=4),
    ]
    assert visits(session(spoken), 0, 4) == (
        Visit(Stage.CLARIFICATION, 0, 1, 0, 30),
        Visit(Stage.CONTRACT, 2, 2, 30, 50),
        Visit(Stage.CLARIFICATION, 4, 4, 50, 60),
    )


def test_the_clock_stands_off_the_record_and_in_breaks() -> None:
    spoken = turns(("Bo", 0, 10, "On fait une pause, retour à moins vingt."), ("Ana", 610, 700), ("Cy", 900, 910))
    held = replace(session(spoken), pauses=(Stretch(600, 640), Stretch(905)), gaps=(Stretch(50, 60), Stretch(700, 800, "micro")))
    assert breaks(held) == ((10, 610),)
    assert stopped(held) == ((10, 640), (905, 910))
    assert spent((0, 700), stopped(held)) == 70
    both = (Stretch(700, 800, "micro"), Stretch(750, 850, "appel"), Stretch(20, 30))
    assert stopped(replace(session(turns(("Ana", 0, 900))), gaps=both)) == ((20, 30), (750, 800))


def test_who_was_not_heard_at_sixty_percent() -> None:
    spoken = turns(("Cy", 0, 50), ("Ana", 50, 70), ("Dee", 70, 90))
    stays = visits(session(spoken), 0, 2)
    assert unheard(spoken, GROUP, stays, 100, ()) == ("Dee", "Eve")
    assert unheard(spoken, GROUP, stays, 1000, ()) == ()
    assert unheard([], GROUP, (), 100, ()) == ()
    assert unheard(spoken, GROUP, stays, 0, ()) == ()
    assert unheard(spoken, GROUP, stays, 100, [(40, 60)]) == ("Eve",)


def test_sixty_percent_counts_the_time_of_every_visit() -> None:
    spoken = turns(("Cy", 0, 40), ("Dee", 1000, 1010), ("Eve", 1025, 1060))
    stays = (Visit(Stage.CLARIFICATION, 0, 0, 0, 40), Visit(Stage.CLARIFICATION, 1, 2, 1000, 1060))
    assert unheard(spoken, GROUP, stays, 100, ()) == ("Eve",)


def test_what_was_followed_by_hand_has_its_visits_without_a_turn() -> None:
    spoken = [*turns(("Bo", 0, 10), stage=Stage.ACCOUNT), *turns(("Cy", 100, 110), stage=Stage.EXPLORATION, first=1)]
    clicks = (Entry(0, Stage.ACCOUNT), Entry(30, Stage.CLARIFICATION), Entry(60, Stage.EXPLORATION))
    held = replace(session(spoken), pauses=(Stretch(15, 95),), by_hand=(Stretch(20, 95),), entries=clicks)
    wordless = by_hand(held, Seance())
    assert wordless == (
        Visit(Stage.ACCOUNT, 1, 0, 20, 30),
        Visit(Stage.CLARIFICATION, 1, 0, 30, 60),
        Visit(Stage.EXPLORATION, 1, 0, 60, 95),
    )
    stays = visits(held, 0, 1, wordless)
    assert stays == (
        Visit(Stage.ACCOUNT, 0, 0, 0, 30),
        Visit(Stage.CLARIFICATION, 1, 0, 30, 60),
        Visit(Stage.EXPLORATION, 1, 1, 60, 110),
    )
    assert [spent((stay.start, stay.end), stopped(held)) for stay in stays] == [25, 30, 50]
    assert [(stay.wordy, list(stay.turns)) for stay in stays] == [(True, [0]), (False, []), (True, [1])]


def test_a_stretch_by_hand_is_no_break_though_one_was_called() -> None:
    spoken = turns(("Bo", 0, 10, "On fait une pause, retour à moins vingt."), ("Ana", 610, 700))
    held = replace(session(spoken), pauses=(Stretch(12, 600),), by_hand=(Stretch(12, 600),))
    assert breaks(held) == stopped(held) == ()


def test_another_consultation_may_begin_by_hand() -> None:
    two = Seance(preset=180, consultations=2)
    clicks = (Entry(0, Stage.ACCOUNT), Entry(30, Stage.SYNTHESIS), Entry(60, Stage.ACCOUNT))
    held = Session((), PEOPLE, entries=clicks, by_hand=(Stretch(0),), duration=90)
    assert begun_by_hand(held, two) == 60
    assert begun_by_hand(replace(held, by_hand=(Stretch(0, 50),)), two) == math.inf
    assert begun_by_hand(held, Seance()) == math.inf
