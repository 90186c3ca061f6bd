from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.review.interventions import followed, interventions
from codev_voice.review.values import Act, Followed
from codev_voice.session.values import Answer, Level, Notice
from review.spoken import turns


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Nadia, là tu lui amènes une solution. Tu la ressors tout à l'heure.", Act.FRAME),
        ("Gaëtan, c'est hors contrat, elle a dit non.", Act.FRAME),
        ("Stéphane, c'était pas une question, ça.", Act.FRAME),
        ("Fait que c'est beau.", Act.CONTENT),
        ("Il reste dix minutes avant la fin.", Act.TIME),
        ("Donc tu as deux équipes, c'est ça ?", Act.REFORMULATION),
        ("Et concrètement ?", Act.PROMPT),
        ("Cy.", Act.PROMPT),
        ("Ah ça c'est joli, moi ça m'évoque mon grand-père.", Act.CONTENT),
    ],
)
def test_what_she_does_when_she_speaks(text: str, act: Act) -> None:
    (one,) = interventions(turns(("Bo", 0, 4, text), ("Cy", 4, 9, text)), (), ("Cy", "Dee"))
    assert (one.turn, one.act, one.seconds) == (0, act, 4)
    assert interventions(turns(("Bo", 0, 4, text)), {0}, ())[0].act is Act.TRANSITION


@pytest.mark.parametrize("name", ["李", "सीता", "😀"])
def test_calling_somebody_gives_her_the_floor_whatever_her_name(name: str) -> None:
    (one,) = interventions(turns(("Bo", 0, 4, f"{name}, la parole, tu y tiens.")), (), (name, "Dee"))
    assert one.act is Act.PROMPT


def test_listening_and_the_sound_are_no_interventions() -> None:
    assert interventions(turns(("Bo", 0, 1, "Mm."), ("Bo", 2, 4, "Yann, tu es en muet."), ("Ana", 4, 9)), (), ()) == ()


def test_what_became_of_what_she_was_offered() -> None:
    notice = Notice(0, "p0", "A1", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?")
    answers = [None, Answer.SAID, Answer.SAID, Answer.IGNORED, Answer.NOT_ADVICE]
    (turn,) = turns(("Cy", 0, 4))
    held = replace(turn, notices=tuple(replace(notice, answer=answer) for answer in answers))
    assert followed([held]) == Followed(offered=4, said=2, ignored=1)
