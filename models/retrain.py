"""Train every text model again, in the order in which they read each other: `python models/retrain.py`.

Stages, then advice; then what reads the model of advice: the classes of notes, the kinds of help, the acts of the contract, those of the
plan, and which action they are of. Each writes its weights and prints their digest; the same data give the same digest. Needs PyTorch
beside the project's own environment (`models/advice/README.md`); advice takes most, the contract some forty minutes of one core,
the plan thirty.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ORDER = (
    "stages/train.py",
    "advice/train.py",
    "documents/train.py",
    "documents/kinds.py",
    "documents/contract.py",
    "documents/plan.py",
    "documents/links.py",
)


def main() -> None:
    """One after the other; the first that fails ends it."""
    for script in ORDER:
        print(f"== {script}", flush=True)
        subprocess.run([sys.executable, str(HERE / script)], check=True)


if __name__ == "__main__":
    main()
