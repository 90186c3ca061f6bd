"""How well drafting does: whole sessions, their stages given, single turns that nothing was learnt from, then a recording.

    python benchmarks/documents.py [DATA] [--sound SOUND]

DATA holds the five labelled sessions and the drafting sets (`../shared/data` by default). The rules of the extraction were written while
looking at these five sessions: their figures flatter, as do those of `models/data/documents/sessions/`, which the models learn from. Those
of `models/data/documents/unseen/` were read by neither. SOUND is a recording of DATA's `session_dev`, with its `.turns.json`: it is heard
with Whisper base as `hear` does, roster known, and each heard turn counts as the labelled one with which it shares most time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from codev_voice.companion.cache import FileCache
from codev_voice.companion.understanding import folded
from codev_voice.documents import draft, to_json
from codev_voice.evaluation.documents import score_documents
from codev_voice.evaluation.drafting_sets import score_commitments, score_contributions
from codev_voice.evaluation.labelled import Labelled, read_labelled
from codev_voice.hearing import batch
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Session
from codev_voice.sound.reading import read_tracks
from codev_voice.weights import whisper_folder

ROOT = Path(__file__).parents[1]
SESSIONS, UNSEEN = (ROOT / "models/data/documents" / name for name in ("sessions", "unseen"))
HEAD = (
    "| session | demand | exclusions | reserves | agreed | notes | right person | right class | actions | invented | dates |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)
Table = dict[str, Any]


def kept_apart(identifier: str) -> bool:
    """Whether a line is in the third that is never learnt from (the rule of `models/documents/train.py`)."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 3 == 0


def read(folder: Path) -> tuple[Labelled, Seance, Table]:
    """A labelled session, its settings and its gold documents."""
    seance = read_seance(folder / "seance.toml")
    return read_labelled(folder / "session.jsonl", seance), seance, json.loads((folder / "gold.json").read_text(encoding="utf-8"))


def of_session(folder: Path) -> Table:
    """Scores of one labelled session, its stages given."""
    labelled, seance, gold = read(folder)
    return score_documents(to_json(draft(labelled.session, seance)), gold, labelled.session)


def counted(scores: Table) -> str:
    """Found of all, and extra."""
    return f"{scores['found']}/{scores['found'] + scores['missed']} (+{scores['extra']})"


def line(name: str, scores: Table) -> str:
    """One line of the table."""
    contract, notes, actions = scores["contract"], scores["notes"], scores["actions"]
    cells = [
        f"{contract['demand']['right']}/{contract['demand']['total']}",
        *(counted(contract[key]) for key in ("out_of_scope", "reserves", "agreed")),
        counted(notes),
        f"{notes['person']['right']}/{notes['person']['total']}",
        f"{notes['class']['right']}/{notes['class']['total']}",
        counted(actions),
        str(actions["invented"]),
        f"{actions['dates']['right']}/{actions['dates']['total']}",
    ]
    return f"| {name} | {' | '.join(cells)} |"


def added(scores: Sequence[Table]) -> Table:
    """The counts of several sessions, added up."""
    total: Table = {}
    for score in scores:
        for key, value in score.items():
            total[key] = added([total.get(key, {}), value]) if isinstance(value, dict) else total.get(key, 0) + value
    return total


def of_recording(sound: Path, folder: Path, *, staged: bool) -> Table:
    """Scores of what Whisper base hears of a session; its stages are those of the labels when `staged`, else as they are followed."""
    labelled, seance, gold = read(folder)
    found = batch.hear(
        read_tracks(sound), seance, whisper=whisper_folder("base"), cache=FileCache(ROOT / ".cache/spoken/work"), progress=silent
    )
    session = folded(found.pieces, found.voices, seance, seconds=found.seconds)
    times = {
        item["turn"]: (item["start"], item["end"]) for item in json.loads(sound.with_suffix(".turns.json").read_text(encoding="utf-8"))
    }
    nearest = {turn.index: max(times, key=lambda at: min(times[at][1], turn.end) - max(times[at][0], turn.start)) for turn in session.turns}
    if staged:
        session = with_stages(session, labelled.session, nearest)
    return score_documents(renumbered(to_json(draft(session, seance)), nearest), gold, labelled.session)


def with_stages(heard: Session, labelled: Session, nearest: dict[int, int]) -> Session:
    """The heard session with the stages, and the consultations, of the labelled one."""
    turns = tuple(replace(turn, stage=labelled.turns[nearest[turn.index]].stage) for turn in heard.turns)
    whole = tuple(replace(each, first_turn=0, last_turn=len(turns) - 1) for each in labelled.consultations[:1])
    return replace(heard, turns=turns, people=labelled.people, consultations=whole)


def renumbered(value: Any, nearest: dict[int, int]) -> Any:  # noqa: ANN401 - a JSON document of any depth
    """The same documents, their sources being turns of the labelled session."""
    if isinstance(value, dict):
        return {
            key: sorted({nearest[at] for at in inner}) if key == "sources" else renumbered(inner, nearest) for key, inner in value.items()
        }
    return [renumbered(each, nearest) for each in value] if isinstance(value, list) else value


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=ROOT.parent / "shared/data")
    parser.add_argument("--sound", type=Path)
    arguments = parser.parse_args()
    for title, folder in (
        ("Looked at while the rules were written", arguments.data),
        ("Learned from", SESSIONS),
        ("Neither learned from nor looked at", UNSEEN),
    ):
        found = {path.parent.name: of_session(path.parent) for path in sorted(folder.glob("session_*/gold.json"))}
        print(title, HEAD, *(line(name, scores) for name, scores in found.items()), sep="\n")
        print(line("together", added(list(found.values()))), "\n", sep="\n")
    for name, score in (("commitments", score_commitments), ("contributions", score_contributions)):
        lines = [json.loads(each) for each in (arguments.data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        apart = [each for each in lines if kept_apart(each["id"])]
        print(f"{name}, the third kept apart ({len(apart)} turns): {json.dumps(score(apart))}")
    if arguments.sound:
        folder = arguments.data / "session_dev"
        print("\nFrom text and from a recording", HEAD, line("text, stages given", of_session(folder)), sep="\n")
        for staged in (True, False):
            name = "heard, stages given" if staged else "heard, stages followed"
            print(line(name, of_recording(arguments.sound, folder, staged=staged)), flush=True)


if __name__ == "__main__":
    main()
