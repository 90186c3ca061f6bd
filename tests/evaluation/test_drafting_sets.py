from __future__ import annotations

from codev_voice.evaluation.drafting_sets import score_commitments, score_contributions


def test_commitments_are_scored_on_the_labelled_turn_alone() -> None:
    line = {
        "session_date": "2026-11-17",
        "region": "FR",
        "previous": [{"role": "animateur", "text": "Et concrètement ?"}],
        "text": "Je présente le budget mardi en huit. La prime, j'oublie.",
        "actions": [{"action": "Présenter le budget", "status": "commitment", "due_said": "mardi en huit", "due": "2026-12-01"}],
        "kept": [],
        "dropped": ["La prime, j'oublie"],
    }
    scores = score_commitments([line])
    assert (scores["found"], scores["missed"], scores["extra"]) == (1, 0, 0)
    assert (scores["status"], scores["due_said"], scores["due"], scores["kept_found"]) == (1, 1, 1, 1)
    assert score_commitments([{**line, "actions": []}])["extra"] == 1
    assert score_commitments([{**line, "text": "Merci."}])["missed"] == 1


def test_contributions_are_scored_by_item_and_class() -> None:
    line = {
        "previous": [{"role": "client", "text": "Mm."}],
        "text": "Tu pourrais prévenir ton équipe avant lundi.",
        "items": [{"class": "suggestion", "text": "Tu pourrais prévenir ton équipe avant lundi"}],
    }
    assert score_contributions([line]) == {"found": 1, "missed": 0, "extra": 0, "class": 1, "benign": 0}
    assert score_contributions([{**line, "items": []}])["extra"] == 1
    assert score_contributions([{**line, "text": "Mm."}])["missed"] == 1
