"""How stages are followed, session by session.

    python benchmarks/stages.py [FOLDER…]

Each folder holds a `session.jsonl` (and a `seance.toml`); by default the sessions of `models/stages/unseen` and those of the documents
that the stages do not learn from. Every session is followed with its roles, then from the roster alone, then with nothing: no roster,
roles or punctuation, and not knowing whether there is a stage 0. The last rows are means and sums over all.
`python models/stages/train.py --apart` follows the stages' own 44 sessions by fifths left out, each by one model, not by the mean.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "models/stages"))
from following import Followed, followed, line, together
from lessons import DOCUMENTS, TOLD, Example, load, unknown, unwritten

MODELS = Path(__file__).resolve().parents[1] / "models"


def states(example: Example) -> Iterator[tuple[str, Example]]:
    """One session in the three states of knowledge."""
    yield "roles", example
    yield "roster", replace(example, turns=tuple(replace(turn, role=None) for turn in example.turns))
    yield "nothing", unwritten(unknown(example))


def main() -> None:
    """Print the table."""
    told = (MODELS / "data" / DOCUMENTS).glob("session_*")
    kept = [*MODELS.glob("stages/unseen/*"), *(path for path in told if path.name not in TOLD)]
    folders = [Path(name) for name in sys.argv[1:]] or sorted(kept)
    rows: dict[str, list[Followed]] = {}
    for folder in folders:
        for known, example in states(load(folder)):
            rows.setdefault(known, []).append(followed(example))
            print(line(f"{folder.name} {known}", rows[known][-1]))
    for known, held in rows.items():
        print(line(f"all {len(held)} {known}", together(held)))


if __name__ == "__main__":
    main()
