"""How stages are followed, session by session.

    python benchmarks/stages.py [FOLDER…]

Each folder holds a `session.jsonl` (and a `seance.toml`); by default the sessions of `models/stages/unseen`, on which nothing was
learned. Every session is followed with its roles, then from the roster alone, then with nothing: no roster, roles or punctuation, and
not knowing whether there is a stage 0.
`python models/stages/train.py --apart` measures the sessions that the weights were learned from, each left out in turn.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from codev_voice.evaluation.labelled import read_labelled
from codev_voice.evaluation.stages import Boundaries, StageScores, score_stages
from codev_voice.method.stages import follow, settle_session
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Stage, Turn

UNSEEN = Path(__file__).parents[1] / "models/stages/unseen"


def states(folder: Path) -> Iterator[tuple[str, StageScores]]:
    """The scores of one session in the three states of knowledge."""
    settings = folder / "seance.toml"
    seance = read_seance(settings) if settings.exists() else Seance()
    labelled = read_labelled(folder / "session.jsonl", seance)
    turns = tuple(replace(turn, stage=None, stage_live=None) for turn in labelled.session.turns)
    nameless = tuple(replace(turn, role=None) for turn in turns)
    bare = tuple(replace(turn, text=re.sub(r"[^\w\s'’-]+", " ", turn.text).lower()) for turn in nameless)
    cases = (("roles", turns, seance), ("roster", nameless, seance), ("nothing", bare, replace(seance, people=(), stage0=True)))
    for name, heard, known in cases:
        yield name, scored(heard, known, labelled.stages)


def scored(turns: tuple[Turn, ...], seance: Seance, gold: tuple[Stage, ...]) -> StageScores:
    """The scores of these turns, live and final."""
    live = [belief.stage for belief in follow(turns, seance)]
    final = settle_session(turns, seance)
    return score_stages([turn.text for turn in turns], gold, live, final)


def shown(found: Boundaries) -> str:
    """Found of all, and false ones."""
    return f"{found.found}/{found.found + found.missed} +{found.false}"


def main() -> None:
    """Print the table."""
    folders = [Path(name) for name in sys.argv[1:]] or sorted(path.parent for path in UNSEEN.glob("*/session.jsonl"))
    print(f"{'session':18}{'known':10}{'live':>7}{'final':>7}  {'moves live':12}{'moves final'}")
    for folder in folders:
        for name, scores in states(folder):
            print(
                f"{folder.name:18}{name:10}{scores.accuracy_live:7.3f}{scores.accuracy_final:7.3f}"
                f"  {shown(scores.boundaries_live):12}{shown(scores.boundaries)}"
            )


if __name__ == "__main__":
    main()
