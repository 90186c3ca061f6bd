"""Sessions that are written, not spoken: sound that says where there are words, and ears that know which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from codev_voice.hearing.live.decoding import Hypothesis
from codev_voice.hearing.live.tape import Tape
from codev_voice.hearing.live.values import Token
from codev_voice.session.values import Word
from codev_voice.sound.tracks import RATE

LOUD = 0.25

Samples = NDArray[np.float32]


class Network:
    """Stands for Silero: somebody speaks in a frame whose sound is not nothing."""

    def __init__(self) -> None:
        self.session = self
        self.inputs: list[Samples] = []
        self.states: list[int] = []

    def run(self, _: None, inputs: dict[str, Samples]) -> tuple[Samples, Samples, Samples]:
        self.inputs.append(inputs["input"])
        self.states.append(int(inputs["h"].flat[0]))
        spoken = np.abs(inputs["input"][:, 64:]).max(axis=1) > LOUD / 10
        return np.where(spoken, 0.9, 0.1).astype(np.float32), inputs["h"] + 1, inputs["c"] + 1


def tape(start: float = 0.0) -> Tape:
    """A tape on which there is speech where there is sound."""
    with patch("faster_whisper.vad.get_vad_model", Network):
        return Tape(start)


def sound(words: Sequence[Word], seconds: float, start: float = 0.0) -> Samples:
    """The sound of these words, from the second `start` on."""
    mono = np.zeros(round(seconds * RATE), dtype=np.float32)
    for word in words:
        mono[max(0, round((word.start - start) * RATE)) : max(0, round((word.end - start) * RATE))] = LOUD
    return mono


def words(*lines: str, start: float = 1.0, long: float = 0.3, gap: float = 0.1, pause: float = 1.0) -> tuple[Word, ...]:
    """Words of one length, a pause between lines."""
    said: list[Word] = []
    at = start
    for line in lines:
        for text in line.split():
            said.append(Word(text, round(at, 3), round(at + long, 3)))
            at += long + gap
        at += pause - gap
    return tuple(said)


@dataclass
class Ear:
    """Hears what is written: the words whose middle lies in the window, or that follow the settled ones it is given.

    A word's token is its rank; one that the window cuts is written wrong. `error` may change what it writes: given the call's rank and
    the tokens, it gives others. `reach` is how many seconds before the window it hears words too.
    """

    script: Sequence[Word]
    error: Callable[[int, tuple[Token, ...]], tuple[Token, ...]] = lambda _, tokens: tokens
    confidence: float = -0.2
    no_speech: float = 0.05
    reach: float = 0.0
    heard: list[tuple[float, float]] = field(default_factory=list)
    told: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    since: list[float] = field(default_factory=list)

    def hear(
        self, sound: Samples, start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        end = start + sound.size / RATE
        self.heard.append((start, end))
        self.since.append(since)
        self.told.append((tuple(said), tuple(settled)))
        first = max(settled, default=-1) + 1
        tokens = tuple(
            Token(word, (rank,), start) if word.end <= end + 0.01 else Token(Word(word.text + "x", word.start, end), (rank,), start)
            for rank, word in enumerate(self.script)
            if rank >= first and (settled or (word.start + word.end) / 2 > start - self.reach) and (word.start + word.end) / 2 < end
        )
        return Hypothesis(self.error(len(self.heard), tokens), self.confidence, self.no_speech)


@dataclass
class Repeating:
    """Writes the same texts whatever is heard, spread over the window."""

    texts: Sequence[str]
    heard: list[tuple[float, float]] = field(default_factory=list)

    def hear(
        self, sound: Samples, start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        end = start + sound.size / RATE
        self.heard.append((start, end))
        times = np.linspace(start, end, len(self.texts) + 1).tolist()
        tokens = [Token(Word(text, low, high), (1,), start) for text, low, high in zip(self.texts, times, times[1:], strict=False)]
        return Hypothesis(tuple(tokens), -0.2, 0.05)
