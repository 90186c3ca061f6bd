"""The words that tell stages apart, read from `french/stages.toml`: which groups of them a turn holds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from codev_voice.method.french_words import fold

_APART = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Folded words with one space between and around them: " qu est ce que tu gardes "."""
    return f" {_APART.sub(' ', fold(text)).strip()} "


def names(words: str, name: str) -> bool:
    """Whether these words hold this name, both `plain`; no words hold a name without letters."""
    return name in words and bool(name.strip())


@lru_cache(maxsize=4096)
def cues(text: str, school: str | None = None) -> frozenset[str]:
    """Names of the groups of words found in the text: "opens.5", "mention.later", "sounds.keeps", "forms.tu".

    The words of `school`, one of `schools`, name its own stages, and are then not read in their common meaning.
    """
    words = plain(text)
    found = set()
    for name, pattern in schools().get(school or "", {}).items():
        words, times = pattern.subn("", words)
        found |= {name} if times else set()
    return frozenset(found | {name for name, pattern in patterns().items() if pattern.search(words)})


def begins(text: str) -> bool:
    """True when the text begins with a word that marks a new step ("bon", "alors", "merci"…)."""
    return re.match(f" (?:{'|'.join(_groups()['forms.starts'])}) ", plain(text)) is not None


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """One compiled expression a group, over `plain` text."""
    return {name: _either(words) for name, words in _groups().items()}


@cache
def schools() -> dict[str, dict[str, re.Pattern[str]]]:
    """The expressions of each school of `french/schools.toml`, by group ("opens.3")."""
    return {
        school: {f"opens.{stage}": _either(words) for stage, words in stages.items()} for school, stages in _table("schools.toml").items()
    }


def _either(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(f"(?<= )(?:{'|'.join(words)})(?= )")


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Every list of words by its dotted name, the file's order kept."""
    found: dict[str, tuple[str, ...]] = {}
    for table, entries in _table("stages.toml").items():
        for key, value in entries.items():
            found[f"{table}.{key}"] = tuple(value["words"] if isinstance(value, dict) else value)
    return found


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("codev_voice.method.french").joinpath(name).read_text(encoding="utf-8"))
