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
