"""Advice turned into a question the facilitator can offer: it asks for the fact the advice presupposes, never names the solution."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from codev_voice.method.french_words import fold, tokens


@dataclass(frozen=True, slots=True)
class Offer:
    """A ready question, said to somebody one calls "tu" or "vous".

    `cues` are beginnings of words that call for it; whole words end with a space.
    """

    kinds: tuple[str, ...]
    cues: tuple[str, ...]
    tu: str
    vous: str

    def says(self, *, polite: bool) -> str:
        """The question as it is to be said."""
        return self.vous if polite else self.tu


def question(kind: str, excerpt: str, *, polite: bool) -> str:
    """The question to offer for an advising clause.

    The first offer of this kind whose cue is in the clause wins, else the kind's plain one: always a question of fact that the
    clause's own solution is not part of.

    Raises:
        KeyError: `kind` is none of the eleven.
    """
    words = tokens(excerpt)
    called = (offer for offer in offers() if kind in offer.kinds and any(f"{word} ".startswith(offer.cues) for word in words))
    plain = (offer for offer in offers() if kind in offer.kinds and not offer.cues)
    for offer in (*called, *plain):
        return offer.says(polite=polite)
    raise KeyError(kind)


@cache
def offers() -> tuple[Offer, ...]:
    """Every ready question of `french/questions.toml`, in its order."""
    text = resources.files("codev_voice.method.french").joinpath("questions.toml").read_text(encoding="utf-8")
    return tuple(
        Offer(tuple(entry["kinds"]), tuple(fold(cue) for cue in entry.get("cues", ())), entry["tu"], entry["vous"])
        for entry in tomllib.loads(text)["question"]
    )
