from __future__ import annotations

from dataclasses import replace

from codev_voice.review import flow
from review.spoken import turns

GROUP = ("Cy", "Dee", "Eve")


def test_consultants_in_a_row_make_a_round() -> None:
    spoken = turns(("Cy", 0, 5), ("Ana", 5, 6, "Mm."), ("Dee", 6, 10), ("Eve", 10, 15), ("Cy", 15, 20), ("Eve", 20, 25))
    assert flow.rounds(spoken, GROUP) == ((), ("Dee",))


def test_answers_end_a_round_that_nobody_asked_for() -> None:
    spoken = turns(("Cy", 0, 5), ("Ana", 5, 9), ("Dee", 9, 12), ("Ana", 12, 15), ("Eve", 15, 18))
    assert flow.rounds(spoken, GROUP) == ()
    asked = turns(("Bo", 0, 2, "On fait un tour de questions, une chacun."), *[(t.person or "", t.start + 2, t.end + 2) for t in spoken])
    assert flow.rounds(asked, GROUP) == ((),)


def test_two_consultants_make_no_round() -> None:
    assert flow.rounds(turns(("Cy", 0, 5), ("Dee", 5, 9)), ("Cy", "Dee")) == ()


def test_who_was_not_heard_at_sixty_percent() -> None:
    spoken = turns(("Cy", 0, 50), ("Ana", 50, 70), ("Dee", 70, 90))
    assert flow.unheard(spoken, GROUP, 100) == ("Dee", "Eve")
    assert flow.unheard(spoken, GROUP, 1000) == ()
    assert flow.unheard([], GROUP, 100) == ()
    assert flow.unheard(spoken, GROUP, 0) == ()


def test_silences_asked_for_are_work_and_technical_ones_are_left_out() -> None:
    spoken = turns(
        ("Bo", 0, 5, "Deux minutes pour écrire, chacun pour soi."),
        ("Cy", 60, 65),
        ("Ana", 72, 75),
        ("Bo", 82, 85, "On t'a perdue, tu es en muet."),
        ("Ana", 95, 99),
        ("Cy", 100, 101),
    )
    assert flow.silences(spoken) == (1, 1)
    elsewhere = [replace(turn, index=turn.index * 2) for turn in spoken]
    assert flow.silences(elsewhere) == (0, 0)


def test_overlaps_are_told_only_when_there_are_enough() -> None:
    few = turns(("Ana", 0, 10, "je disais que tout allait mal et"), ("Cy", 9.5, 15, "moi je crois que non vraiment."))
    assert flow.collisions(few) == (None, None)
    many = turns(*[("Ana" if at % 2 else "Cy", 10.0 * at, 10.0 * at + 10.5, "et alors je me disais que") for at in range(7)])
    assert flow.collisions(many) == (6, 6)
    same = turns(*[("Ana", 10.0 * at, 10.0 * at + 10.5) for at in range(7)])
    assert flow.collisions(same) == (None, None)
