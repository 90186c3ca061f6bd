"""The facilitator's recap: « la galette mercredi midi, le devis dans quinze jours, et l'atelier en janvier, j'ai bon ? ».

It is known by what it does, not by how it is announced: it names several of her actions. What it says of their days is worth more than
what was heard before, once she has not denied it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codev_voice.documents.due_words import days_of_acts, said_of
from codev_voice.documents.phrases import without_dates
from codev_voice.documents.questions import refuses
from codev_voice.documents.wording import content_words, straight

_PARTS = re.compile(r"[,;:.!?…]+(?=\s|$)|\s+(?:et|puis|pis|ensuite)\s+", re.IGNORECASE)
_BRIEF = 2
"""Content words of a bare answer."""
_SEVERAL = 2
"""Actions that a recap names at least."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """An action named again: its number among those known, and the day said with it."""

    action: int
    day: str | None


def recalled(text: str, known: Sequence[str]) -> tuple[Recalled, ...]:
    """The actions that a recap names, `known` being her words about each; nothing when it is no recap."""
    words = [content_words(without_dates(each)) for each in known]
    found: dict[int, str | None] = {}
    last: int | None = None
    for thing, day in _items(straight(text), words):
        at = _named(thing, words) if content_words(thing) else last  # « la galette, mercredi »
        if at is not None:
            found[at] = day or found.get(at)
        last = at if day is None else None
    return tuple(Recalled(at, day) for at, day in found.items()) if len(found) >= _SEVERAL else ()


def stands(answer: str, *, denied: bool) -> bool:
    """Whether her answer lets a recap stand: « non, c'est complet », when nothing else follows, denies nothing."""
    return not (denied or refuses(answer)) or len(content_words(answer)) <= _BRIEF


def _named(thing: str, words: Sequence[frozenset[str]]) -> int | None:
    """The action that has half of these words at least, and more than any other."""
    said = content_words(thing)
    shares = [len(said & each) for each in words]
    best = max(shares, default=0)
    return shares.index(best) if best and 2 * best >= len(said) and shares.count(best) == 1 else None


def _items(text: str, words: Sequence[frozenset[str]]) -> Iterator[tuple[str, str | None]]:
    """What is recalled, thing by thing, with its day."""
    start = 0
    for mark in (*_PARTS.finditer(text), None):
        part = text[start : mark.start() if mark else len(text)]
        start = mark.end() if mark else start
        days = days_of_acts(part)
        if len(days) < _SEVERAL:
            yield without_dates(part), said_of(part)
        else:
            yield from _unpunctuated(part, days, words)


def _unpunctuated(part: str, days: Sequence[tuple[int, int]], words: Sequence[frozenset[str]]) -> list[tuple[str, str | None]]:
    """« Rouler ce week-end les comptes mardi soir »: each day comes after its thing, or before, whichever names more of her actions.

    When both name as many, no day is believed.
    """
    things = [
        part[end:start] for end, start in zip([0, *(end for _, end in days)], [*(start for start, _ in days), len(part)], strict=True)
    ]
    said = [part[start:end] for start, end in days]
    after, before = ([*zip(things, said, strict=False), (things[-1], None)], [(things[0], None), *zip(things[1:], said, strict=True)])
    named = [len({_named(thing, words) for thing, day in way if day} - {None}) for way in (after, before)]
    if named[0] == named[1]:
        return [(thing, None) for thing in things]
    return after if named[0] > named[1] else before
