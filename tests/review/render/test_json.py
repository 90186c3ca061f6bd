from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.review.render.json import to_json
from codev_voice.review.render.markdown import render_markdown
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Level, Notice, Stage, Turn
from review.spoken import GROUP, PEOPLE, clarification, session, turns
from review.wording import FORBIDDEN

SETTINGS = Seance(people=PEOPLE, preset=30)


def _stage(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever `session` takes
    whole = json.loads(json.dumps(to_json(review_of(session(clarification(), **changes), SETTINGS))))
    return next(stage for stage in whole["consultations"][0]["stages"] if stage["stage"] == 2)


def test_shares_are_ranges_of_five_points_and_say_their_turns() -> None:
    stage = _stage()
    assert stage["shares"]["client"] == {"low": 60, "high": 70, "margin": 2.0, "figure": True, "expected": [45, 65]}
    assert stage["consultants"][0] == {
        "person": "Cy",
        "share": {"low": 30, "high": 40, "margin": 2.5, "figure": True},
        "turns": [0, 6, 12, 18],
        "questions": 4,
    }
    assert (stage["spread"], stage["questions"]["open"], stage["questions"]["turns"]["open"][:2]) == (True, 12, [0, 2])
    assert {"from": "Cy", "to": "Ana", "count": 4} in stage["flow"]


def test_no_seconds_tell_a_share_that_is_finer_than_five_points() -> None:
    spoken = [*clarification(), *turns(("Bo", 720, 747.3, "Qui d'autre ?"), ("Ana", 747.3, 761.6), first=24)]
    whole = json.loads(json.dumps(to_json(review_of(session(spoken), SETTINGS))))
    stage = whole["consultations"][0]["stages"][2]
    assert (stage["speech"], stage["intervention_seconds"]) == (760, 0)
    assert stage["interventions"] == [{"turn": 24, "act": "relance"}]


_SAID = st.tuples(st.sampled_from(["Ana", "Bo", *GROUP, ""]), st.floats(-2, 9), st.floats(0, 120), st.sampled_from(Stage))


@given(st.lists(_SAID, max_size=20))
@settings(max_examples=40, deadline=None)
def test_whatever_was_said_no_figure_is_finer_than_five_points_nor_without_ground(said: list[tuple[str, float, float, Stage]]) -> None:
    clock, spoken = 0.0, list[Turn]()
    for person, gap, length, stage in said:
        start = max(0.0, clock + gap)
        spoken += turns((person, start, start + length, "Et toi, tu fais comment ?"), stage=stage, first=len(spoken))
        clock = start + length
    review = review_of(session(spoken), SETTINGS)
    assert not FORBIDDEN.search(render_markdown(review))
    for stage in json.loads(json.dumps(to_json(review)))["consultations"][0]["stages"]:
        told = [*(stage["shares"] or {}).values(), *(part["share"] for part in stage["consultants"])]
        assert not told or stage["speech"] >= 180
        assert stage["speech"] % 10 == stage["intervention_seconds"] % 60 == 0
        assert stage["speech"] <= 1205 or stage["intervention_seconds"] % 120 == 0
        assert all(share["low"] % 5 == 0 == share["high"] % 5 for share in told if share["figure"])
        assert all((share["low"] is None) is not share["figure"] for share in told)
        assert len({part["person"] for part in stage["consultants"]}) in {0, 3}
        assert stage["questions"] is None or stage["questions"]["open"] + stage["questions"]["closed"] >= 8


def test_estimated_shares_have_no_figure() -> None:
    share = _stage(estimated=True)["shares"]["client"]
    assert (share["low"], share["high"], share["figure"]) == (None, None, False)


def test_nothing_leads_from_advice_to_whose_it_was() -> None:
    spoken = clarification()
    spoken[0] = replace(spoken[0], notices=(Notice(0, "p0", "A1", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?"),))
    whole = to_json(review_of(session(spoken), SETTINGS))
    assert "parle-lui" not in json.dumps(whole)
    (stage,) = [stage for stage in whole["consultations"][0]["stages"] if stage["advice"]]
    assert stage["advice"] == {"A1": 1}
    assert whole["consultations"][0]["notices"] == {"offered": 1, "said": 0, "ignored": 0}
