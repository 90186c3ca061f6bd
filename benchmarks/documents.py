"""How well drafting does: whole sessions with their gold stages, then single turns that nothing was learnt from.

.venv/bin/python benchmarks/documents.py ../shared/data
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from codev_voice.documents import draft, to_json
from codev_voice.evaluation.documents import score_documents
from codev_voice.evaluation.drafting_sets import score_commitments, score_contributions
from codev_voice.evaluation.labelled import read_labelled
from codev_voice.session.toml import read_seance


def kept_apart(identifier: str) -> bool:
    """Whether a line is in the third that is never learnt from (the rule of `models/documents/train.py`)."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 3 == 0


def of_session(folder: Path) -> dict[str, Any]:
    """Scores of one labelled session, its stages given."""
    seance = read_seance(folder / "seance.toml")
    labelled = read_labelled(folder / "session.jsonl", seance)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return score_documents(to_json(draft(labelled.session, seance)), gold, labelled.session)


def counted(scores: dict[str, Any]) -> str:
    """Found of all, and extra."""
    return f"{scores['found']}/{scores['found'] + scores['missed']} (+{scores['extra']})"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    print("| session | demand | exclusions | reserves | agreed | notes | right class | actions | invented | dates |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for folder in sorted(path.parent for path in data.glob("session_*/gold.json")):
        scores = of_session(folder)
        contract, notes, actions = scores["contract"], scores["notes"], scores["actions"]
        cells = [
            f"{contract['demand']['right']}/{contract['demand']['total']}",
            *(counted(contract[name]) for name in ("out_of_scope", "reserves", "agreed")),
            counted(notes),
            f"{notes['class'].get('share', 0):.0%}",
            counted(actions),
            str(actions["invented"]),
            f"{actions['dates']['right']}/{actions['dates']['total']}",
        ]
        print(f"| {folder.name} | {' | '.join(cells)} |")
    print()
    for name, score in (("commitments", score_commitments), ("contributions", score_contributions)):
        lines = [json.loads(line) for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        apart = [line for line in lines if kept_apart(line["id"])]
        print(f"{name}, the third kept apart ({len(apart)} turns): {json.dumps(score(apart))}")


if __name__ == "__main__":
    main()
