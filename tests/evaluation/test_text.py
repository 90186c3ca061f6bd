from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev_voice.errors import FileError
from codev_voice.evaluation.text import evaluate_text
from sessions import SETTINGS, labelled_lines


@pytest.fixture
def session(tmp_path: Path) -> Path:
    path = tmp_path / "session.jsonl"
    path.write_text(labelled_lines(), encoding="utf-8")
    return path


def test_a_labelled_session_is_scored_in_the_promised_shape(session: Path) -> None:
    session.with_name("seance.toml").write_text(SETTINGS, encoding="utf-8")
    scores = evaluate_text(session)
    assert scores["documents"] == {}
    assert scores["stages"].keys() >= {"accuracy_live", "accuracy_final", "boundaries"}
    assert scores["stages"]["boundaries"].keys() == {"found", "missed", "false"}
    assert scores["advice"].keys() >= {"tp", "fp", "fn", "precision", "recall", "by_kind"}
    assert (scores["advice"]["tp"], scores["advice"]["fn"]) == (1, 0)
    json.dumps(scores)


def test_documents_are_scored_against_gold(session: Path, tmp_path: Path) -> None:
    settings, gold = tmp_path / "autre.toml", tmp_path / "or.json"
    settings.write_text(SETTINGS, encoding="utf-8")
    action = {"action": "Voir Marc", "due_said": "mardi", "due": "2026-03-17", "status": "commitment", "sources": [17]}
    empty = {"first_step": None, "indicator": None, "support": None, "obstacle": None}
    contract = {
        "client": "Inès", "facilitator": "Claire", "consultants": ["Julien", "Fatou"], "subject": "", "kinds": ["pistes", "experiences"],
        "demand": "Comment garder Marc motivé après l'annonce", "out_of_scope": [], "protections": [], "reserves": [],
        "reformulated_by": None, "agreed": ["Julien", "Fatou"], "version": 1, "history": [], "sources": [10, 11, 12],
    }  # fmt: skip
    gold.write_text(
        json.dumps({"contract": contract, "notes": [], "plan": {"kept": [], "actions": [{**action, **empty}], "dropped": []}}),
        encoding="utf-8",
    )
    scores = evaluate_text(session, people=settings, gold=gold)["documents"]
    assert scores
    json.dumps(scores)


def test_gold_that_is_missing_or_is_not_json_is_refused(session: Path, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="introuvable"):
        evaluate_text(session, gold=tmp_path / "rien.json")
    (tmp_path / "gold.json").write_text("non", encoding="utf-8")
    with pytest.raises(FileError, match="JSON"):
        evaluate_text(session)


def test_gold_that_holds_something_else_is_refused(session: Path) -> None:
    session.with_name("gold.json").write_text("[]", encoding="utf-8")
    with pytest.raises(FileError, match="documents attendus"):
        evaluate_text(session)
