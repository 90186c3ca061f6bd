from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev_voice.evaluation.labelled import read_labelled
from codev_voice.review import render_markdown, review_of, to_json
from codev_voice.review.keeping import kept, of_the_group, restored
from codev_voice.review.render.csv import render_csv
from codev_voice.review.values import Review
from codev_voice.session.toml import read_seance

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="module", params=["session_dev", "session_deux"])
def review(request: pytest.FixtureRequest) -> Review:
    seance = read_seance(SHARED / request.param / "seance.toml")
    return review_of(read_labelled(SHARED / request.param / "session.jsonl", seance).session, seance)


def test_the_groups_figures_come_back_as_they_were_kept(review: Review) -> None:
    again = restored(json.loads(json.dumps(kept(review))))
    assert again == of_the_group(review)
    assert again.wordless
    assert [stage.seconds for one in again.consultations for stage in one.stages] == [
        stage.seconds for one in review.consultations for stage in one.stages
    ]


def test_nobodys_figures_and_nobodys_words_are_kept(review: Review) -> None:
    written = json.dumps(kept(review), ensure_ascii=False)
    for one in review.consultations:
        told = {one.client, one.facilitator}
        for name in {*one.consultants, *one.away} - told - {other.client for other in review.consultations}:
            assert name not in written
        for offer in one.offers:
            assert offer not in written


def test_what_was_kept_can_be_read_and_computed_with(review: Review) -> None:
    again = restored(kept(review))
    text = render_markdown(again)
    assert "il ne reste du bilan que les chiffres de l'ensemble" in text
    assert "Tours de parole" not in text
    assert "### Le temps par étape" in text
    assert json.dumps(to_json(again))
    assert render_csv(again)
