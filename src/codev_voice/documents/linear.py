"""Small linear models over named features, read from a table that travels with the program."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class LinearModel:
    """Logistic regression over named features; `weights` has one row a feature, one column a class."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, values: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class, of which one is right, from the value of each feature."""
        scores = self._scores(values)
        highest = max(scores)
        shares = [math.exp(score - highest) for score in scores]
        return {label: share / sum(shares) for label, share in zip(self.classes, shares, strict=True)}

    def chances(self, values: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class, of which several or none may be right."""
        return {label: 1.0 / (1.0 + math.exp(-score)) for label, score in zip(self.classes, self._scores(values), strict=True)}

    def _scores(self, values: Mapping[str, float]) -> list[float]:
        scores = [0.0] * len(self.classes)
        for name, value in sorted(values.items()):
            for at, weight in enumerate(self.weights.get(name, ())):
                scores[at] += weight * value
        return scores


@functools.cache
def packaged(name: str) -> LinearModel:
    """The model called `name` (« notes.json »), read once."""
    data = json.loads(resources.files("codev_voice.documents.french").joinpath(name).read_text(encoding="utf-8"))
    return model_of(data)


def model_of(table: Mapping[str, Any]) -> LinearModel:
    """The model of a table: its « classes », and the « weights » of each feature."""
    return LinearModel(tuple(table["classes"]), {feature: tuple(row) for feature, row in table["weights"].items()})
