"""Voices heard in a thread of their own: nothing is lost, nothing overtakes, nothing goes unseen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.errors import CodevError
from codev_voice.hearing.live.voices_beside import MOST, Beside
from codev_voice.session.values import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SOUND = np.zeros(160, dtype=np.float32)
WORD = Word("bonjour", 0.0, 0.4)


class Slow:
    """Writes down what it is asked, and in which thread; feeding waits until it is let go."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.asked: list[str] = []
        self.threads: set[str] = set()
        self.wrong: Exception | None = None

    def feed(self, call: NDArray[np.float32], micro: NDArray[np.float32] | None = None) -> None:
        assert self.free.wait(30)
        self._note(f"feed {call.size} {None if micro is None else micro.size}")
        if self.wrong:
            raise self.wrong

    def voices(self, words: Sequence[Word]) -> tuple[str | None, ...]:
        self._note("voices")
        return ("v1",) * len(words)

    def corrections(self, pieces: Sequence[tuple[str, float, float, str | None]]) -> dict[str, str]:
        self._note("corrections")
        return {name: "v2" for name, *_ in pieces}

    def sounds(self) -> dict[str, NDArray[np.float32]]:
        self._note("sounds")
        return {"v1": SOUND}

    def learn(self, label: str, spans: Sequence[tuple[float, float]]) -> None:
        self._note(f"learn {label} {list(spans)}")

    def _note(self, what: str) -> None:
        self.asked.append(what)
        self.threads.add(threading.current_thread().name)


def test_feeding_is_not_waited_for() -> None:
    slow = Slow()
    beside = Beside(slow)
    beside.feed(SOUND)  # would stand still if it waited: nobody lets it go
    assert slow.asked == []
    slow.free.set()
    assert beside.voices([WORD]) == ("v1",)


def test_what_is_asked_comes_after_all_that_was_fed_before() -> None:
    slow = Slow()
    beside = Beside(slow)
    beside.feed(SOUND)
    beside.feed(SOUND[:80], SOUND[:80])
    threading.Timer(0.05, slow.free.set).start()
    assert beside.voices([WORD, WORD]) == ("v1", "v1")
    assert beside.corrections([("p1", 0.0, 1.0, None)]) == {"p1": "v2"}
    assert beside.sounds() == {"v1": SOUND}
    beside.learn("v1", [(0.0, 1.0)])
    assert slow.asked == ["feed 160 None", "feed 80 80", "voices", "corrections", "sounds", "learn v1 [(0.0, 1.0)]"]
    assert len(slow.threads) == 1
    assert threading.current_thread().name not in slow.threads


def test_what_feeding_raised_is_raised_by_what_is_asked_next() -> None:
    beside = Beside(_failing())
    beside.feed(SOUND)
    with pytest.raises(CodevError, match="le réseau manque"):
        beside.voices([WORD])


def test_what_feeding_raised_is_raised_by_a_feed_once_it_is_over() -> None:
    beside = Beside(_failing())
    beside.feed(SOUND)
    assert beside._fed[0].exception(timeout=30)
    with pytest.raises(CodevError, match="le réseau manque"):
        beside.feed(SOUND)


def test_who_feeds_too_much_waits() -> None:
    slow = Slow()
    beside = Beside(slow)
    for _ in range(MOST):
        beside.feed(SOUND)
    threading.Timer(0.05, slow.free.set).start()
    beside.feed(SOUND)
    assert slow.free.is_set()
    assert slow.asked


def test_what_waits_is_not_heard_once_it_is_closed() -> None:
    slow = Slow()
    beside = Beside(slow)
    for _ in range(3):
        beside.feed(SOUND)
    beside.close()
    slow.free.set()
    beside._thread.shutdown(wait=True)
    assert slow.asked == ["feed 160 None"]


def _failing() -> Slow:
    slow = Slow()
    slow.wrong = CodevError("le réseau manque", "réinstallez")
    slow.free.set()
    return slow
