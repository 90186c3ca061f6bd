"""Framed records: a file one appends to, which tells a torn tail from damage.

A frame is a marker (4 bytes), the payload's length and CRC-32 (big-endian, 4 bytes each), then the payload. A crash while appending
leaves an incomplete last frame, which is dropped; a bad frame with good ones after it is damage, which nobody may repair in silence.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

MARKER = b"\xc5CVJ"
_HEAD = struct.Struct(">4sII")


@dataclass(frozen=True)
class Scan:
    """What a file of frames holds.

    `payloads` are those before any fault; `good` is the byte offset up to which the file is sound; `beyond` are the sound payloads
    found after a fault (empty when the fault is only a torn tail).
    """

    payloads: tuple[bytes, ...]
    good: int
    beyond: tuple[bytes, ...] = ()

    @property
    def damaged(self) -> bool:
        """Whether something was lost in the middle."""
        return bool(self.beyond)


def frame(payload: bytes) -> bytes:
    """The payload, ready to append."""
    return _HEAD.pack(MARKER, len(payload), zlib.crc32(payload)) + payload


def scan(data: bytes) -> Scan:
    """Read every frame of `data`; never raises."""
    payloads, good = _run(data, 0)
    beyond: list[bytes] = []
    at = data.find(MARKER, good + 1)
    while at != -1:
        found, end = _run(data, at)
        beyond += found
        at = data.find(MARKER, max(end, at + 1))
    return Scan(tuple(payloads), good, tuple(beyond))


@dataclass(frozen=True)
class Growing:
    """What a file that is still being appended to holds: sound frames (offset, payload), and the offset to read again from."""

    found: tuple[tuple[int, bytes], ...]
    rest: int


def scan_growing(data: bytes, longest: int) -> Growing:
    """Read every frame of `data`, skipping damage to the next sound frame; never raises.

    Args:
        data: the file from an offset where a frame begins.
        longest: bytes of the longest payload there can be: a tail that announces more is damage, not a frame still being written.
    """
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data):
        payloads, end = _run(data, at)
        for payload in payloads:
            found.append((at, payload))
            at += _HEAD.size + len(payload)
        if _unfinished(data, end, longest):
            return Growing(tuple(found), end)
        at = data.find(MARKER, end + 1)
        if at == -1:
            # The marker itself may be half written: its last bytes are looked at again.
            return Growing(tuple(found), max(end, len(data) - len(MARKER) + 1))
    return Growing(tuple(found), at)


def _unfinished(data: bytes, at: int, longest: int) -> bool:
    """Whether the bytes from `at` to the end can be the beginning of a frame (nothing at all can)."""
    head = data[at : at + _HEAD.size]
    if not MARKER.startswith(head[: len(MARKER)]):
        return False
    if len(head) < _HEAD.size:
        return True
    length = _HEAD.unpack(head)[1]
    return bool(length <= longest and at + _HEAD.size + length > len(data))


def _run(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Consecutive sound frames from `at`, and the offset after the last."""
    payloads: list[bytes] = []
    while at + _HEAD.size <= len(data):
        marker, length, check = _HEAD.unpack_from(data, at)
        payload = data[at + _HEAD.size : at + _HEAD.size + length]
        if marker != MARKER or len(payload) != length or zlib.crc32(payload) != check:
            break
        payloads.append(payload)
        at += _HEAD.size + length
    return payloads, at
