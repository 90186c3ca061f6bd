"""The files of `models/data/advice/hands/`, read as blocks (`codev_voice.evaluation.blocks`).

`python models/advice/hands.py FILE…` checks and counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from codev_voice.evaluation.blocks import Contribution
from codev_voice.evaluation.blocks import contributions as read


def contributions(path: Path) -> list[Contribution]:
    """The contributions of a file, in order.

    Raises:
        FileError: a line cannot be read.
    """
    return list(read(path.read_text(encoding="utf-8"), path.name))


def main() -> None:
    """Check each file named and print what it holds."""
    for name in sys.argv[1:]:
        found = contributions(Path(name))
        kinds = Counter(kind for each in found for kind, _ in each.acts)
        plain = sum(not each.acts for each in found)
        words = sum(len(each.text.split()) for each in found) / max(len(found), 1)
        doubles = len(found) - len({each.text for each in found})
        print(f"{name}: {len(found)} contributions, {plain} without departure, {sum(each.hard for each in found)} hard, {doubles} doubled")
        print(f"  {words:.1f} words each; {dict(sorted(kinds.items()))}")


if __name__ == "__main__":
    main()
