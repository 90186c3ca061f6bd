"""How the group speaks to one person: "tu" or "vous"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from codev_voice.method.french_words import fold
from codev_voice.session.values import Role, Turn


@dataclass(frozen=True, slots=True)
class _Cues:
    tu: re.Pattern[str]
    vous: re.Pattern[str]
    several: re.Pattern[str]


def polite(turns: Sequence[Turn]) -> bool:
    """True when the group says "vous" to one person; False where nothing tells (most groups say "tu").

    Consultants speak to the client and the client to one of them: their "vous" is to one person. The facilitator's may be to
    all: hers counts less, and not at all where the sentence shows several people.
    """
    return sum(map(leaning, turns)) > 0


def leaning(turn: Turn) -> float:
    """How much one turn speaks for "vous" (positive) or "tu" (negative): what who listens turn by turn adds up."""
    cues = _cues()
    weight = 0.25 if turn.role in (Role.FACILITATOR, None) else 1.0 if turn.role is Role.CONSULTANT else 0.5
    text = fold(turn.text)
    vous = 0 if cues.several.search(text) else len(cues.vous.findall(text))
    return weight * (vous - len(cues.tu.findall(text)))


@cache
def _cues() -> _Cues:
    held = tomllib.loads(resources.files("codev_voice.method.french").joinpath("address.toml").read_text(encoding="utf-8"))
    patterns = {name: re.compile(r"(?<!\w)(?:" + "|".join(words) + ")") for name, words in held["cues"].items()}
    return _Cues(patterns["tu"], patterns["vous"], patterns["several"])
