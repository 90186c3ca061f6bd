"""How long work tells where it stands, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with what is being done, in French (« Transcription »), and how much of it is done, from 0 to 1."""


def silent(doing: str, done: float) -> None:
    """A listener that ignores everything."""
