"""A recording played as if it were a call: to try the program before a real one, to rehearse, to measure."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from codev_voice.sound.devices.values import BLOCK, Capture, Source
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.segments import CALL, MICRO
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPENING = 0.5
"""Seconds after the beginning within which a track is still opened from its first sample."""


class FileSystem:
    """A recording as a machine's devices: left is the microphone and right the call, or all of it the call."""

    every = 60.0

    def __init__(self, path: Path, speed: float, now: Callable[[], float], begun: float | None = None) -> None:
        """Read the whole recording.

        Args:
            path: of the recording.
            speed: how many times as fast as it was said it is played.
            now: seconds from the session's start; this clock too goes `speed` times as fast.
            begun: when another recorder began to play it, if one did: it goes on from there.

        Raises:
            FileError: it cannot be read (see `read_tracks`).
        """
        tracks = read_tracks(path)
        sides = {MICRO: tracks.micro, CALL: tracks.call} if tracks.call is not None else {CALL: tracks.mono}
        self._sounds = {channel: _int16(side) for channel, side in sides.items() if side is not None}
        self._name, self._speed = path.name, speed
        self._now = now
        self._began = begun

    def begin(self) -> None:
        """From now on the recording is played once, as the session's clock goes; before, from its beginning at each opening."""
        if self._began is None:
            self._began = self._now()

    def sources(self) -> tuple[Source, ...]:
        """One source a track."""
        return tuple(Source(channel, f"l'enregistrement {self._name}", channel, default=True) for channel in self._sounds)

    def open(self, source: Source) -> Capture:
        """Play a track."""
        now = self._now()
        begun = now if self._began is None else self._began
        start = begun if now - begun < OPENING * self._speed else now
        return FileCapture(self._sounds[source.id][round((start - begun) * RATE) :], self._speed, start, once=self._began is not None)

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:  # noqa: ARG002 - nothing ever changes in a file
        """Do nothing."""
        return lambda: None


class FileCapture:
    """Gives blocks of 100 ms when they would have been said; one that is read late is given at once, none is lost."""

    def __init__(self, sound: NDArray[np.int16], speed: float, start: float, *, once: bool) -> None:
        """Begin to play, at `start` seconds from the session's start; `once` says that its end is the end."""
        self.start: float | None = start
        self._once = once
        self._sound, self._speed = sound, speed
        self._opened = time.monotonic()
        self._at = 0
        self._closed = threading.Event()
        self.quiet = 0.0  # a file never stalls
        self.begun = True

    @property
    def ended(self) -> bool:
        """Whether all of it was played."""
        return self._once and self._at >= self._sound.size

    def read(self) -> NDArray[np.int16] | None:
        """The next block."""
        block = self._sound[self._at : self._at + BLOCK]
        said = self._opened + (self._at + block.size) / RATE / self._speed
        if self._closed.wait(max(said - time.monotonic(), 0.0)) or not block.size:
            return None
        self._at += block.size
        return block

    def close(self) -> None:
        """Stop playing."""
        self._closed.set()


def _int16(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    import numpy as np

    samples: NDArray[np.int16] = np.round(sound * 32_767).astype(np.int16)
    return samples
