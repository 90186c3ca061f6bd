"""What the live listener speaks in: words with the tokens they were written with."""

from __future__ import annotations

from dataclasses import dataclass

from codev_voice.session.values import Word


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the model wrote it: `ids` are its tokens, `window` the second at which the window it was heard in starts."""

    word: Word
    ids: tuple[int, ...]
    window: float

    @property
    def end(self) -> float:
        """When it ends, seconds of the session."""
        return self.word.end


@dataclass(frozen=True, slots=True)
class Update:
    """What a step of listening brings: words that will never change, and those that may; `heard` is the second listened up to."""

    settled: tuple[Word, ...]
    provisional: tuple[Word, ...]
    heard: float
