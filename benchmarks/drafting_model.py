"""What a second reader brings to the drafts.

    python benchmarks/drafting_model.py [--cache FOLDER] [--address ADDRESS --model NAME] [FOLDER…]

Each folder is a labelled session, its stages given. Its documents are drafted by the extraction alone, then with a language model beside
it, as `codev-voice documents --reader` does. Prints both, what the verifier refused of the model, and the time it took. Without an
address, llama.cpp's server is built and given Gemma 3 270M (see `opinion.py`): the smallest model there is, never tuned to converse; it
tells whether the path holds and what it costs, not what a good model would bring.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from codev_voice.companion.second_opinion import Patience, Server, server_at
from codev_voice.companion.second_reader import READING, read_with
from codev_voice.documents import Documents, draft, to_json
from codev_voice.errors import CodevError
from codev_voice.evaluation.documents import score_documents
from codev_voice.evaluation.labelled import Labelled, read_labelled
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from documents import counted  # the script beside this one
from opinion import CACHE, Impossible, serving  # idem

UNSEEN = Path(__file__).parents[1] / "models/data/documents/unseen"
HEAD = f"{'session':18}{'drafted':12}{'demand':8}{'notes':14}{'actions':13}{'dates':8}details"
DETAILS = ("first_step", "indicator", "support", "obstacle")


def line(name: str, way: str, drafts: tuple[Documents, ...], labelled: Labelled, gold: dict[str, Any]) -> str:
    """One line of the table."""
    scores = score_documents(to_json(drafts), gold, labelled.session)
    demand, actions = scores["contract"]["demand"], scores["actions"]
    details = sum(actions[key]["right"] for key in DETAILS)
    return (
        f"{name:18}{way:12}{demand['right']}/{demand['total']:<6}{counted(scores['notes']):14}{counted(actions):13}"
        f"{actions['dates']['right']}/{actions['dates']['total']:<6}{details}/{sum(actions[key]['total'] for key in DETAILS)}"
    )


def measure(folder: Path, server: Server, seconds: float) -> None:
    """Draft one session both ways and print."""
    seance: Seance = read_seance(folder / "seance.toml")
    labelled = read_labelled(folder / "session.jsonl", seance)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    print(line(folder.name, "alone", draft(labelled.session, seance), labelled, gold))
    began = time.perf_counter()
    read = read_with(labelled.session, seance, server, patience=Patience(each=seconds, total=20 * seconds))
    took = time.perf_counter() - began
    print(line("", "with model", tuple(each.documents for each in read.drafts), labelled, gold))
    reasons = Counter(refusal.reason.partition(" « ")[0] for each in read.drafts for refusal in each.refused)
    print(f"{'':18}{took:.0f} s; refused {reasons.total()}: {', '.join(f'{count} {why}' for why, count in reasons.most_common())}")
    if read.trouble:
        print(f"{'':18}{read.trouble}")


def main() -> None:
    """Print the table, or why there is none."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", type=Path, nargs="*")
    options.add_argument("--cache", type=Path, default=CACHE)
    options.add_argument("--address", default="")
    options.add_argument("--model", default="")
    options.add_argument("--seconds", type=float, default=READING.each, help="for each question")
    asked = options.parse_args()
    try:
        with contextlib.nullcontext(server_at(asked.address, asked.model)) if asked.address else serving(asked.cache.resolve()) as server:
            print(HEAD)
            for folder in asked.folders or sorted(UNSEEN.glob("session_*")):
                measure(folder, server, asked.seconds)
    except (Impossible, CodevError, OSError, subprocess.SubprocessError) as error:
        print(f"No second reader to measure: {error}")
        sys.exit(0)  # the other benchmarks go on


if __name__ == "__main__":
    main()
