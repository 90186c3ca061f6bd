"""Lists of French words, as data one can edit (`french/lexicon.toml`)."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources


@functools.cache
def words(name: str) -> frozenset[str]:
    """The words of the list `name`."""
    text = resources.files("codev_voice.documents.french").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())
