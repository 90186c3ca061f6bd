from __future__ import annotations

from typing import Any

from codev_voice.evaluation.documents import demand_right, match, score_documents
from codev_voice.session.values import Stage
from documents.conversation import session

BLANK: dict[str, Any] = {"contract": {"client": "Inès", "demand": None}, "notes": [], "plan": {"kept": [], "actions": [], "dropped": []}}


def action(text: str, *sources: int, due: str | None = None) -> dict[str, Any]:
    fields = dict.fromkeys(("first_step", "indicator", "support", "obstacle"))
    return {"action": text, "due_said": None, "due": due, "status": "commitment", "sources": list(sources), **fields}


def planned(*actions: dict[str, Any]) -> dict[str, Any]:
    return {**BLANK, "plan": {"kept": [], "actions": list(actions), "dropped": []}}


def test_items_match_by_a_shared_turn_or_by_their_words() -> None:
    ours = [{"text": "Voir Marc", "sources": [3]}, {"text": "Écrire au syndic", "sources": [8]}, {"text": "Dormir", "sources": [9]}]
    gold = [{"text": "Rencontrer mon adjoint", "sources": [3]}, {"text": "Écrire une lettre au syndic", "sources": [5]}]
    found = match(ours, gold, lambda item: str(item["text"]))
    assert [(mine["text"], theirs["text"]) for mine, theirs in found.pairs] == [
        ("Voir Marc", "Rencontrer mon adjoint"),
        ("Écrire au syndic", "Écrire une lettre au syndic"),
    ]
    assert found.counts() == {"found": 2, "missed": 0, "extra": 1}


def test_an_extra_action_without_a_promise_of_hers_is_invented() -> None:
    heard = session((Stage.SYNTHESIS, "Inès", "Merci à tous."), (Stage.SYNTHESIS, "Inès", "Je vais voir Marc demain."))
    ours = planned(action("Voir Marc", 1), action("Prévenir Nora", 1), action("Remercier", 0))
    scores = score_documents(ours, planned(action("Voir Marc demain", 1)), heard)["actions"]
    assert (scores["found"], scores["extra"], scores["invented"]) == (1, 2, 1)


def test_dates_are_right_when_equal_or_both_null() -> None:
    heard = session((Stage.SYNTHESIS, "Inès", "Je vais voir Marc demain."))
    ours = planned(action("Voir Marc", 0, due="2026-11-18"))
    assert score_documents(ours, planned(action("Voir Marc", 0, due="2026-11-18")), heard)["actions"]["dates"]["share"] == 1.0
    assert score_documents(ours, planned(action("Voir Marc", 0)), heard)["actions"]["dates"]["share"] == 0.0


def test_benign_confusions_count_as_right_and_are_reported() -> None:
    heard = session((Stage.EXPLORATION, "Julien", "Va voir la médiatrice."))
    note = {"person": "Julien", "text": "Aller voir la médiatrice", "sources": [0]}
    scores = score_documents(
        {**BLANK, "notes": [{**note, "class": "suggestion"}]}, {**BLANK, "notes": [{**note, "class": "ressource"}]}, heard
    )
    assert scores["notes"]["class"] == {"right": 1, "benign": 1, "total": 1, "share": 1.0}
    assert scores["notes"]["person"]["share"] == 1.0


def test_the_demand_needs_the_turn_and_the_words() -> None:
    gold = {"demand": "Comment garder Marc motivé", "sources": [4]}
    assert demand_right({"demand": "Comment garder Marc motivé après l'annonce", "sources": [4, 5]}, gold)
    assert not demand_right({"demand": "Comment garder Marc motivé", "sources": [9]}, gold)
    assert not demand_right({"demand": None, "sources": []}, gold)
    assert demand_right({"demand": None}, {"demand": None})


def test_consultations_are_added_up() -> None:
    heard = session((Stage.SYNTHESIS, "Inès", "Je vais voir Marc demain."))
    one = planned(action("Voir Marc", 0))
    scores = score_documents({"consultations": [one, one]}, {"consultations": [one, one]}, heard)
    assert scores["actions"]["found"] == 2
    assert scores["actions"]["recall"] == 1.0
    assert score_documents(one, {"consultations": [one, one]}, heard)["actions"]["missed"] == 1
