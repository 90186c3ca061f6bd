"""The words of one step of live hearing beside those of the step before: what they share, what one lost, what is a loop."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from codev_voice.hearing.inventions import normalised, repeats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codev_voice.hearing.live.values import Token

HELD, BEFORE = 0.6, 0.2
"""Seconds of settled speech that a hypothesis begins with, and of sound before it that are listened to for words."""
REMEMBERED = 30
"""Words kept of what was said before the window."""
_REPEATS, _REPEATED = 3, 6
"""Times that several words, and one word (« non, non, non »), come in a row when it is a loop."""
_CROWD, _SHORTEST = 6, 0.05
"""Words on one moment, and seconds under which each is too short, from which nobody said them."""
_DRIFT = 0.3
"""Seconds by which a word's time moves from one step to the next when it is laid over what was not written."""
_SURE, _SOME, POORER = 0.55, 10, 0.6
"""Of the words of the step before that are kept when this one lost them: their mean probability and their letters at least, and under
which share of these this one is the poorer."""


def agreed(before: Sequence[Token], now: Sequence[Token], until: float) -> int:
    """How many words two hypotheses share from their start, as far as those that end by `until`."""
    count = 0
    for one, other in zip(before, now, strict=False):
        if not alike(one, other) or other.end > until:
            break
        count += 1
    return count


def unlooped(tokens: Sequence[Token]) -> list[Token]:
    """The words up to where the same ones (1 to 7) come again and again: once said, the rest is a loop."""
    plain = [normalised(token.word.text) for token in tokens]
    for size in range(1, 8):
        times = _REPEATED if size == 1 else _REPEATS
        for at in range(len(plain) - times * size + 1):
            if repeats(plain, at, size) >= times:
                return list(tokens[: at + size])
    return list(tokens)


def laid(tokens: Sequence[Token]) -> list[Token]:
    """The words that sound stands for: six or more that the aligner laid on one moment are what the model says again, or invents."""
    kept: list[Token] = []
    run: list[Token] = []
    for token in tokens:
        brief = token.end - token.word.start < _SHORTEST
        if run and not (brief and token.word.start - run[0].word.start < _SHORTEST * (len(run) + 1)):
            kept += _few(run)
            run = []
        if brief:
            run.append(token)
        else:
            kept.append(token)
    return kept + _few(run)


def _few(run: list[Token]) -> list[Token]:
    """These words of no length, unless they are too many."""
    return run if len(run) < _CROWD else []


def looping(tokens: Sequence[Token]) -> bool:
    """Whether the last words of these are a loop."""
    return len(unlooped(tokens[-REMEMBERED:])) < min(len(tokens), REMEMBERED)


def letters(tokens: Iterable[Token]) -> int:
    """How many letters these words have in all, a word that comes again counting once."""
    return sum(len(word) for word in {normalised(token.word.text) for token in tokens})


def spread(tokens: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a step wrote only words of the step before, and later: the model stopped, and the aligner lays them over all the rest."""
    same = 0 < len(tokens) <= len(before) and all(alike(token, known) for token, known in zip(tokens, before, strict=False))
    return same and tokens[-1].word.start > before[len(tokens) - 1].word.start + _DRIFT


def lost(before: Sequence[Token], now: Sequence[Token], until: float) -> Sequence[Token]:
    """The words of the step before that ended by `until`, when this one wrote far fewer where they stand; else none.

    A model that stops, or leaves out what is between two things that it knows, had often written it a moment before.
    """
    kept = list(itertools.takewhile(lambda token: token.end <= until, before))
    sure = sum(token.word.probability for token in kept) >= _SURE * len(kept)
    there = [token for token in now if kept and token.end <= kept[-1].end + _DRIFT]
    same = now[: agreed(kept, now, math.inf)]  # written again, later
    poorer = max(letters(there), letters(same)) < POORER * letters(kept)
    return kept if kept and sure and poorer and letters(kept) >= _SOME else ()


def resumed(settled: Sequence[Token], start: float) -> tuple[Sequence[Token], Sequence[Token], float]:
    """The settled words of a window that are told as said, those that a hypothesis begins with, and the second it is heard from.

    It begins with those of the last `HELD` seconds, one at least; without settled words it is heard from the window's `start`.
    """
    late = [at for at, token in enumerate(settled) if token.word.start >= settled[-1].end - HELD]
    first = min([*late, max(0, len(settled) - 1)])
    return settled[:first], settled[first:], max(start, settled[first].word.start - BEFORE) if first else start


def middle(token: Token) -> float:
    """The middle of a word, in seconds."""
    return (token.word.start + token.word.end) / 2


def alike(one: Token, other: Token) -> bool:
    """Whether two words are one, whatever their capitals and points."""
    return normalised(one.word.text) == normalised(other.word.text)


def numbers(tokens: Sequence[Token]) -> list[int]:
    """The numbers of all their tokens, as the model knows them."""
    return [number for token in tokens for number in token.ids]
