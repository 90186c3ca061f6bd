"""Beliefs about a chain of hidden states, in logarithms: one step forward, and the best whole path.

The model is a linear chain: a score for each state at each step, and one for each passage between two states. Rabiner (1989),
"A tutorial on hidden Markov models", section III, gives both recursions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Vector = Sequence[float]
Matrix = Sequence[Sequence[float]]


def forward(belief: Vector, scores: Vector, passages: Matrix) -> tuple[float, ...]:
    """Probabilities of the states once a step is seen, from those before it; `passages[a][b]` is the score of going from a to b."""
    prior = [math.log(max(value, 1e-12)) for value in belief]
    states = range(len(scores))
    return normalised([scores[b] + log_sum([prior[a] + passages[a][b] for a in states]) for b in states])


def best_path(first: Vector, steps: Sequence[tuple[Vector, Matrix]]) -> tuple[int, ...]:
    """The most probable states of all steps (Viterbi), from the probabilities before the first of them."""
    reach = [math.log(max(value, 1e-12)) for value in first]
    back: list[list[int]] = []
    for scores, passages in steps:
        states = range(len(scores))
        came = [max(states, key=lambda a, b=b: reach[a] + passages[a][b]) for b in states]  # type: ignore[misc]  # a bound default
        reach = [scores[b] + reach[came[b]] + passages[came[b]][b] for b in states]
        back.append(came)
    path = [max(range(len(reach)), key=reach.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return tuple(reversed(path[:-1]))


def normalised(logs: Vector) -> tuple[float, ...]:
    """Logarithms as probabilities that sum to one."""
    whole = log_sum(logs)
    return tuple(math.exp(value - whole) for value in logs)


def log_sum(logs: Vector) -> float:
    """The logarithm of the sum of what these are logarithms of."""
    top = max(logs)
    return top + math.log(sum(math.exp(value - top) for value in logs))
