from __future__ import annotations

from codev_voice.review.equality import among_consultants
from review.spoken import GROUP, turns


def test_spread_means_between_half_and_twice_an_equal_part() -> None:
    fair = among_consultants(turns(("Cy", 0, 70), ("Dee", 70, 140), ("Eve", 140, 200)), GROUP)
    assert fair is not None
    assert [(part.person, part.share.low, part.share.high, part.turns) for part in fair.parts] == [
        ("Cy", 30, 40, (0,)),
        ("Dee", 30, 40, (1,)),
        ("Eve", 25, 35, (2,)),
    ]
    assert (fair.spread, fair.voices) == (True, 0)
    unfair = among_consultants(turns(("Cy", 0, 170), ("Dee", 170, 190), ("Eve", 190, 201)), GROUP)
    assert unfair is not None
    assert (unfair.spread, unfair.voices) == (False, 1)


def test_two_of_four_may_carry_most_of_it() -> None:
    spoken = turns(("Cy", 0, 90), ("Dee", 90, 180), ("Eve", 180, 190), ("Flo", 190, 200))
    held = among_consultants(spoken, (*GROUP, "Flo"), {"Cy": 9})
    assert held is not None
    assert (held.spread, held.voices) == (False, 2)
    assert [part.questions for part in held.parts] == [9, 0, 0, 0]


def test_no_figure_without_three_who_are_there_and_speak_long_enough() -> None:
    assert among_consultants(turns(("Cy", 0, 200)), ("Cy", "Dee")) is None
    assert among_consultants(turns(("Cy", 0, 100), ("Dee", 100, 200)), GROUP) is None
    assert among_consultants(turns(("Cy", 0, 20), ("Dee", 20, 40), ("Eve", 40, 60)), GROUP) is None
    assert among_consultants(turns(("Ana", 0, 200)), GROUP) is None


def test_what_nobody_was_given_may_be_theirs() -> None:
    sure = turns(("Ana", 0, 200), ("Cy", 200, 240), ("Dee", 240, 280), ("Eve", 280, 320))
    held = among_consultants([*sure, *turns(("", 320, 350), first=4)], GROUP)
    assert held is not None
    assert all(part.share.wide for part in held.parts)
