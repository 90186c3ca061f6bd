"""Labelled contributions to learn from, whatever they are written in: single lines, blocks of a hand, whole sessions."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hands

from codev_voice.method.clauses import Clause, clauses

sys.path.append(str(Path(__file__).parents[1] / "stages"))
import written

NONE = "none"
SESSIONS = "sessions"
DATA = Path(__file__).parents[1] / "data" / "advice"
WRITTEN = Path(__file__).parents[1] / "data" / "stages" / "written"
_PUNCTUATION = re.compile(r"[.,;:!?…«»\"–—()]")


@dataclass(frozen=True)
class Utterance:
    """A consultant's turn with its acts (kind, clause); `previous` are the turns before it (role, text), `source` the set it is of."""

    text: str
    previous: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...]
    source: str
    withdrawn: bool = False
    hard: bool = False

    @property
    def departs(self) -> bool:
        """True when it holds at least one labelled act."""
        return bool(self.acts)


def sets(folder: Path) -> dict[str, list[Utterance]]:
    """Everything below a data folder, and the written sessions of the stages, by source; a file is one hand in one manner."""
    found: dict[str, list[Utterance]] = {}
    for path in all_files(folder):
        for each in read(path):
            found.setdefault(each.source, []).append(each)
    return found


def all_files(folder: Path) -> list[Path]:
    """Every data file, in a fixed order."""
    return [*sorted(folder.rglob("*.jsonl")), *sorted(folder.rglob("*.txt")), *sorted(WRITTEN.glob("*.txt"))]


def read(path: Path) -> list[Utterance]:
    """The utterances of one file."""
    if path.suffix == ".txt":
        if path.parent == WRITTEN:
            return list(of_session(written.written(path).turns, "written sessions"))
        return [Utterance(each.text, each.previous, each.acts, path.stem, each.withdrawn, each.hard) for each in hands.contributions(path)]
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.name.startswith("session_"):
        return list(of_session(entries, SESSIONS))
    source = path.stem if path.parent.name == "given" else "own"
    return [_of_line(entry, source) for entry in entries if entry.get("speaker_role", "consultant") == "consultant"]


def _of_line(entry: dict[str, Any], source: str) -> Utterance:
    label, text = str(entry["label"]), str(entry["text"])
    previous = tuple((turn["role"], turn["text"]) for turn in entry.get("previous") or ())
    acts = () if label == NONE else ((label, str(entry.get("excerpt") or text)),)
    return Utterance(text, previous, acts, source, bool(entry.get("withdrawn")), bool(entry.get("hard")))


def of_session(entries: Sequence[dict[str, Any]], source: str) -> Iterator[Utterance]:
    """The consultants' turns of the clarification of a labelled session, each with all that was said before it."""
    said: list[tuple[str, str]] = []
    for entry in entries:
        if entry["stage"] == 2 and entry["role"] == "consultant":
            advice = entry.get("advice") or []
            acts = tuple((act["kind"], act["excerpt"]) for act in advice)
            yield Utterance(str(entry["text"]), tuple(said), acts, source, any(act.get("withdrawn") for act in advice))
        said.append((str(entry["role"]), str(entry["text"])))


def unpunctuated(given: Utterance) -> Utterance | None:
    """The same as a speech recogniser may write it: no punctuation, lower case; None when an excerpt gets lost."""
    acts = tuple((kind, _bare(excerpt)) for kind, excerpt in given.acts)
    text = _bare(given.text)
    if not text or text == given.text or any(excerpt not in text for _, excerpt in acts):
        return None
    return replace(given, text=text, previous=tuple((role, _bare(said)) for role, said in given.previous), acts=acts)


def _bare(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text).lower().split())


def labelled(given: Utterance) -> tuple[tuple[Clause, ...], list[str]]:
    """The clauses of an utterance, each labelled by what it shares with the excerpts ("none" or a kind)."""
    cut = clauses(given.text)
    labels = [NONE] * len(cut)
    for kind, excerpt in given.acts:
        start = given.text.find(excerpt)
        shared = [min(start + len(excerpt), clause.end) - max(start, clause.start) for clause in cut]
        for at, clause in enumerate(cut):
            if shared[at] * 2 >= clause.end - clause.start or shared[at] == max(shared) > 0:
                labels[at] = kind
    return cut, labels
