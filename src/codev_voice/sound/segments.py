"""The sound of a live session on the disk: files of some 30 s, made of frames of at most 200 ms that a crash cannot take back.

A session's sound lies in one folder, as `CHANNEL-NNNNNN.son`: 16 kHz, int16, one channel. A frame's payload is its start (seconds from
the session's start, big-endian float64) then its samples (little-endian). Frames of one channel may overlap by moments, when one
recorder takes over from another: readers lay them down by their times.
"""

from __future__ import annotations

import contextlib
import os
import re
import struct
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from codev_voice.errors import MachineError
from codev_voice.session.disk import FILE_MODE, guarded, make_folder
from codev_voice.session.frames import frame, scan_growing
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

MICRO, CALL = "micro", "appel"
"""The channels: the facilitator's microphone, and everybody else."""
LONGEST = RATE // 5
"""Samples of the longest frame (200 ms)."""
ROLL = 30 * RATE
"""Samples after which a writer begins another file."""
SYNC = 1.0
"""Seconds between two moments when the disk itself is made to take what was written (a power cut loses no more)."""
SLICE = 1_000_000
"""Bytes after which a follower leaves the rest of a channel to its next poll: memory stays small when it is far behind."""

_START = struct.Struct(">d")
_MOST = _START.size + 2 * LONGEST
_NAME = re.compile(r"([a-z]+)-(\d{6,})\.son")


@dataclass(frozen=True, eq=False)
class Block:
    """Some sound of a channel, from `start` (seconds from the session's start)."""

    channel: str
    start: float
    samples: NDArray[np.int16]

    @property
    def end(self) -> float:
        """Seconds from the session's start."""
        return self.start + self.samples.size / RATE


class SegmentWriter:
    """Appends the sound of one channel; never to a file that another writer began."""

    def __init__(self, folder: Path, channel: str) -> None:
        """Nothing is made on the disk before the first sound."""
        self._folder, self._channel = folder, channel
        self._file: int | None = None
        self._path = folder
        self._written = 0
        self._synced = 0.0
        self._behind: threading.Thread | None = None
        self._refused: MachineError | None = None

    def write(self, start: float, samples: NDArray[np.int16]) -> None:
        """Append sound that begins at `start`; when this returns, no crash of this program can lose it.

        Raises:
            MachineError: the disk is full or refuses; what was written before stays readable, and nothing half written is left.
        """
        self._complain()
        for first in range(0, samples.size, LONGEST):
            self._append(frame(_payload(start + first / RATE, samples[first : first + LONGEST])))
            self._written += min(LONGEST, samples.size - first)
        if self._written >= ROLL:
            self._leave()
        elif self._file is not None and time.monotonic() - self._synced >= SYNC and not (self._behind and self._behind.is_alive()):
            self._sync(self._file, closes=False)

    def close(self) -> None:
        """Let go of the file; a later sound begins another.

        Raises:
            MachineError: the disk refuses what it had accepted.
        """
        self._leave()
        if self._behind is not None:
            self._behind.join()
        self._complain()

    def _append(self, data: bytes) -> None:
        file = self._file if self._file is not None else self._begin()
        with guarded(self._path):
            before = os.fstat(file).st_size
            written = 0
            try:
                while written < len(data):
                    written += os.write(file, data[written:])
            except OSError:
                os.ftruncate(file, before)
                raise

    def _begin(self) -> int:
        make_folder(self._folder)
        number = max((number for _, number, _ in _files(self._folder, self._channel)), default=0)
        with guarded(self._folder):
            while True:
                number += 1
                self._path = self._folder / f"{self._channel}-{number:06d}.son"
                with contextlib.suppress(FileExistsError):  # another recorder has just taken that number
                    self._file = os.open(
                        self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE
                    )
                    return self._file

    def _leave(self) -> None:
        file, self._file, self._written = self._file, None, 0
        if file is not None:
            self._sync(file, closes=True)

    def _sync(self, file: int, *, closes: bool) -> None:
        """Make the disk itself take what was written, without waiting: a busy disk takes a second, and sound goes on."""
        self._synced = time.monotonic()
        self._behind = threading.Thread(target=self._settle, args=(file, self._path, self._behind), kwargs={"closes": closes})
        self._behind.start()

    def _settle(self, file: int, path: Path, before: threading.Thread | None, *, closes: bool) -> None:
        if before is not None:
            before.join()
        try:
            with guarded(path):
                getattr(os, "fdatasync", os.fsync)(file)  # only Linux has the lighter one
        except MachineError as error:
            self._refused = error
        finally:
            if closes:
                os.close(file)

    def _complain(self) -> None:
        refused, self._refused = self._refused, None
        if refused is not None:
            raise refused

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Follower:
    """Gives the sound of a folder as it comes, that of both channels."""

    def __init__(self, folder: Path, since: float = 0.0) -> None:
        """`since`: seconds from the session's start; what ends before is left out."""
        self._folder, self._since = folder, since
        self._read: dict[Path, int] = {}
        self.waiting: frozenset[str] = frozenset()
        """The channels of which the last poll left a part to the next."""

    def poll(self) -> list[Block]:
        """The blocks appended since the last poll, by start; a follower far behind catches up over several polls (see `waiting`).

        Raises:
            MachineError: the folder cannot be read.
        """
        blocks: list[Block] = []
        taken: dict[str, int] = {}
        waiting: set[str] = set()
        for channel, _, path in _files(self._folder):
            if taken.get(channel, 0) < SLICE:
                size, found = self._advance(path, channel)
                taken[channel] = taken.get(channel, 0) + size
                blocks += found
            else:
                waiting.add(channel)
        self.waiting = frozenset(waiting)
        return sorted((block for block in blocks if block.end > self._since), key=lambda block: block.start)

    def _advance(self, path: Path, channel: str) -> tuple[int, list[Block]]:
        """How many bytes of this file were taken, and their blocks."""
        at = self._read.get(path, 0)
        with guarded(path), contextlib.suppress(FileNotFoundError):  # erased since it was listed
            if path.stat().st_size <= at:
                return 0, []
            with path.open("rb") as file:
                file.seek(at)
                grown = scan_growing(file.read(), _MOST)
            self._read[path] = at + grown.rest
            return grown.rest, [_block(channel, payload) for _, payload in grown.found if _holds_sound(payload)]
        return 0, []


def read_blocks(folder: Path, channel: str | None = None) -> list[Block]:
    """All the sound of a folder (that of one channel), by start; torn tails and damage are left out.

    Raises:
        MachineError: a file cannot be read.
    """
    blocks = [
        _block(name, payload)
        for name, _, path in _files(folder, channel)
        for _, payload in scan_growing(_bytes(path), _MOST).found
        if _holds_sound(payload)
    ]
    return sorted(blocks, key=lambda block: block.start)


def erase(folder: Path, start: float, end: float) -> None:
    """Put silence over the sound of both channels between `start` and `end`, in the files themselves.

    What can no longer be read (damage, a torn tail) between frames of that time is wiped too.

    Raises:
        MachineError: a file cannot be written.
    """
    for _, _, path in _files(folder):
        data = _bytes(path)
        changes = [*_silenced(data, start, end), *_wiped(data, start, end)]
        if changes:
            with guarded(path), path.open("r+b", buffering=0) as file:
                for at, new in changes:
                    file.seek(at)
                    file.write(new)
                os.fsync(file.fileno())


def _silenced(data: bytes, start: float, end: float) -> Iterator[tuple[int, bytes]]:
    """The frames that hold sound of this time, as they must be: offset, bytes."""
    for at, payload in scan_growing(data, _MOST).found:
        block = _block("", payload)
        first, last = (min(max(round((edge - block.start) * RATE), 0), block.samples.size) for edge in (start, end))
        if first < last:
            samples = block.samples.copy()
            samples[first:last] = 0
            yield at, frame(_payload(block.start, samples))


def _wiped(data: bytes, start: float, end: float) -> Iterator[tuple[int, bytes]]:
    """The stretches that are no sound frame and whose neighbours' times do not keep out of `start` to `end`: offset, zeros."""
    at, before = 0, float("-inf")
    for offset, payload in scan_growing(data, _MOST).found:
        block = _block("", payload)
        if at < offset and before < end and block.start > start:
            yield at, bytes(offset - at)
        at, before = offset + len(frame(payload)), block.end
    if at < len(data) and before < end:
        yield at, bytes(len(data) - at)


def _payload(start: float, samples: NDArray[np.int16]) -> bytes:
    return _START.pack(start) + samples.astype("<i2", copy=False).tobytes()


def _holds_sound(payload: bytes) -> bool:
    """Whether these are a start and whole samples (a file that somebody else put there may hold anything)."""
    return _START.size < len(payload) <= _MOST and len(payload) % 2 == 0


def _block(channel: str, payload: bytes) -> Block:
    import numpy as np

    samples = np.frombuffer(payload, dtype="<i2", offset=_START.size).astype(np.int16, copy=False)
    return Block(channel, _START.unpack_from(payload)[0], samples)


def _bytes(path: Path) -> bytes:
    with guarded(path), contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    return b""


def _files(folder: Path, channel: str | None = None) -> list[tuple[str, int, Path]]:
    """The files of sound (channel, number, place), by channel and number; none where there is no folder."""
    with guarded(folder), contextlib.suppress(FileNotFoundError):
        named = [(_NAME.fullmatch(path.name), path) for path in folder.iterdir()]
        return sorted((match[1], int(match[2]), path) for match, path in named if match and channel in {None, match[1]})
    return []
