from __future__ import annotations

import datetime

from codev_voice.review.report import review_of
from codev_voice.review.series import series_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Stage
from review.spoken import PEOPLE, clarification, session, turns

LATER, SOONER = datetime.date(2026, 3, 12), datetime.date(2026, 2, 6)


def test_the_groups_figures_in_the_order_of_the_dates() -> None:
    whole, short = session(clarification()), session(turns(("Cy", 0, 20), ("Ana", 20, 40), stage=Stage.EXPLORATION))
    dated = [(whole, LATER), (short, None), (whole, SOONER)]
    steps = series_of(
        (review_of(held, settings), settings) for held, date in dated for settings in [Seance(people=PEOPLE, preset=30, date=date)]
    )
    assert [step.date for step in steps] == [SOONER, LATER, None]
    assert steps[0].spread == {Stage.CLARIFICATION: True, Stage.EXPLORATION: None}
    assert steps[0].questions == (12, 0)
    assert (steps[0].advice, steps[2].advice) == (0, None)
    assert steps[0].times[Stage.CLARIFICATION] == (720, 360)


def test_two_consultations_of_a_day_are_two_steps() -> None:
    both = (Consultation("Ana", "Bo", 0, 11), Consultation("Eve", "Bo", 12, 23))
    settings = Seance(people=PEOPLE, preset=180, consultations=2, date=LATER)
    assert [step.rank for step in series_of([(review_of(session(clarification(), consultations=both), settings), settings)])] == [1, 2]
