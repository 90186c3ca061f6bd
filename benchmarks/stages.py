"""How stages are followed, session by session.

    python benchmarks/stages.py [FOLDER…]

Each folder holds a `session.jsonl` (and a `seance.toml`); by default the sessions of `models/stages/unseen` and those of the documents
that the stages do not learn from. Every session is followed with its roles, then from the roster alone, then with nothing: no roster,
roles or punctuation, and not knowing whether there is a stage 0. The last rows are means and sums over all.
`python models/stages/train.py --apart` follows the stages' own 44 sessions by fifths left out, each by one model, not by the mean.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "models/stages"))
from lessons import DOCUMENTS, TOLD

from codev_voice.evaluation.labelled import read_labelled
from codev_voice.evaluation.stages import Boundaries, StageScores, returns, score_stages
from codev_voice.method.stages import follow, settle_session
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Stage, Turn

MODELS = Path(__file__).parents[1] / "models"


@dataclass(frozen=True)
class Followed:
    """How one session is followed, and its returns to an earlier stage: all, and those found live and afterwards."""

    scores: StageScores
    returns: int
    returns_live: int
    returns_final: int


def states(folder: Path) -> Iterator[tuple[str, Followed]]:
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


def scored(turns: tuple[Turn, ...], seance: Seance, gold: tuple[Stage, ...]) -> Followed:
    """The scores of these turns, live and final."""
    live = [belief.stage for belief in follow(turns, seance)]
    final = settle_session(turns, seance)
    (found_live, count), (found, _) = returns(gold, live), returns(gold, final)
    return Followed(score_stages([turn.text for turn in turns], gold, live, final), count, found_live, found)


def shown(found: Boundaries) -> str:
    """Found of all, and false ones."""
    return f"{found.found}/{found.found + found.missed} +{found.false}"


def line(session: str, known: str, held: Sequence[Followed]) -> str:
    """Means of the shares of words, sums of the moves."""
    live = sum(one.scores.accuracy_live for one in held) / len(held)
    final = sum(one.scores.accuracy_final for one in held) / len(held)
    moves = [shown(sum((getattr(one.scores, name) for one in held), Boundaries())) for name in ("boundaries_live", "boundaries")]
    back, *found = (sum(getattr(one, name) for one in held) for name in ("returns", "returns_live", "returns_final"))
    returns = ", ".join(f"{count}/{back}" for count in found)
    return f"{session:22}{known:10}{live:7.3f}{final:7.3f}  {moves[0]:13}{moves[1]:13}{returns}"


def main() -> None:
    """Print the table."""
    told = (MODELS / "data" / DOCUMENTS).glob("session_*")
    kept = [*MODELS.glob("stages/unseen/*"), *(path for path in told if path.name not in TOLD)]
    folders = [Path(name) for name in sys.argv[1:]] or sorted(kept)
    rows: dict[str, list[Followed]] = {}
    print(f"{'session':22}{'known':10}{'live':>7}{'final':>7}  {'moves live':13}{'moves final':13}returns live, final")
    for folder in folders:
        for known, one in states(folder):
            rows.setdefault(known, []).append(one)
            print(line(folder.name, known, [one]))
    for known, held in rows.items():
        print(line(f"all {len(held)}", known, held))


if __name__ == "__main__":
    main()
