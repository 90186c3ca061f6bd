"""Contributions made as messy as talk is (`noise`), somebody's next words run on; the labels follow their words.

Used while learning only (`network.py`, `train.py`).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from examples import Utterance, unpunctuated
from noise import troubled

JOINED = 0.25
"""How often a contribution is given somebody's innocent words, before or after."""
RUN_ON = 30
_INNOCENT = -1


def innocents(given: Sequence[Utterance]) -> list[Utterance]:
    """The contributions without any act that may be run on: neither a single word nor a story."""
    return [each for each in given if not each.departs and not each.withdrawn and 3 <= len(each.text.split()) <= 40]


def messy(given: Utterance, draw: random.Random, others: Sequence[Utterance]) -> Utterance:
    """The same, made messy, and unpunctuated where no excerpt gets lost by that.

    Raises:
        ValueError: an excerpt is not in the text, or another one covers it.
    """
    tidy = unpunctuated(given) or given
    said = troubled(_labelled(tidy), draw, _INNOCENT)
    if others and draw.random() < JOINED:
        other = draw.choice(others)
        joined = [(word, _INNOCENT) for word in (unpunctuated(other) or other).text.split()[:RUN_ON]]
        said = joined + said if draw.random() < 0.5 else said + joined
    acts = []
    numbers = [act for _, act in said]
    for number, (kind, _) in enumerate(tidy.acts):
        first, last = numbers.index(number), len(numbers) - numbers[::-1].index(number)
        acts.append((kind, " ".join(word for word, _ in said[first:last])))
    return replace(tidy, text=" ".join(word for word, _ in said), acts=tuple(acts))


def _labelled(given: Utterance) -> list[tuple[str, int]]:
    spans = [(given.text.index(excerpt), len(excerpt)) for _, excerpt in given.acts]
    found, at = [], 0
    for word in given.text.split():
        start = given.text.index(word, at)
        at = start + len(word)
        act = next((number for number, (begins, length) in enumerate(spans) if begins <= start < begins + length), _INNOCENT)
        found.append((word, act))
    return found
