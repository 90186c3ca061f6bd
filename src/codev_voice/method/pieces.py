"""French text cut into word pieces: what the network that recognises advice reads.

The pieces are the French part of the vocabulary of Google's multilingual universal sentence encoder (Yang et al., 2020, arXiv
1907.04307), chosen by `models/advice/vectors.py`. A text is cut into the most likely ones under a unigram language model (Kudo, 2018,
arXiv 1804.10959).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from codev_voice.errors import WeightsError
from codev_voice.weights.bundled import bundled

NAME = "advice/pieces.tsv"
_SPACE = "▁"
_UNKNOWN = 0
_REMEMBERED = 1 << 15
_PENALTY = 10.0  # below the least likely piece, as SentencePiece has it
_APOSTROPHES = {"’": "'", "‘": "'", "ʼ": "'"}


@dataclass(frozen=True)
class Cut:
    """A text in pieces: `ids` are their numbers, `middles` where each stands in the text, in characters."""

    ids: tuple[int, ...]
    middles: tuple[float, ...]


@dataclass(frozen=True)
class Pieces:
    """The vocabulary: each piece's number, and by number the logarithm of its probability; number 0 stands for what is in no piece."""

    numbers: dict[str, int]
    scores: tuple[float, ...]
    longest: int
    unlikely: float
    _words: dict[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, names: Sequence[str], scores: Sequence[float]) -> Pieces:
        """The vocabulary of these pieces; the first is no piece."""
        numbers = {name: number for number, name in enumerate(names) if number != _UNKNOWN}
        return cls(numbers, tuple(scores), max(map(len, names)), min(scores) - _PENALTY)

    def cut(self, text: str) -> Cut:
        """The most likely pieces of a text (Viterbi), whatever its case and apostrophes."""
        ids: list[int] = []
        middles: list[float] = []
        for word, places in _words(text):
            for start, end, number in self._word(word):
                first = start + 1 if word[start] == _SPACE and end > start + 1 else start
                ids.append(number)
                middles.append((places[first] + places[end - 1]) / 2)
        return Cut(tuple(ids), tuple(middles))

    def _word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """A word's pieces, (start, end, number): no piece goes over a blank, so that a word is cut the same wherever it stands."""
        found = self._words.get(word)
        if found is None:  # looked up once: drafts are made in a thread of their own
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            found = self._words[word] = self._likeliest(word)
        return found

    def _likeliest(self, word: str) -> tuple[tuple[int, int, int], ...]:
        size = len(word)
        best = [0.0] + [-math.inf] * size
        came: list[tuple[int, int]] = [(0, _UNKNOWN)] * (size + 1)
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(start + self.longest, size) + 1):
                number = self.numbers.get(word[start:end])
                if number is None and end > start + 1:
                    continue
                score = here + (self.unlikely if number is None else self.scores[number])
                if score > best[end]:
                    best[end] = score
                    came[end] = (start, _UNKNOWN if number is None else number)
        found: list[tuple[int, int, int]] = []
        end = size
        while end:
            start, number = came[end]
            found.append((start, end, number))
            end = start
        return tuple(reversed(found))


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """The words between blanks, a mark before each, in lower case and compatibility forms; and where each letter comes from."""
    letters: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for letter in _letters(sign):
            if not letter.isspace():
                if not letters:
                    letters.append(_SPACE)
                    places.append(at)
                letters.append(letter)
                places.append(at)
            elif letters:
                yield "".join(letters), places
                letters, places = [], []
    if letters:
        yield "".join(letters), places


@lru_cache(maxsize=2048)
def _letters(sign: str) -> str:
    return unicodedata.normalize("NFKC", _APOSTROPHES.get(sign, sign)).lower()


def load(path: Path) -> Pieces:
    """Read a vocabulary: a piece, a tab and its score on each line.

    Raises:
        WeightsError: the file is missing or is not one.
    """
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
        return Pieces.of([name for name, _ in rows], [float(score) for _, score in rows])
    except (OSError, ValueError) as error:
        problem = f"le vocabulaire français ({path.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error


@cache
def packaged() -> Pieces:
    """The vocabulary that travels with the program, read once.

    Raises:
        WeightsError: the installation lacks it.
    """
    return load(bundled(NAME))


@lru_cache(maxsize=2048)
def cut(text: str) -> Cut:
    """A text in the packaged pieces; a session's turns are cut once, not at every judgement."""
    return packaged().cut(text)
