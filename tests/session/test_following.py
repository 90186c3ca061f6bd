from __future__ import annotations

from codev_voice.session.events import Ended, Followed
from codev_voice.session.following import followed_of


def test_the_last_word_on_a_line_stands_and_what_is_taken_back_is_gone() -> None:
    first = Followed(plan="a/0", person="Karim", entry="x", state="en_cours")
    then = Followed(plan="a/0", person="Karim", entry="x", state="fait")
    drawn = Followed(plan="a/0", person="Karim", text="oser demander")
    other = Followed(plan="a/1", person="Inès", entry="x", state="abandonne")
    assert followed_of([first, Ended(), then, drawn, other]) == {("a/0", "x"): then, ("a/0", ""): drawn, ("a/1", "x"): other}
    back = Followed(plan="a/0", person="Karim", entry="x")
    assert followed_of([first, drawn, back]) == {("a/0", ""): drawn}
    assert followed_of([Ended()]) == {}
