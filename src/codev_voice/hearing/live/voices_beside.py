"""Who speaks, heard in a thread of its own while the words are: the networks of both let go of Python while they compute."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.session.values import Word

T = TypeVar("T")


class Voices(Protocol):
    """Tells who speaks (see `voices.LiveVoices`)."""

    def feed(self, call: NDArray[np.float32], micro: NDArray[np.float32] | None = None) -> None:
        """Hear the next samples."""

    def voices(self, words: Sequence[Word]) -> tuple[str | None, ...]:
        """The label of each word."""

    def corrections(self, pieces: Sequence[tuple[str, float, float, str | None]]) -> dict[str, str]:
        """The new labels of pieces (id, start, end, label) that are better known now."""

    def sounds(self) -> dict[str, NDArray[np.float32]]:
        """What each voice sounds like."""

    def learn(self, label: str, spans: Sequence[tuple[float, float]]) -> None:
        """These stretches are this voice's."""


MOST = 16
"""Feeds that wait at most: whoever is late waits for them, and memory stays small."""


class Beside:
    """The same voices: what is fed is not waited for, and what is asked comes after all that was fed before.

    What feeding raised is raised by the next call; it is of no more use then.
    """

    def __init__(self, voices: Voices) -> None:
        self._voices = voices
        self._thread = ThreadPoolExecutor(1, "voix")
        self._fed: deque[Future[None]] = deque()

    def feed(self, call: NDArray[np.float32], micro: NDArray[np.float32] | None = None) -> None:
        """Hear the next samples meanwhile."""
        while self._fed and (len(self._fed) >= MOST or self._fed[0].done()):
            self._fed.popleft().result()
        self._fed.append(self._thread.submit(self._voices.feed, call, micro))

    def close(self) -> None:
        """Hear nothing more of what waits."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def voices(self, words: Sequence[Word]) -> tuple[str | None, ...]:
        """The label of each word."""
        return self._asked(lambda: self._voices.voices(words))

    def corrections(self, pieces: Sequence[tuple[str, float, float, str | None]]) -> dict[str, str]:
        """The new labels of pieces (id, start, end, label) that are better known now."""
        return self._asked(lambda: self._voices.corrections(pieces))

    def sounds(self) -> dict[str, NDArray[np.float32]]:
        """What each voice sounds like."""
        return self._asked(self._voices.sounds)

    def learn(self, label: str, spans: Sequence[tuple[float, float]]) -> None:
        """These stretches are this voice's."""
        self._asked(lambda: self._voices.learn(label, spans))

    def _asked(self, ask: Callable[[], T]) -> T:
        while self._fed:
            self._fed.popleft().result()
        return self._thread.submit(ask).result()
