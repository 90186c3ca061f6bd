"""How well advice is recognised: `python benchmarks/understanding.py [FOLDER]`.

Prints, for each set that nothing was learned from: precision and recall with 95 % intervals (Wilson), recall by kind, and the
reliability table of the confidence; then the sessions of `models/stages/unseen`, followed from their text. With the folder of real
French conversations as argument (they are not ours to ship): precision and recall on the turns of theirs that two readers labelled,
and how often an information question is flagged, everybody taken as a consultant in the clarification. What is said of each set of
the training data by a model that has not seen it is in `results/advice_apart.txt` (`models/advice/train.py --report`).
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from codev_voice.evaluation.text import evaluate_text
from codev_voice.evaluation.utterances import Line, read_utterances, score_utterances
from codev_voice.session.values import Role

ROOT = Path(__file__).parents[1]
UNSEEN = ROOT / "models" / "advice" / "test"
SESSIONS = ROOT / "models" / "stages" / "unseen"
REAL = (
    ("real speech", "real"),
    ("real speech, mostly turns with the words of advice or to somebody", "real_marked"),
    ("real speech, what two readers of every turn are sure of", "real_agreed"),
)
_ASKS = re.compile(r"\b(?:est-ce qu|qu'est-ce|combien|comment|depuis quand|quel(?:le)?s?\b)", re.IGNORECASE)
_SHORT, _LONG, _BEFORE = 4, 25, 12


def interval(right: int, total: int) -> str:
    """A share with its 95 % interval (Wilson, 1927)."""
    if not total:
        return "-"
    z = 1.96
    share = right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5 / (1 + z * z / total)
    return f"{share:.2f} [{middle - half:.2f}-{middle + half:.2f}] of {total}"


def of_set(name: str, lines: Sequence[Line]) -> None:
    """Print one set's table."""
    began = time.perf_counter()
    scores = score_utterances(lines)
    each = (time.perf_counter() - began) / len(lines)
    print(f"\n{name}: {len(lines)} utterances, {each * 1000:.1f} ms each")
    for part in ("any", "alerts"):
        shown(part, scores[part])
    for kind, row in scores["by_kind"].items():
        total = sum(row.values())
        noticed = total - row.get("none", 0)
        print(f"  {kind:7} {'flagged' if kind == 'none' else 'noticed'} {interval(noticed, total)}   named right {row.get(kind, 0)}")
    reliability([(told["confidence"], line.label != "none") for told, line in zip(scores["lines"], lines, strict=True)])


def shown(name: str, found: dict[str, Any]) -> None:
    """Print precision and recall."""
    told, true = found["tp"] + found["fp"], found["tp"] + found["fn"]
    print(f"  {name:7} precision {interval(found['tp'], told)}   recall {interval(found['tp'], true)}")


def reliability(judged: Sequence[tuple[float, bool]]) -> None:
    """Print, for each tenth of confidence, how often it was a departure."""
    print("  confidence   utterances   departures")
    for tenth in range(10):
        held = [true for confidence, true in judged if tenth <= confidence * 10 < tenth + 1]
        if held:
            print(f"  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}   {len(held):10}   {interval(sum(held), len(held))}")


def of_sessions(folders: Iterable[Path]) -> None:
    """Print how the turns of whole sessions are noticed, stages followed by the program itself."""
    total: Counter[str] = Counter()
    print("\nwhole sessions, from their text: noticed of all, false alarms")
    for folder in folders:
        path = folder / "session.jsonl"
        if '"advice"' not in path.read_text(encoding="utf-8"):
            continue  # labelled for its stages only
        found = evaluate_text(path)["advice"]
        total.update({key: found[key] for key in ("tp", "fp", "fn")} | {"sessions": 1})
        print(f"  {folder.name:12} {found['tp']}/{found['tp'] + found['fn']} +{found['fp']}")
    shown("all", {key: total[key] for key in ("tp", "fp", "fn")})
    print(f"  false alarms a session: {total['fp'] / max(total['sessions'], 1):.1f}")


def conversations(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The turns of real conversations, by name."""
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in sorted(folder.glob("*.jsonl"))
    }


def taken(said: Sequence[dict[str, Any]], at: int, label: str) -> Line:
    """A turn as if its speaker were a consultant and everybody else the client."""
    speaker = said[at]["speaker"]
    before = tuple(
        (Role.CONSULTANT if other["speaker"] == speaker else Role.CLIENT, other["text"]) for other in said[max(0, at - _BEFORE) : at]
    )
    return Line(str(at), said[at]["text"], label, previous=before)


def real_questions(talks: dict[str, list[dict[str, Any]]]) -> Iterable[Line]:
    """The information questions of real conversations; political debates are left out: their questions are arguments."""
    for name, said in talks.items():
        for at, entry in enumerate(said):
            asks = entry["text"].rstrip().endswith("?") or _ASKS.match(entry["text"])
            if asks and _SHORT <= len(entry["text"].split()) <= _LONG and not name.startswith("fredsum"):
                yield taken(said, at, "none")


def main() -> None:
    """Print every table."""
    for path in sorted([*UNSEEN.glob("*.txt"), UNSEEN / "unseen.jsonl", *UNSEEN.glob("everyday/*.txt")]):
        of_set(path.stem, read_utterances(path))
    of_set("transcribed", [line for path in sorted(UNSEEN.glob("transcribed/*.txt")) for line in read_utterances(path)])
    of_sessions(sorted(path.parent for path in SESSIONS.glob("*/session.jsonl")))
    if len(sys.argv) > 1:
        talks = conversations(Path(sys.argv[1]))
        for title, name in REAL:
            labelled = [json.loads(line) for line in (UNSEEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
            of_set(title, [taken(talks[each["file"]], each["turn"], each["label"]) for each in labelled])
        scores = score_utterances(list(real_questions(talks)))["any"]
        asked = len(list(real_questions(talks)))
        print(f"\nReal information questions flagged: {interval(scores['fp'], asked)}")


if __name__ == "__main__":
    main()
