from __future__ import annotations

from dataclasses import replace

from codev_voice.review.advice_totals import offers, totals
from codev_voice.session.values import Answer, Level, Notice, Stage
from review.spoken import turns

NOTICE = Notice(0, "p0", "A2", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?")


def test_what_was_withdrawn_refused_or_only_logged_is_not_counted() -> None:
    kept = replace(NOTICE, kind="A1")
    left = (replace(NOTICE, withdrawn=True), replace(NOTICE, level=Level.LOG), replace(NOTICE, answer=Answer.NOT_ADVICE))
    first, second = turns(("Cy", 0, 4), ("Dee", 4, 9))
    spoken = [replace(first, notices=(NOTICE, kept, *left)), replace(second, notices=(NOTICE,))]
    assert list(totals(spoken).items()) == [("A1", 1), ("A2", 2)]
    assert offers(spoken) == ("Que lui as-tu dit ?",)
    assert totals([replace(turn, stage=Stage.EXPLORATION) for turn in spoken]) == {}
