"""The linear model of acts (`codev_voice.documents.acts`): the passages it learns from, how it is trained and written.

`contract.py` trains one on `contract_*.txt` of `models/data/documents/acts/`, `plan.py` another on `plan_*.txt`; a file is one hand.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.append(str(Path(__file__).parents[1] / "advice"))

import numpy as np
from noise import troubled
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from codev_voice.documents.act_features import NOTHING, Before, features
from codev_voice.documents.acts import ActModel, meaning, place
from codev_voice.method.clauses import Clause, clauses

if TYPE_CHECKING:
    from numpy.typing import NDArray

DATA = Path(__file__).parents[1] / "data/documents/acts"
SIZE = 1 << 16
STRENGTH = 10.0
CONTRACT, PLAN = "contract", "plan"
LATEST = 7
"""Turns of a passage that are left out at most when it is read from its middle on."""
WHOLE = 3
"""How often a passage of a whole session is read for one that was written alone."""
SESSIONS = "seances"
MISHEARD = (0.0, 0.06, 0.15)
"""How often a word is taken for another, in a good, an ordinary and a bad recording: one of them for a passage."""
HESITATIONS = ("euh", "ben", "enfin", "bon", "alors", "hein", "et puis", "mais")
"""What opens and ends a turn and does nothing: « oui », « non » and « voilà » would."""
LOST = 0.5
SHORT = 3
"""Words of so many letters at most are lost, longer ones misheard."""
TAGS = {
    CONTRACT: ("D", "N", "Y", "K", "X", "P", "V", "R", "QD", "QK", "QX", "QP", "QY", "S"),
    PLAN: ("G", "I", "W", "L", "B", "E", "M", "S", "O", "N", "Y", "RC"),
}
_MARK = re.compile(r"\[([A-Z]+)\d?(?: [a-z+]+)?: ?|([\[\]{}])")
_TURN = re.compile(r"([ACFK])\d?: ?(.*)")
_PAIRS = {"[": "]", "]": "]", "{": "}", "}": "}"}
_WORD = re.compile(r"[^\s.,;:!?…«»\"–—]+")


@dataclass(frozen=True)
class Turn:
    """A labelled turn: role, text, its clauses, the act of each, and where its words name something that is set aside (start, end)."""

    role: str
    text: str
    cut: tuple[Clause, ...]
    acts: tuple[str, ...]
    named: tuple[tuple[int, int], ...] = ()


Passage = tuple[Turn, ...]
Said = tuple[str, bool]
"""What the clause of a word does, and whether the word names something that is set aside."""
Words = Sequence[tuple[str, Said | None]]
"""Each word with what is known of it, None for those that chance adds."""
Lexicon = Mapping[str, Sequence[str]]
_Passage = TypeVar("_Passage")


def passages(path: Path) -> list[Passage]:
    """The passages of a file.

    Raises:
        ValueError: a line is no turn, or its tag is unknown; its number is said.
    """
    kind = path.stem.partition("_")[0]
    found: list[list[Turn]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("## "):
            found.append([])
        elif line.strip() and not line.startswith("="):
            given = _TURN.fullmatch(line.strip())
            if given is None or not found:
                problem = f"{path.name}, line {number}: no turn"
                raise ValueError(problem)
            if turn := _turn(given[1].replace("F", "K"), given[2], kind, f"{path.name}, line {number}"):
                found[-1].append(turn)
    return [tuple(turns) for turns in found]


def hands(kind: str) -> dict[str, list[Passage]]:
    """The passages of each hand of a kind, by its name."""
    return {path.stem: passages(path) for path in sorted(DATA.glob(f"{kind}_*.txt"))}


def weighed(held: Mapping[str, Sequence[_Passage]]) -> list[_Passage]:
    """All passages; those of whole sessions, which are what the program reads, come several times."""
    return [passage for name, each in held.items() for passage in list(each) * (WHOLE if SESSIONS in name else 1)]


def _turn(role: str, raw: str, kind: str, place_of: str) -> Turn | None:
    """A turn as written: acts between square brackets, the names of what is set aside between curly ones."""
    text, at = "", 0
    spans: list[tuple[int, int, str]] = []
    named: list[tuple[int, int]] = []
    opened: dict[str, tuple[int, str]] = {}
    for mark in _MARK.finditer(raw):
        text, at = text + raw[at : mark.start()], mark.end()
        sign = "[" if mark[1] else mark[2]
        if (sign in "[{") == (_PAIRS[sign] in opened) or mark[0] == "[":
            problem = f"{place_of}: a bracket is left open"
            raise ValueError(problem)
        if mark[1] and mark[1] not in TAGS[kind]:
            problem = f"{place_of}: {mark[1]} is no act of a {kind}"
            raise ValueError(problem)
        if sign in "[{":
            opened[_PAIRS[sign]] = (len(text), mark[1] or "")
        else:
            start, tag = opened.pop(_PAIRS[sign])
            if tag:
                spans.append((start, len(text), tag))
            else:
                named.append((start, len(text)))
    text += raw[at:]
    if opened:
        problem = f"{place_of}: a bracket is left open"
        raise ValueError(problem)
    cut = clauses(text)
    return Turn(role, text, cut, tuple(_label(clause, spans) for clause in cut), tuple(named)) if cut else None


def _label(clause: Clause, spans: Sequence[tuple[int, int, str]]) -> str:
    shares = [(min(end, clause.end) - max(start, clause.start), end - start, tag) for start, end, tag in spans]
    shared, length, tag = max(shares, default=(0, 1, NOTHING))
    return tag if shared * 2 >= min(clause.end - clause.start, length) else NOTHING


def bare(passage: Passage) -> Passage:
    """The same as a speech recogniser may write it: no punctuation, lower case; each clause has the act of most of its words."""
    return _reworded(passage, lambda words: words)


def messy(passage: Passage, draw: random.Random, lexicon: Lexicon) -> Passage:
    """The same as a recogniser may write talk: unpunctuated, words said twice or cut, fillers, some words lost and others misheard."""
    level = draw.choice(MISHEARD)
    return _reworded(passage, lambda words: troubled(misheard(words, draw, lexicon, level), draw, None, HESITATIONS, HESITATIONS))


def misheard(words: Words, draw: random.Random, lexicon: Lexicon, level: float) -> Words:
    """Labelled words, of which short ones are lost and longer ones taken for others that begin alike; all of them when none is left."""
    found = []
    for word, act in words:
        if len(word) > SHORT and draw.random() < level:
            found.append((draw.choice(lexicon[word[:2]]), act))
        elif len(word) > SHORT or draw.random() >= level * LOST:
            found.append((word, act))
    return found or words


def lexicon_of(passages: Sequence[Passage]) -> Lexicon:
    """The words said in these passages, by their first two letters."""
    said = sorted({word.lower() for passage in passages for turn in passage for word in _WORD.findall(turn.text) if len(word) > SHORT})
    found: dict[str, list[str]] = {}
    for word in said:
        found.setdefault(word[:2], []).append(word)
    return found


def _reworded(passage: Passage, change: Callable[[Words], Words]) -> Passage:
    found = []
    for turn in passage:
        words = change([each for clause, act in zip(turn.cut, turn.acts, strict=True) for each in _words(turn, clause, act)])
        cut, acts, at = clauses(" ".join(word for word, _ in words)), [], 0
        for clause in cut:
            count = len(clause.text.split())
            said = [known[0] for _, known in words[at : at + count] if known is not None]
            acts.append(Counter(said or [NOTHING]).most_common(1)[0][0])
            at += count
        if cut:
            found.append(Turn(turn.role, " ".join(word for word, _ in words), cut, tuple(acts), _runs(words)))
    return tuple(found)


def _words(turn: Turn, clause: Clause, act: str) -> Iterator[tuple[str, Said]]:
    """The words of a clause, without marks and in lower case, each with what is known of it."""
    for word in _WORD.finditer(clause.text):
        middle = clause.start + (word.start() + word.end()) / 2
        yield word[0].lower(), (act, any(start <= middle < end for start, end in turn.named))


def _runs(words: Words) -> tuple[tuple[int, int], ...]:
    """Where words that name something stand once they are written with a blank between them."""
    found: list[tuple[int, int]] = []
    at = 0
    goes_on = False
    for word, known in words:
        names = known is not None and known[1]
        if names:
            found[-1:] = [(found[-1][0], at + len(word))] if goes_on else [*found[-1:], (at, at + len(word))]
        goes_on = names
        at += len(word) + 1
    return tuple(found)


def rows(passage: Passage) -> Iterator[tuple[list[str], NDArray[np.float32], str]]:
    """Each clause's features, what it means, and its act."""
    before = Before()
    for turn in passage:
        for at, (clause, act) in enumerate(zip(turn.cut, turn.acts, strict=True)):
            yield list(features(turn.cut, at, turn.role, before)), meaning(clause.text, turn.role), act
            before = before.after_clause(act, turn.role, clause.text)
        before = before.after_turn(turn.role, turn.text)


def trained(given: Sequence[Passage]) -> ActModel:
    """The model of these passages, each read as written and without punctuation, and half of the time from its middle on.

    A return to the contract often begins with her words, when nobody has asked for anything.
    """
    versions = [
        version[start:]
        for number, passage in enumerate(given)
        for version in (passage, bare(passage))
        for start in ((0, 1 + number // 2 % LATEST) if number % 2 else (0,))
    ]
    held = [row for version in versions for row in rows(version)]
    places = [[place(feature, SIZE) for feature in names] for names, _, _ in held]
    values = np.concatenate([np.full(len(row), len(row) ** -0.5) for row in places])
    matrix = csr_matrix((values, np.concatenate([np.asarray(row) for row in places]), np.cumsum([0, *map(len, places)])), (len(held), SIZE))
    whole = hstack([matrix, csr_matrix(np.asarray([meant for _, meant, _ in held]))]).tocsr()
    learnt = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-3).fit(whole, [act for _, _, act in held])
    weights = learnt.coef_.astype(np.float32)
    return ActModel(tuple(learnt.classes_), weights[:, :SIZE], weights[:, SIZE:], learnt.intercept_.astype(np.float32))


def written(model: ActModel, path: Path) -> None:
    """Write a model, its weights on a byte each."""
    scales = np.maximum(np.abs(model.weights).max(axis=1), 1e-6) / 127
    with path.open("wb") as out:
        np.savez_compressed(
            out,
            tags=np.asarray(model.tags),
            weights=np.round(model.weights / scales[:, None]).astype(np.int8),
            scales=scales.astype(np.float32),
            meanings=model.meanings.astype(np.float16),
            offsets=np.round(model.offsets, 3),
        )
