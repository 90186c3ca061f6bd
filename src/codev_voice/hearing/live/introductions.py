"""The beginning of a session heard a second time, at leisure: it is when people say who they are.

Live, a name is settled with a second or two of what follows in view, and Whisper base then writes « ma séance » for « moi c'est Yann ».
Two minutes heard as a whole, as `hear` does, give most names right. What is heard so is for the names alone: the settled words stay.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from codev_voice.hearing.live.pieces import BREATH, MICRO_VOICE, UNKNOWN, Pieces
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.session.values import Piece, Word

LONG = 120.0
"""Seconds heard again, once they are there."""


class Introductions:
    """Keeps the sound of the beginning, hears it beside everything else, then forgets it.

    Args:
        hear: gives the words of 16 kHz samples; None: nothing is heard again.
    """

    def __init__(self, hear: Callable[[NDArray[np.float32]], Sequence[Word]] | None) -> None:
        self._hear = hear
        self._sound: list[NDArray[np.float32]] = []
        self._samples = 0
        self._said: tuple[Piece, ...] = ()

    @property
    def said(self) -> tuple[Piece, ...]:
        """Sentences in nobody's voice, times in seconds from the first sample; none until they are heard."""
        return self._said

    def feed(self, mono: NDArray[np.float32]) -> None:
        """The next samples."""
        if self._hear is None:
            return
        self._sound.append(mono)
        self._samples += mono.size
        if self._samples >= LONG * RATE:
            threading.Thread(target=self._listen, args=(self._hear, self._sound), name="présentations", daemon=True).start()
            self._hear, self._sound = None, []

    def _listen(self, hear: Callable[[NDArray[np.float32]], Sequence[Word]], sound: list[NDArray[np.float32]]) -> None:
        import numpy as np

        words = hear(np.concatenate(sound))
        pieces = Pieces()
        self._said = (*pieces.add(words, [None] * len(words)), *pieces.rest(LONG, over=True))


def joined(said: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same sentences, one too short for its voice to be told in that of the next, else of the one before, said in one breath.

    The next first: « moi, c'est Claire » opens what somebody says.
    """
    made: list[Piece] = []
    for at, piece in enumerate(said):
        after = [one.voice for one in said[at + 1 : at + 2] if one.start - piece.end < BREATH]
        before = [one.voice for one in said[max(0, at - 1) : at] if piece.start - one.end < BREATH]
        near = [voice for voice in (*after, *before) if voice not in {UNKNOWN, MICRO_VOICE}]
        made.append(replace(piece, voice=near[0]) if piece.voice == UNKNOWN and near else piece)
    return tuple(made)
