"""Silences: those that were asked for are work; technical ones are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from codev_voice.review.values import Silence
from codev_voice.session.timing import Span
from codev_voice.session.values import Turn

LEAST = 4.0  # seconds from which nobody's speaking is told
SINCE = 20.0  # seconds between the end of what asks for silence and the silence, an answer in between

_ASKED = re.compile(
    r"minutes? pour (?:écrire|noter|réfléchir|toi|vous)|je (?:te|vous) laisse (?:réfléchir|le temps|cinq|deux|une)|on (?:te|vous) laisse|"
    r"pren(?:ds|ez|d|ons) (?:ton|votre|une|deux|trois|cinq|le) (?:temps|minutes?)|en silence|chacune? de son côté|temps d['’]écriture",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"en muet|\bmicro\b|on t['’](?:a perdue?|entend)|on vous (?:a perdue?s?|entend)|connexion|ça a coupé|figée?\b|reconnect", re.IGNORECASE
)


def silences(turns: Sequence[Turn], stands: Sequence[Span] = ()) -> tuple[Silence, ...]:
    """Silences between consecutive turns of a stage, apart from breaks, « hors micro » and what was followed by hand (`stands`)."""
    found = []
    latest = 0.0
    for at, (before, after) in enumerate(pairwise(turns)):
        latest = max(latest, before.end)
        seconds = after.start - latest
        if after.index != before.index + 1 or seconds <= LEAST or _TECHNICAL.search(f"{before.text} {after.text}"):
            continue
        if any(start < after.start and end > before.end for start, end in stands):
            continue
        asking = [turn for turn in turns[max(0, at - 1) : at + 1] if before.end - turn.end <= SINCE]
        found.append(Silence(before.index, seconds, asked=any(_ASKED.search(turn.text) for turn in asking)))
    return tuple(found)
