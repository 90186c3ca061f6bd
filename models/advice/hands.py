"""Labelled contributions as people write them: a situation, then what a consultant may say there, departures in brackets.

    ## tu | parlé | boulangerie, Normandie
    C: on a perdu deux clients depuis Noël
    K: lesquels
    C: les deux cantines
    - elles prenaient combien de pains
    -! ah oui d'accord et [A6: t'as demandé un rendez-vous au maire] pour en parler

`C:`, `K:` and `A:` lines are what the client, a consultant and the facilitator said before, in order. Each line that begins with `-`
is one contribution, judged on its own after them (`-!` for a hard one). A bracket holds a kind and the departing clause, letter for
letter; `[A1~: …]` is a departure taken back in the same breath. `python models/advice/hands.py FILE…` checks files and counts.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ROLES = {"C": "client", "K": "consultant", "A": "animateur"}
_ACT = re.compile(r"\[(?P<kind>A[1-8]|B[1-3])(?P<withdrawn>~?):\s*(?P<clause>[^\[\]]+)\]")
_HEADER = re.compile(r"## (?P<address>tu|vous) \| (?P<manner>[^|]+) \| (?P<subject>.+)")


@dataclass(frozen=True)
class Contribution:
    """One contribution after what was said before it; `acts` are (kind, clause) in speech order."""

    previous: tuple[tuple[str, str], ...]
    text: str
    acts: tuple[tuple[str, str], ...]
    withdrawn: bool
    hard: bool
    address: str
    manner: str


def contributions(path: Path) -> Iterator[Contribution]:
    """The contributions of a file, in order.

    Raises:
        ValueError: a line is none of the five forms, or a bracket is malformed; the message gives the line's number.
    """
    address = manner = ""
    previous: list[tuple[str, str]] = []
    open_ = True
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("# "):
            continue
        if line.startswith("##"):
            header = _HEADER.fullmatch(line)
            if header is None:
                raise ValueError(f"{path.name}:{number}: header not understood: {line}")
            address, manner, previous, open_ = header["address"], header["manner"].strip(), [], True
        elif line[:2] in ("C:", "K:", "A:"):
            if not open_:
                raise ValueError(f"{path.name}:{number}: a previous turn after a contribution; begin a new block with ##")
            previous.append((_ROLES[line[0]], line[2:].strip()))
        elif line.startswith("-") and address:
            open_ = False
            hard = line.startswith("-!")
            yield _contribution(line[2 if hard else 1 :].strip(), tuple(previous), hard, address, manner, f"{path.name}:{number}")
        else:
            raise ValueError(f"{path.name}:{number}: not understood: {line[:60]}")


def _contribution(
    marked: str, previous: tuple[tuple[str, str], ...], hard: bool, address: str, manner: str, place: str
) -> Contribution:
    acts = tuple((found["kind"], found["clause"].strip()) for found in _ACT.finditer(marked))
    withdrawn = any(found["withdrawn"] for found in _ACT.finditer(marked))
    text = " ".join(_ACT.sub(lambda found: found["clause"].strip(), marked).split())
    if not text or "[" in text or "]" in text:
        raise ValueError(f"{place}: bracket not understood: {marked[:80]}")
    if any(clause not in text for _, clause in acts):
        raise ValueError(f"{place}: clause with doubled spaces")
    return Contribution(previous, text, acts, withdrawn, hard, address, manner)


def main() -> None:
    """Check each file named and print what it holds."""
    for name in sys.argv[1:]:
        found = list(contributions(Path(name)))
        kinds = Counter(kind for each in found for kind, _ in each.acts)
        plain = sum(not each.acts for each in found)
        words = sum(len(each.text.split()) for each in found) / max(len(found), 1)
        doubles = len(found) - len({each.text for each in found})
        print(f"{name}: {len(found)} contributions, {plain} without departure, {sum(each.hard for each in found)} hard, {doubles} doubled")
        print(f"  {words:.1f} words each; {dict(sorted(kinds.items()))}")


if __name__ == "__main__":
    main()
