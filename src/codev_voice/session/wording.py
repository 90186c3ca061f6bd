"""Words as clauses are compared: what Whisper and people write differently compares equal."""

from __future__ import annotations

import functools
import re
import unicodedata

_TOKEN = re.compile(r"[a-z0-9]+'?")


@functools.lru_cache(1 << 14)
def fold(text: str) -> str:
    """Lower case without accents, apostrophes made straight; remembered, since each turn is looked at by many readers, again and again."""
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """Folded words, cut after elisions and at hyphens: "qu'est-ce" gives "qu'", "est", "ce"."""
    return _TOKEN.findall(fold(text))


def said(excerpt: str) -> str:
    """An excerpt as `alike` takes it: its words, one space between."""
    return " ".join(tokens(excerpt))


def alike(one: str, other: str) -> bool:
    """Whether two excerpts of one turn are the same clause, heard further or cut elsewhere: the longer is not twice the shorter."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (shorter in longer and 2 * len(shorter) > len(longer))
