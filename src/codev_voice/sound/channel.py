"""One channel of the recorder: hears its source in a thread of its own, and finds it again when it is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from codev_voice.errors import MachineError
from codev_voice.session.sealing import Seal
from codev_voice.sound.clock import Clock
from codev_voice.sound.levels import Meter
from codev_voice.sound.messages import Back, Level, Lost, Message, Opened
from codev_voice.sound.segments import SegmentWriter
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.sound.devices.values import Capture, Source

OPENING, STALL = 5.0, 2.0
"""Seconds without sound after which a source is lost: one that has just been opened (some wake up slowly), one that was heard."""
AGAIN, SOON, RARELY = 1.0, 60, 8.0
"""Seconds between two attempts to find a source again; attempts after which there are fewer of them, and the seconds then."""
UNPLUGGED, NOTHING, ENDED, MUTE = "débranché", "aucun périphérique", "le son s'est interrompu", "ne donne plus de son"


class Channel:
    """Hears, measures and stores one channel; told what to do from the recorder's own thread."""

    def __init__(
        self,
        name: str,
        *,
        writer: SegmentWriter,
        find: Callable[[], tuple[Source, Capture] | None],
        now: Callable[[], float],
        tell: Callable[[Message], None],
        mine: Callable[[], bool],
        refused: Callable[[MachineError], None],
    ) -> None:
        """Nothing is opened before `start`.

        Args:
            name: the channel's.
            writer: where its sound goes.
            find: opens the source to hear, None when there is none; may raise MachineError.
            now: seconds from the session's start.
            tell: says a message without waiting.
            mine: whether this recorder is still the one that records; asked at each block.
            refused: told what the disk refuses.
        """
        self.name, self._writer, self._find, self._now, self._tell = name, writer, find, now, tell
        self._mine, self._refused = mine, refused
        self.source: Source | None = None
        self.storing = False
        self.finished = False
        """Whether a source that has an end (a recording) was heard to it."""
        self._capture: Capture | None = None
        self._lock = threading.Lock()
        self._hearing, self._ending = threading.Event(), threading.Event()
        self._wake = threading.Event()
        self._until = 0.0
        self._lost: float | None = None
        self._attempts = 0
        self._why: str | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def store(self, seal: Seal) -> None:
        """Keep what is heard from now on, sealed so."""
        self._writer.seal = seal
        self.storing = True

    def start(self) -> None:
        """Begin to hear; a source that is lost is missed from now on only."""
        if self._lost is not None:
            self._lost = self._now()
        self._hearing.set()
        if not self._thread.is_alive():
            self._thread.start()

    def pause(self) -> None:
        """Let go of the source; when this returns nothing more is stored."""
        self._hearing.clear()
        self._close(None)

    def again(self) -> None:
        """Open the source anew: another is to be heard."""
        self._close(None)

    def unplugged(self) -> None:
        """The source is gone, whatever still comes by its name (sound servers put another in its place)."""
        self._close(UNPLUGGED)

    def wake(self) -> None:
        """Devices have changed: a source that is lost may be found now."""
        self._wake.set()

    def look(self) -> None:
        """Notice a source that gives nothing any more."""
        capture = self._capture
        if capture is not None and capture.quiet > (STALL if capture.begun else OPENING):
            self._close(MUTE)

    def stop(self) -> None:
        """Let go of the source, close what is written, end the thread.

        Raises:
            MachineError: the disk refuses what it had accepted.
        """
        self._ending.set()
        self._hearing.set()
        self._close(None)
        if self._thread.is_alive():
            self._thread.join(5.0)
        self._writer.close()

    @property
    def open(self) -> bool:
        """Whether a source is open, heard or not yet."""
        return self._capture is not None

    @property
    def runs(self) -> bool:
        """Whether sound comes."""
        capture = self._capture
        return capture is not None and capture.begun

    def _close(self, why: str | None) -> None:
        """Close what is open; `why` None says that it was meant."""
        with self._lock:
            capture, self._capture = self._capture, None
            if capture is not None:
                self._why = why
                capture.close()
            self._wake.set()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._hearing.wait()
            self._wake.clear()
            capture = self._open()
            if capture is not None:
                self._listen(capture)
                why = self._left(capture)
                if capture.ended:
                    self.finished = True
                    return
                if why is None:
                    continue
                self._lose(why)
            self._attempts += 1
            self._wake.wait(AGAIN if self._attempts < SOON else RARELY)

    def _left(self, capture: Capture) -> str | None:
        """Why a capture is over, None when that was meant."""
        with self._lock:
            if self._capture is not capture:
                return self._why
            self._capture = None
        capture.close()
        return ENDED if capture.start is None else None

    def _open(self) -> Capture | None:
        try:
            found = self._find()
        except MachineError as error:
            self._lose(error.problem)
            return None
        if found is None:
            self._lose(NOTHING)
            return None
        with self._lock:
            self.source, self._capture = found
            if self._hearing.is_set() and not self._ending.is_set():
                return self._capture
            # A pause came while it was being opened.
            self._capture.close()
            self._capture = None
            return None

    def _listen(self, capture: Capture) -> None:
        clock, meter = Clock(not_before=self._until, exact=capture.start), Meter()
        opened = False
        while (samples := capture.read()) is not None:
            placed = clock.place(self._now(), time.monotonic(), samples.size)
            if capture is not self._capture:
                return
            if not opened:
                opened = True
                self._opened(placed.start)
            elif placed.gap:
                self._tell(Back(channel=self.name, t=placed.start, gap=placed.gap))
            self._until = placed.start + samples.size / RATE
            loud = meter.add(samples)
            if loud is not None:
                self._tell(Level(channel=self.name, t=self._until, db=loud.db, peak_db=loud.peak_db, clipped=loud.clipped))
            self._store(capture, placed.start, samples)

    def _opened(self, start: float) -> None:
        assert self.source is not None  # noqa: S101 - set with the capture
        self._attempts = 0
        self._tell(Opened(channel=self.name, device=self.source.name))
        if self._lost is not None:
            self._tell(Back(channel=self.name, t=start, gap=max(start - self._lost, 0.0)))
            self._lost = None

    def _store(self, capture: Capture, start: float, samples: NDArray[np.int16]) -> None:
        with self._lock:  # a pause that has returned is not followed by a block
            if not self.storing or capture is not self._capture or not self._mine():
                return
            try:
                self._writer.write(start, samples)
            except MachineError as error:
                self.storing = False
                self._refused(error)

    def _lose(self, why: str) -> None:
        """Say it once, at the last moment that was heard."""
        if self._lost is None:
            self._lost = self._until or self._now()
            self._tell(Lost(channel=self.name, t=self._lost, why=why))
