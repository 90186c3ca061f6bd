from __future__ import annotations

from dataclasses import replace

from codev_voice.review import shares
from codev_voice.review.speakers import speakers
from codev_voice.review.values import Speaker
from review.spoken import clarification, turns


def test_turns_and_about_how_long_in_alphabetical_order() -> None:
    spoken = clarification()
    assert speakers(spoken, shares.by_role(spoken)) == (
        Speaker("Ana", tuple(range(1, 24, 2)), 480),
        Speaker("Cy", (0, 6, 12, 18), 60),  # 80 seconds
        Speaker("Dee", (2, 8, 14, 20), 60),
        Speaker("Eve", (4, 10, 16, 22), 60),
    )


def test_without_ground_for_a_figure_turns_alone_are_told() -> None:
    short = turns(("Cy", 0, 60), ("", 60, 70), ("Ana", 70, 100))
    assert [(one.person, len(one.turns), one.seconds) for one in speakers(short, shares.by_role(short))] == [
        ("Ana", 1, None),
        ("Cy", 1, None),
        (None, 1, None),
    ]
    wide = {role: replace(share, wide=True) for role, share in (shares.by_role(clarification()) or {}).items()}
    assert {one.seconds for one in speakers(clarification(), wide)} == {None}
