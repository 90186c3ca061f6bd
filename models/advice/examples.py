"""Labelled utterances and sessions, read as clauses to learn from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from codev_voice.method.advice import LATELY, surroundings
from codev_voice.method.advice_features import features
from codev_voice.method.clauses import Clause, clauses
from codev_voice.method.innocent import innocent

NONE = "none"
# Files of one hand and one manner are left out together.
_SOURCES = dict.fromkeys(
    ("written_advice", "written_departures", "facts", "stories", "ordinary", "regions", "readings", "talk", "manners"), "written"
)
# Said in the exploration, where it is welcome, the same act in the clarification would be a departure. The classes that could be
# either (an experience told for itself, a feeling, a piece of knowledge, a question to think with) teach nothing here.
_EXPLORATION = {"suggestion": "A2", "ressource": "A8", "impression": "B1", "regard": "B1", "metaphore": "B1"}
EXPLORATION = "contributions"
_PUNCTUATION = re.compile(r"[.,;:!?…«»\"–—()]")


@dataclass(frozen=True)
class Utterance:
    """A consultant's turn with its acts; `client` and `others` are earlier turns, `source` the set it comes from."""

    text: str
    client: tuple[str, ...]
    others: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    source: str
    hard: bool = False

    @property
    def departs(self) -> bool:
        """True when it holds at least one labelled act."""
        return bool(self.acts)


def read(path: Path) -> list[Utterance]:
    """The utterances of one file: single labelled lines, or a labelled session; withdrawn ones are left out."""
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.name.startswith("session_"):
        return list(_of_session(entries))
    if path.stem == EXPLORATION:
        return [found for entry in entries if (found := _of_contribution(entry)) is not None]
    return [
        _of_line(entry, _SOURCES.get(path.stem, path.stem))
        for entry in entries
        if entry.get("speaker_role", "consultant") == "consultant" and not entry.get("withdrawn")
    ]


def _of_line(entry: dict[str, Any], source: str) -> Utterance:
    previous = entry.get("previous") or []
    text, label, excerpt = str(entry["text"]), str(entry["label"]), entry.get("excerpt")
    acts = () if label == NONE else ((label, str(excerpt or text)),)
    client = tuple(turn["text"] for turn in previous if turn["role"] == "client")
    others = tuple(turn["text"] for turn in previous if turn["role"] == "consultant")
    return Utterance(text, client, others, acts, source, bool(entry.get("hard")))


def _of_contribution(entry: dict[str, Any]) -> Utterance | None:
    kinds = [_EXPLORATION.get(item["class"]) for item in entry["items"]]
    acts = tuple((kind, item["span"]) for kind, item in zip(kinds, entry["items"], strict=True) if kind)
    if len(acts) < len(kinds) or any(span not in entry["text"] for _, span in acts):
        return None
    client = tuple(turn["text"] for turn in entry["previous"] if turn["role"] == "client")
    return Utterance(entry["text"], client, (), acts, EXPLORATION)


def _of_session(entries: Sequence[dict[str, Any]]) -> Iterator[Utterance]:
    said: list[tuple[str, str]] = []
    for entry in entries:
        advice = entry.get("advice") or []
        if entry["stage"] == 2 and entry["role"] == "consultant" and not any(act.get("withdrawn") for act in advice):
            client = tuple(text for role, text in said if role == "client")[-LATELY:]
            others = tuple(text for role, text in said[-4:] if role == "consultant")
            acts = tuple((act["kind"], act["excerpt"]) for act in advice)
            yield Utterance(str(entry["text"]), client, others, acts, "sessions")
        said.append((str(entry["role"]), str(entry["text"])))


def unpunctuated(given: Utterance) -> Utterance | None:
    """The same as a speech recogniser may write it: no punctuation, lower case; None when an excerpt gets lost."""
    acts = tuple((kind, _bare(excerpt)) for kind, excerpt in given.acts)
    text = _bare(given.text)
    if text == given.text or any(excerpt not in text for _, excerpt in acts):
        return None
    return replace(given, text=text, client=tuple(map(_bare, given.client)), others=tuple(map(_bare, given.others)), acts=acts)


def _bare(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text).lower().split())


@dataclass(frozen=True)
class Example:
    """One clause: its features and its label ("none" or the kind)."""

    features: tuple[str, ...]
    label: str


def examples(given: Utterance) -> list[Example]:
    """The clauses of an utterance, labelled by what they share with the excerpts."""
    cut = clauses(given.text)
    labels = _labels(given, cut)
    seen = (features(clause.unquoted, surroundings(cut, at, given.client, given.others)) for at, clause in enumerate(cut))
    return [
        Example(tuple(found), label)
        for clause, found, label in zip(cut, seen, labels, strict=True)
        if not innocent(given.text, clause)  # what a rule already settles is not for the model to learn
    ]


def _labels(given: Utterance, cut: Sequence[Clause]) -> list[str]:
    labels = [NONE] * len(cut)
    for kind, excerpt in given.acts:
        start = given.text.find(excerpt)
        shared = [min(start + len(excerpt), clause.end) - max(start, clause.start) for clause in cut]
        for at, clause in enumerate(cut):
            if shared[at] * 2 >= clause.end - clause.start or shared[at] == max(shared) > 0:
                labels[at] = kind
    return labels


def all_files(folder: Path) -> Iterable[Path]:
    """Every data file, in a fixed order."""
    return sorted(folder.rglob("*.jsonl"))
