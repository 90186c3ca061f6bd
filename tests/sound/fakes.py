"""Devices that a test holds in its hand."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from codev_voice.errors import MachineError
from codev_voice.sound.devices.values import Capture, Source
from codev_voice.sound.segments import CALL, MICRO

if TYPE_CHECKING:
    from numpy.typing import NDArray

SOURCES = (Source("m", "Micro interne", MICRO, default=True), Source("c", "ce que joue « Casque »", CALL, default=True))


def tone(value: int, size: int = 640) -> NDArray[np.int16]:
    return np.full(size, value, dtype=np.int16)


class FakeCapture:
    """Gives what the test has put in."""

    def __init__(self) -> None:
        self.chunks: queue.SimpleQueue[NDArray[np.int16] | None] = queue.SimpleQueue()
        self.quiet = 0.0
        self.begun = False
        self.ended = False
        self.start: float | None = None
        self.closed = False

    def hear(self, value: int, size: int = 640) -> None:
        self.chunks.put(tone(value, size))

    def end(self) -> None:
        self.chunks.put(None)

    def read(self) -> NDArray[np.int16] | None:
        chunk = self.chunks.get(timeout=10)
        self.begun = self.begun or chunk is not None
        return None if self.closed else chunk

    def close(self) -> None:
        self.closed = True
        self.chunks.put(None)


class FakeSystem:
    """A machine whose devices come and go as the test says."""

    every = 0.05

    def __init__(self, sources: tuple[Source, ...] = SOURCES) -> None:
        self.there: tuple[Source, ...] | MachineError = sources
        self.opened: list[tuple[str, FakeCapture]] = []
        self.watchers: list[Callable[[], None]] = []
        self.watched = 0

    def sources(self) -> tuple[Source, ...]:
        if isinstance(self.there, MachineError):
            raise self.there
        return self.there

    def open(self, source: Source) -> Capture:
        capture = FakeCapture()
        self.opened.append((source.id, capture))
        return capture

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        self.watchers.append(changed)
        self.watched += 1
        return lambda: self.watchers.remove(changed)

    def last(self, identifier: str) -> FakeCapture:
        return [capture for opened, capture in self.opened if opened == identifier][-1]


def until(true: Callable[[], object]) -> None:
    """Wait for what another thread does; a test that waits ten seconds fails."""
    limit = time.monotonic() + 10
    while not true():
        assert time.monotonic() < limit, "never happened"
        time.sleep(0.002)
