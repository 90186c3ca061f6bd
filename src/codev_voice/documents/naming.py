"""Which words of the client name what she sets aside.

« Ma mère. Elle a rien à voir là-dedans, on la laisse. »: the act is in the second sentence, the name in the first. Two readings of each
word are weighed into one, as for the acts (`contract_acts`): a logistic regression over what stands around it (`name_features`), and the
network of the contract, which tells of each piece whether it is of a name. Words in a row that are make one. Trained by
`models/documents/contract.py`; NumPy only.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from codev_voice.documents.acts import place
from codev_voice.documents.name_features import Word, features, words_of
from codev_voice.errors import WeightsError
from codev_voice.method import pieces
from codev_voice.method.advice_model import log_odds
from codev_voice.method.clause_network import LONGEST, reading, states, stretches
from codev_voice.method.clauses import Clause
from codev_voice.session.values import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

Previous = Sequence[tuple[Role | None, str]]
WEIGHTS = ("name.w", "name.b")
"""What the network of the contract has more than that of advice."""
NAMES, AROUND = 0.25, 0.2
"""Probability from which a word may be of a name, and from which one beside it is."""
_PARTS = re.compile(r"[,;:!?…]|\.(?=\s)")
_ARTICLE = "l'"  # it goes with its noun
_APART = "ni"  # « ni le salaire ni la mutation »: it is of no name
_SUREST = 30.0


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name something, from `start` to `end` in the text that was read; `sure` is the probability of the surest."""

    text: str
    start: int
    end: int
    sure: float


@dataclass(frozen=True)
class NameModel:
    """The weights of the features, hashed (`acts.place`), and an offset; `shares` are what both log odds count for, and a bias."""

    weights: Array
    offset: float
    shares: tuple[float, float, float]

    def odds(self, held: Iterable[tuple[Sequence[str], Sequence[str]]]) -> list[float]:
        """The log odds of each word to be of a name, from its own features and its clause's, which are summed once for all its words."""
        found: list[float] = []
        last: Sequence[str] | None = None
        of_clause = 0.0
        for own, shared in held:
            if shared is not last:
                last, of_clause = shared, self._summed(shared)
            found.append((self._summed(own) + of_clause) / math.sqrt(max(len(own) + len(shared), 1)) + self.offset)
        return found

    def _summed(self, held: Sequence[str]) -> float:
        return float(self.weights[[place(feature, len(self.weights)) for feature in held]].sum()) if held else 0.0


def names_in(model: NameModel, w: Mapping[str, Array], text: str, cut: Sequence[Clause], previous: Previous) -> tuple[Name, ...]:
    """The names of what is set aside in a turn cut into clauses, after earlier turns given as (role, text), latest last.

    `w` are the weights of the network of the contract.
    """
    words = words_of(text) if cut else []
    return runs(text, words, word_chances(model, w, text, words, cut, previous)) if words else ()


def word_chances(
    model: NameModel, w: Mapping[str, Array], text: str, words: Sequence[Word], cut: Sequence[Clause], previous: Previous
) -> list[float]:
    """The probability of each word to be of a name."""
    linear, network, bias = model.shares
    told = model.odds(features(words, cut, previous[-1][1] if previous else ""))
    seen = of_words(words, piece_odds(w, text, cut, previous))
    return [_chance(linear * one + network * other + bias) for one, other in zip(told, seen, strict=True)]


def piece_odds(w: Mapping[str, Array], text: str, cut: Sequence[Clause], previous: Previous) -> list[tuple[float, float]]:
    """Where each piece of a turn stands, in characters, and the network's log odds that it is of a name."""
    found: list[tuple[float, float]] = []
    read = 0
    for part, held in stretches(text, cut):
        start = 0 if part == text else cut[read].start
        odds = (states(w, reading(part, held, previous)) @ w["name.w"] + w["name.b"])[:, 0]
        found += [(start + middle, each) for middle, each in zip(pieces.cut(part).middles[-LONGEST:], odds.tolist(), strict=True)]
        read += len(held)
    return found


def of_words(words: Sequence[Word], odds: Sequence[tuple[float, float]]) -> list[float]:
    """The log odds of each word: the mean of its pieces' probabilities; none for a word that is in no piece."""
    held: list[list[float]] = [[] for _ in words]
    at = 0
    for middle, each in odds:
        while at < len(words) and words[at].end <= middle:
            at += 1
        if at < len(words) and words[at].start <= middle:
            held[at].append(_chance(each))
    return [log_odds(sum(each) / len(each)) if each else -_SUREST for each in held]


def runs(text: str, words: Sequence[Word], chances: Sequence[float]) -> tuple[Name, ...]:
    """Words in a row that are of a name, nothing between them that ends a part of a sentence."""
    return tuple(
        Name(text[words[first].start : words[last].end], words[first].start, words[last].end, max(chances[first : last + 1]))
        for first, last in _in_a_row(text, words, chances)
    )


def _in_a_row(text: str, words: Sequence[Word], chances: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The first and last of each row of words that may be of a name, one of which is likelier."""
    may = [chance >= AROUND and word.text != _APART for word, chance in zip(words, chances, strict=True)]
    parted = [_PARTS.search(text[before.end : word.start]) is not None for before, word in pairwise(words)]
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or parted[at - 1] or may[at] != may[first]:
            if may[first] and max(chances[first:at]) >= NAMES:
                yield first - (first > 0 and words[first - 1].text == _ARTICLE and not parted[first - 1]), at - 1
            first = at


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_SUREST, min(_SUREST, odds))))


def load(path: Path) -> NameModel:
    """Read the weights of the features.

    Raises:
        WeightsError: the file is missing or damaged.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            linear, network, bias = (float(each) for each in held["shares"])
            return NameModel(held["weights"].astype(np.float32) * float(held["scale"]), float(held["offset"]), (linear, network, bias))
    except (OSError, EOFError, ValueError, TypeError, KeyError, BadZipFile, zlib.error) as error:
        problem = f"le modèle de ce que la cliente met de côté ({path.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error
