from __future__ import annotations

from dataclasses import replace

from codev_voice.review.times import breaks, plan, spent, stopped, unheard, visits
from codev_voice.review.values import Visit
from codev_voice.session.seance import Seance
from codev_voice.session.values import Stage, Stretch
from review.spoken import GROUP, session, turns


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
