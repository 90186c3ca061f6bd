"""The sound of a live session on the disk: files of some 30 s, made of frames of at most 200 ms that a crash cannot take back.

A session's sound lies in one folder, as `CHANNEL-NNNNNN.son`: 16 kHz, int16, one channel. A frame's payload is its start (seconds from
the session's start, big-endian float64) then its samples (little-endian). Frames of one channel may overlap by moments, when one
recorder takes over from another: readers lay them down by their times. Each file has its own seal, each frame is sealed by its offset.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import operator
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
from codev_voice.session.keys import part_of
from codev_voice.session.sealing import PLAIN, SOUND, Seal
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
TAKEN_OVER = 60.0
"""Seconds that two files of one channel share at most, when one recorder takes over from another."""
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

    def __init__(self, folder: Path, channel: str, seal: Seal = PLAIN) -> None:
        """Nothing is made on the disk before the first sound, until which `seal` may be set."""
        self._folder, self._channel, self.seal = folder, channel, seal
        self._sealed = seal  # the present file's
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
            self._append(_payload(start + first / RATE, samples[first : first + LONGEST]))
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

    def _append(self, payload: bytes) -> None:
        file = self._file if self._file is not None else self._begin()
        with guarded(self._path):
            before = os.fstat(file).st_size
            data = frame(self._sealed.close(payload, before))
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
                    self._sealed = self.seal.part(self._path.name)
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

    def __init__(self, folder: Path, since: float = 0.0, seal: Seal = PLAIN) -> None:
        """`since`: seconds from the session's start; what ends before is left out. `seal`: the sound's."""
        self._folder, self._since, self._seal = folder, since, seal
        self._read: dict[Path, int] = {}
        self.waiting: frozenset[str] = frozenset()
        """The channels of which the last poll left a part to the next."""

    def poll(self) -> list[Block]:
        """The blocks appended since the last poll, by start; a follower far behind catches up over several polls (see `waiting`).

        Raises:
            SessionError: a file was altered, or is sealed with another key.
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
                data = file.read()
            seal = self._seal.part(path.name)
            rest = scan_growing(data, _MOST + seal.longer).rest
            self._read[path] = at + rest
            return rest, [block for *_, block in _sound(data, channel, seal, at)]
        return 0, []


def sound_seal(folder: Path) -> Seal:
    """The seal of the sound in this folder, that of its session.

    Raises:
        SessionError, MachineError: as `session.keys.find`.
    """
    return part_of(folder.parent, SOUND)


def read_blocks(folder: Path, channel: str | None = None) -> list[Block]:
    """All the sound of a folder (that of one channel), by start; torn tails and damage are left out.

    Raises:
        SessionError: its key is not there, or a file was altered.
        MachineError: a file cannot be read.
    """
    seal = sound_seal(folder)
    blocks = [block for name, _, path in _files(folder, channel) for *_, block in _sound(_bytes(path), name, seal.part(path.name))]
    return sorted(blocks, key=lambda block: block.start)


def read_between(folder: Path, start: float, end: float) -> list[Block]:
    """The sound of both channels that holds something of the time between `start` and `end`, by start; only its files are read.

    Raises:
        SessionError: its key is not there, or a file was altered.
        MachineError: a file cannot be read.
    """
    near = (
        block
        for channel, path, seal, _ in _reached(folder, (start, end))
        for *_, block in _sound(_bytes(path), channel, seal)
        if block.start < end and block.end > start
    )
    return sorted(near, key=lambda block: block.start)


def _reached(folder: Path, *spans: tuple[float, float]) -> Iterator[tuple[str, Path, Seal, list[tuple[float, float]]]]:
    """The files that may hold something of these spans (start, end), and of which: channel, place, seal, spans."""
    whole = sound_seal(folder)
    for channel, listed in itertools.groupby(_files(folder), key=operator.itemgetter(0)):
        files = [(path, whole.part(path.name)) for *_, path in listed]
        begun = [_begins(path, seal) for path, seal in files]
        known = [begins for begins in begun if begins is not None]
        in_order = known == sorted(known)  # a clock may have been set back between two of them: then any may hold anything
        later = math.inf  # when the following file begins
        for (path, seal), begins in zip(reversed(files), reversed(begun), strict=True):
            near = list(spans)
            if begins is not None and in_order:
                near = [(start, end) for start, end in spans if begins < end and later > start - TAKEN_OVER]
            if near:
                yield channel, path, seal, near
            later = later if begins is None else begins


def _begins(path: Path, seal: Seal) -> float | None:
    """When the first sound of a file begins; None when its beginning is damaged."""
    with guarded(path), contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        head = file.read(len(frame(bytes(_MOST + seal.longer))))
        return next((block.start for *_, block in _sound(head, "", seal)), None)
    return None


def erase(folder: Path, *spans: tuple[float, float]) -> None:
    """Put silence over the sound of both channels during these spans (start, end), in the files themselves; only those reached are read.

    What can no longer be read (damage, a torn tail) between frames of that time is wiped too.

    Raises:
        SessionError: its key is not there, or a file was altered.
        MachineError: a file cannot be written.
    """
    for channel, path, seal, near in _reached(folder, *spans):
        data = _bytes(path)
        found = list(_sound(data, channel, seal))
        changes = [*_silenced(found, seal, near), *(one for start, end in near for one in _wiped(len(data), found, start, end))]
        if changes:
            with guarded(path), path.open("r+b", buffering=0) as file:
                for at, new in changes:
                    file.seek(at)
                    file.write(new)
                os.fsync(file.fileno())


_Found = tuple[int, int, Block]
"""A frame of sound: its offset, its bytes, what it holds."""


def _sound(data: bytes, channel: str, seal: Seal, base: int = 0) -> Iterator[_Found]:
    """The frames of sound of a part of a file, which begins at offset `base`."""
    for at, sealed in scan_growing(data, _MOST + seal.longer).found:
        payload = seal.open(sealed, base + at) if len(sealed) <= _MOST + seal.longer else b""
        if _holds_sound(payload):
            yield at, len(frame(sealed)), _block(channel, payload)


def _silenced(found: list[_Found], seal: Seal, spans: Sequence[tuple[float, float]]) -> Iterator[tuple[int, bytes]]:
    """The frames that hold sound of these spans, as they must be: offset, bytes."""
    for at, _, block in found:
        edges = [tuple(min(max(round((edge - block.start) * RATE), 0), block.samples.size) for edge in span) for span in spans]
        silent = [(first, last) for first, last in edges if first < last]
        if silent:
            samples = block.samples.copy()
            for first, last in silent:
                samples[first:last] = 0
            yield at, frame(seal.close(_payload(block.start, samples), at))


def _wiped(size: int, found: list[_Found], start: float, end: float) -> Iterator[tuple[int, bytes]]:
    """The stretches that are no sound frame and whose neighbours' times do not keep out of `start` to `end`: offset, zeros."""
    at, before = 0, float("-inf")
    for offset, length, block in found:
        if at < offset and before < end and block.start > start:
            yield at, bytes(offset - at)
        at, before = offset + length, block.end
    if at < size and before < end:
        yield at, bytes(size - at)


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
