"""The package's readers, given inputs that nobody thought of, guided by coverage (see `tests/fuzzing/`).

    .venv/bin/python benchmarks/fuzz.py [--seconds N] [--seed N] [--into FOLDER] [READER …]

Each reader is tried for so many seconds. What raised anything but the package's own errors, took too long, or lost something is written
into the folder, one file a place that raised: its input is to become a case of the reader's own test.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.remove(str(Path(__file__).resolve().parent))  # there, files are called as folders of the tests are
from fuzzing.guided import explore
from fuzzing.readers import readers


def main() -> int:
    """Print a line for each reader."""
    every = readers()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, default=Path(".cache/fuzz"))
    parser.add_argument("names", nargs="*", choices=[[], *every])
    asked = parser.parse_args()
    os.nice(10)
    crashes = 0
    print(f"{'reader':12}{'tried':>9}{'lines':>8}{'kept':>7}{'crashes':>9}")
    for name, reader in every.items():
        if asked.names and name not in asked.names:
            continue
        found = explore(reader.read, reader.seeds, seconds=asked.seconds, words=reader.words, seed=asked.seed)
        print(f"{name:12}{found.tried:9}{found.lines:8}{len(found.kept):7}{len(found.crashes):9}", flush=True)
        for rank, crash in enumerate(found.crashes.values()):
            asked.into.mkdir(parents=True, exist_ok=True)
            (asked.into / f"{name}-{asked.seed}-{rank}.bin").write_bytes(crash.data)
            print(f"    {crash.error}: {crash.data[:120]!r}")
        crashes += len(found.crashes)
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
