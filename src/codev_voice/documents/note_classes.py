"""The class of a contribution, by a small linear model read from `french/notes.json` (trained by `models/documents/train.py`)."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from codev_voice.documents.announced import announced
from codev_voice.documents.note_features import features
from codev_voice.documents.values import Kind
from codev_voice.documents.wording import Sentence, content_words

NO_CLASS = "none"
_SILENT, _BRIEF = 0.8, 0.6  # how sure the model must be that a full, a brief sentence brings nothing
_NEARLY_SURE = 0.95
_TOLD = 0.6
_ENOUGH = 3  # content words


@dataclass(frozen=True)
class LinearModel:
    """Multinomial logistic regression over named features; `weights` has one row a feature, one column a class."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, values: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class, from the value of each feature."""
        scores = [0.0] * len(self.classes)
        for name, value in sorted(values.items()):
            for at, weight in enumerate(self.weights.get(name, ())):
                scores[at] += weight * value
        highest = max(scores)
        shares = [math.exp(score - highest) for score in scores]
        return {label: share / sum(shares) for label, share in zip(self.classes, shares, strict=True)}


@functools.cache
def model() -> LinearModel:
    """The model that travels with the program."""
    data = json.loads(resources.files("codev_voice.documents.french").joinpath("notes.json").read_text(encoding="utf-8"))
    return LinearModel(tuple(data["classes"]), {name: tuple(row) for name, row in data["weights"].items()})


def class_of(sentence: Sentence, *, rank: int = 0, count: int = 1) -> tuple[Kind | None, float]:
    """The class of a sentence and its probability; None for a sentence that brings nothing."""
    probabilities = model().probabilities(features(sentence, rank=rank, count=count))
    told = announced(sentence)
    if told and probabilities[NO_CLASS] < _NEARLY_SURE:
        return told, max(_TOLD, probabilities[told])
    if probabilities[NO_CLASS] < (_SILENT if len(content_words(sentence.text)) >= _ENOUGH else _BRIEF):
        probabilities[NO_CLASS] = 0.0  # in the exploration a full sentence nearly always brings something
    label = max(probabilities, key=lambda name: probabilities[name])
    return (None if label == NO_CLASS else Kind(label)), probabilities[label]
