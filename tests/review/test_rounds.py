from __future__ import annotations

from codev_voice.review.rounds import rounds
from codev_voice.review.values import Round
from review.spoken import GROUP, turns


def test_consultants_in_a_row_make_a_round() -> None:
    spoken = turns(("Cy", 0, 5), ("Ana", 5, 6, "Mm."), ("Dee", 6, 10), ("Eve", 10, 15, "Je passe."), ("Cy", 15, 20), ("Eve", 20, 25))
    assert rounds(spoken, GROUP) == (Round((0, 2, 3)), Round((4, 5), ("Dee",)))


def test_answers_end_a_round_that_nobody_asked_for() -> None:
    spoken = turns(("Cy", 0, 5), ("Ana", 5, 9), ("Dee", 9, 12), ("Ana", 12, 15), ("Eve", 15, 18))
    assert rounds(spoken, GROUP) == ()
    later = [(turn.person or "", turn.start + 2, turn.end + 2) for turn in spoken]
    asked = turns(("Bo", 0, 2, "On fait un tour de questions, une chacun."), *later)
    assert rounds(asked, GROUP) == (Round((1, 3, 5)),)


def test_a_round_that_was_asked_for_is_told_when_half_the_group_is_heard() -> None:
    four = (*GROUP, "Flo")
    asked = turns(("Bo", 0, 2, "On fait un tour."), ("Cy", 2, 5), ("Eve", 5, 9))
    assert rounds(asked, four) == (Round((1, 2), ("Dee", "Flo")),)
    assert rounds(asked[1:], four) == ()
    apart = turns(("Bo", 0, 2, "Deux minutes, chacun de son côté."), ("Cy", 2, 5), ("Eve", 5, 9))
    assert rounds(apart, four) == ()
    again = turns(("Cy", 2, 5), ("Dee", 5, 6), ("Eve", 6, 9), ("Bo", 9, 10, "Et maintenant un tour."), ("Flo", 10, 20))
    assert rounds(again, four) == (Round((0, 1, 2), ("Flo",)),)


def test_two_consultants_make_no_round() -> None:
    assert rounds(turns(("Cy", 0, 5), ("Dee", 5, 9)), ("Cy", "Dee")) == ()
