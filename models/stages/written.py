"""Sessions as people write them, turned into labelled ones.

    # title: Un atelier qui perd ses apprentis
    # Claire = animateur
    # Inès = client
    == 1
    Claire: Inès, on t'écoute.
    Inès: Alors voilà…
    == 2
    Samir: et [A6: t'as pensé à voir le CFA] avant

`== N` begins the turns of stage N. A bracket holds a departure (`models/advice/hands.py`). `(k)`, `(c)`, `(a)` after a name give the
role of that turn where it is not the one of the header, in which "client 2" (the client of a second consultation) speaks as a
consultant unless it is marked. `python models/stages/written.py FILE…` checks files and counts;
`--into FOLDER` writes each as `NAME/session.jsonl` and `NAME/seance.toml`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ACT = re.compile(r"\[(?P<kind>A[1-8]|B[1-3])(?P<withdrawn>~?):\s*(?P<clause>[^\[\]]+)\]")
_PERSON = re.compile(r"# (?P<name>[^=:]+?) = (?P<roles>[a-z0-9, ]+)")
_TURN = re.compile(r"(?P<name>[^:(]+?)(?: \((?P<role>[kca])\))?: (?P<text>.+)")
_ROLES = {"k": "consultant", "c": "client", "a": "animateur"}


@dataclass(frozen=True)
class Written:
    """A session: its title, what is said of its manner, people with their roles, and turns as `session.jsonl` holds them."""

    title: str
    manner: str
    people: dict[str, list[str]]
    turns: list[dict[str, Any]]


def written(path: Path) -> Written:
    """Read a session.

    Raises:
        ValueError: a line is none of the known forms, or somebody speaks whom the header lacks; the message gives the line's number.
    """
    title = manner = ""
    people: dict[str, list[str]] = {}
    turns: list[dict[str, Any]] = []
    stage: int | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if line.startswith("# title:"):
            title = line.partition(":")[2].strip()
        elif line.startswith("# manner:"):
            manner = line.partition(":")[2].strip()
        elif person := _PERSON.fullmatch(line):
            people[person["name"]] = [role.strip() for role in person["roles"].split(",")]
        elif move := re.fullmatch(r"== ([0-6])", line):
            stage = int(move[1])
        elif line and (turn := _TURN.fullmatch(line)) and turn["name"] in people and stage is not None:
            entry = _entry(turn, people, stage, f"{path.name}:{number}")
            if not turns or turns[-1]["stage"] != stage:
                entry["move"] = stage
            turns.append(entry)
        elif line and not line.startswith("# "):
            raise ValueError(f"{path.name}:{number}: not understood: {line[:60]}")
    return Written(title, manner, people, turns)


def _entry(turn: re.Match[str], people: dict[str, list[str]], stage: int, place: str) -> dict[str, Any]:
    """One line of `session.jsonl`."""
    role = _ROLES.get(turn["role"] or "", _first(people[turn["name"]]))
    acts = [
        {"kind": act["kind"], "excerpt": act["clause"].strip(), "withdrawn": bool(act["withdrawn"])} for act in _ACT.finditer(turn["text"])
    ]
    text = _plain(turn["text"])
    if acts and (stage != 2 or role != "consultant"):
        raise ValueError(f"{place}: a departure outside the clarification or by a {role}")
    if "[" in text or any(act["excerpt"] not in text for act in acts):
        raise ValueError(f"{place}: bracket not understood")
    return {"speaker": turn["name"], "role": role, "text": text, "stage": stage} | ({"advice": acts} if acts else {})


def _plain(marked: str) -> str:
    return " ".join(_ACT.sub(lambda act: act["clause"].strip(), marked).split())


def _first(roles: list[str]) -> str:
    """The role in which somebody speaks unless a turn is marked: the second client is a consultant until her turn comes."""
    return "consultant" if roles[0] == "client 2" else roles[0]


def settings(session: Written) -> str:
    """The session's `seance.toml`."""
    second = any("client 2" in roles for roles in session.people.values())
    lines = [f"title = {json.dumps(session.title, ensure_ascii=False)}", *(["consultations = 2"] if second else [])]
    lines += ["stage0 = false"] if session.turns[0]["stage"] else []
    for name, roles in session.people.items():
        first = _first(roles)
        also = '\nalso = ["consultant"]' if "consultant" in roles[1:] else ""
        lines.append(f'\n[[people]]\nname = {json.dumps(name, ensure_ascii=False)}\nrole = "{first}"{also}')
    return "\n".join(lines) + "\n"


def save(session: Written, folder: Path) -> None:
    """Write a session as `session.jsonl` and `seance.toml` in a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(turn, ensure_ascii=False) for turn in session.turns)
    (folder / "session.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "seance.toml").write_text(settings(session), encoding="utf-8")


def main() -> None:
    """Check each file named, print what it holds, and write it as a labelled session where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--into", type=Path)
    arguments = parser.parse_args()
    for path in arguments.files:
        session = written(path)
        stages = Counter(turn["stage"] for turn in session.turns)
        moves = [turn["move"] for turn in session.turns if "move" in turn]
        acts = Counter(act["kind"] for turn in session.turns for act in turn.get("advice", []))
        print(f"{path.name}: {len(session.turns)} turns, by stage {dict(sorted(stages.items()))}, moves {moves}, departures {dict(acts)}")
        if arguments.into:
            save(session, arguments.into / path.stem)


if __name__ == "__main__":
    main()
