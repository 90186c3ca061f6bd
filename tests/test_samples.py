"""The sample session says what its labels say: it was never trained on."""

from __future__ import annotations

from pathlib import Path

from codev_voice.evaluation.text import evaluate_text

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def test_the_written_sample_is_understood() -> None:
    scores = evaluate_text(SAMPLES / "seance.jsonl")
    assert scores["stages"]["accuracy_final"] >= 0.96
    assert scores["stages"]["accuracy_live"] >= 0.92
    assert scores["advice"]["fp"] == 0
    assert scores["advice"]["fn"] <= 1  # one of three is left in doubt: « une semaine à blanc », told as a question of fact
    documents = scores["documents"]
    assert documents["contract"]["demand"]["right"] == 1
    assert documents["actions"]["invented"] == 0
    assert documents["actions"]["missed"] == 0
