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


def messy(given: Utterance, draw: random.Random, others: Sequence[Utterance]) -> Utterance | None:
    """The same, made messy, and unpunctuated where no excerpt gets lost by that; None when one is in no place of the text."""
    tidy = unpunctuated(given) or given
    words = _labelled(tidy)
    if words is None:
        return None
    said = troubled(words, draw, _INNOCENT)
    if others and draw.random() < JOINED:
        other = draw.choice(others)
        joined = [(word, _INNOCENT) for word in (unpunctuated(other) or other).text.split()[:RUN_ON]]
        said = joined + said if draw.random() < 0.5 else said + joined
    acts = []
    for number, (kind, _) in enumerate(tidy.acts):
        places = [at for at, (_, act) in enumerate(said) if act == number]
        if not places:
            return None
        acts.append((kind, " ".join(word for word, _ in said[places[0] : places[-1] + 1])))
    return replace(tidy, text=" ".join(word for word, _ in said), acts=tuple(acts))


def _labelled(given: Utterance) -> list[tuple[str, int]] | None:
    spans = [(given.text.find(excerpt), len(excerpt)) for _, excerpt in given.acts]
    if any(start < 0 for start, _ in spans):
        return None
    found, at = [], 0
    for word in given.text.split():
        start = given.text.index(word, at)
        at = start + len(word)
        act = next((number for number, (begins, length) in enumerate(spans) if begins <= start < begins + length), _INNOCENT)
        found.append((word, act))
    return found
