"""The words that tell stages apart, read from `french/stages.toml`: which groups of them a turn holds."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from codev_voice.method.french_words import fold

_APART = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Folded words with one space between and around them: " qu est ce que tu gardes "."""
    return f" {_APART.sub(' ', fold(text)).strip()} "


@lru_cache(maxsize=4096)
def cues(text: str) -> frozenset[str]:
    """Names of the groups of words found in the text: "opens.5", "mention.later", "sounds.keeps", "forms.tu"."""
    words = plain(text)
    return frozenset(name for name, pattern in patterns().items() if pattern.search(words))


def begins(text: str) -> bool:
    """True when the text begins with a word that marks a new step ("bon", "alors", "merci"…)."""
    return re.match(f" (?:{'|'.join(_groups()['forms.starts'])}) ", plain(text)) is not None


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """One compiled expression a group, over `plain` text."""
    return {name: re.compile(f"(?<= )(?:{'|'.join(words)})(?= )") for name, words in _groups().items()}


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Every list of words by its dotted name, the file's order kept."""
    text = resources.files("codev_voice.method.french").joinpath("stages.toml").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for table, entries in tomllib.loads(text).items():
        for key, value in entries.items():
            found[f"{table}.{key}"] = tuple(value["words"] if isinstance(value, dict) else value)
    return found
