"""How well advice is recognised: `python benchmarks/advice.py [FOLDER]`.

Prints, for each set the model was not trained on: precision and recall with 95 % intervals (Wilson), recall by kind, the reliability
table of the confidence; then each set of the training data judged by a model that has not seen it (the same as `models/advice/train.py
--report`). With the folder of real French conversations as argument: how often an information question of theirs is flagged,
everybody taken as a consultant in the clarification.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from codev_voice.evaluation.utterances import Line, read_utterances, score_utterances
from codev_voice.method.advice import judge
from codev_voice.session.values import Level, Role, Stage, Strictness, Turn

ROOT = Path(__file__).parents[1]
UNSEEN = ROOT / "models" / "advice" / "test"
_ASKS = re.compile(r"\b(?:est-ce qu|qu'est-ce|combien|comment|depuis quand|quel(?:le)?s?\b)", re.IGNORECASE)
_SHORT, _LONG = 4, 25


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
        found = scores[part]
        told, true = found["tp"] + found["fp"], found["tp"] + found["fn"]
        print(f"  {part:7} precision {interval(found['tp'], told)}   recall {interval(found['tp'], true)}")
    for kind, row in scores["by_kind"].items():
        total = sum(row.values())
        noticed = total - row.get("none", 0)
        print(f"  {kind:7} {'flagged' if kind == 'none' else 'noticed'} {interval(noticed, total)}   named right {row.get(kind, 0)}")
    reliability([(told["confidence"], line.label != "none") for told, line in zip(scores["lines"], lines, strict=True)])


def reliability(judged: Sequence[tuple[float, bool]]) -> None:
    """Print, for each tenth of confidence, how often it was a departure."""
    print("  confidence   utterances   departures")
    for tenth in range(10):
        held = [true for confidence, true in judged if tenth <= confidence * 10 < tenth + 1]
        if held:
            print(f"  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}   {len(held):10}   {interval(sum(held), len(held))}")


def real_questions(folder: Path) -> Iterable[tuple[Turn, list[Turn]]]:
    """The information questions of real conversations, with what was said before (taken as the client's).

    Political debates are left out: their questions are arguments.
    """
    for path in sorted(folder.glob("*.jsonl")):
        if path.name.startswith("fredsum"):
            continue
        said = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for at, entry in enumerate(said):
            text = entry["text"]
            asks = text.rstrip().endswith("?") or _ASKS.match(text)
            if asks and _SHORT <= len(text.split()) <= _LONG:
                before = [
                    Turn(index, 0.0, 0.0, other["speaker"], other["text"], role=Role.CLIENT)
                    for index, other in enumerate(said[max(0, at - 12) : at])
                    if other["speaker"] != entry["speaker"]
                ]
                yield Turn(len(before), 0.0, 0.0, entry["speaker"], text, role=Role.CONSULTANT), before


def main() -> None:
    """Print every table."""
    for path in sorted(UNSEEN.glob("*.jsonl")):
        of_set(path.stem, read_utterances(path))
    print("\nEach set judged by a model that has not seen it:", flush=True)
    subprocess.run([sys.executable, str(ROOT / "models" / "advice" / "train.py"), "--report"], check=True)
    if len(sys.argv) > 1:
        asked = flagged = 0
        for turn, before in real_questions(Path(sys.argv[1])):
            found = judge(turn, before, stage=Stage.CLARIFICATION, strictness=Strictness.NORMAL, polite=False)
            asked += 1
            flagged += any(notice.level is not Level.LOG for notice in found)
        print(f"\nReal information questions flagged: {interval(flagged, asked)}")


if __name__ == "__main__":
    main()
