"""What is heard, and what it costs.

    python benchmarks/hearing.py [AUDIO TURNS.json SEANCE.toml]…

Without arguments: the development session (`../shared/audio/session_dev`), on which settings were chosen, then the sample session
(`samples/`), whose errors led to two rules of naming only. Each is heard in a process of its own, so that its peak memory is its own;
run it on an idle machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SETS = [
    (SHARED / "audio/session_dev.opus", SHARED / "audio/session_dev.turns.json", SHARED / "data/session_dev/seance.toml"),
    (ROOT / "samples/seance.opus", ROOT / "samples/seance.turns.json", ROOT / "samples/seance.toml"),
]
COLUMNS = ("sound", "WER %", "DER %", "no overlap", "words right %", "worst share, points", "voices", "time ×", "processor ×", "memory GB")


def scores(audio: Path, turns: Path, people: Path) -> dict[str, object]:
    """`eval sound --json` on one recording."""
    command = [sys.executable, "-m", "codev_voice", "eval", "sound", audio, "--turns", turns, "--people", people, "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
    result: dict[str, object] = json.loads(done.stdout)
    return result


def row(name: str, found: dict[str, object]) -> str:
    """One line of the table."""
    shares = found["share_error"]
    worst = max(shares.values()) if isinstance(shares, dict) else 0.0
    percent = [100 * float(str(found[key])) for key in ("wer", "der", "der_no_overlap", "words_right")]
    cells = [name, *(f"{value:.1f}" for value in percent), f"{worst:.2f}", str(found["voices"])]
    cells += [f"{float(str(found['real_time_factor'])):.3f}", f"{float(str(found['cpu_factor'])):.3f}"]
    cells.append(f"{float(str(found['peak_memory'])) / 1e9:.2f}")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Prints the table, a line as soon as it is known."""
    given = [Path(argument) for argument in sys.argv[1:]]
    sets = list(zip(given[::3], given[1::3], given[2::3], strict=True)) if given else SETS
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---|" * len(COLUMNS))
    for audio, turns, people in sets:
        if audio.exists():
            print(row(audio.stem, scores(audio, turns, people)), flush=True)


if __name__ == "__main__":
    main()
