"""The sound of a piece of speech, to hear again where a line of a document was said."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterable
from typing import TYPE_CHECKING

from codev_voice.session.events import Event, Heard, Unknown
from codev_voice.sound.segments import Block, read_between
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from pathlib import Path

AROUND = 0.3
"""Seconds played before and after: words are not cut at their edges."""


def piece_sound(sound: Path, events: Iterable[Event | Unknown], piece: str) -> bytes | None:
    """A WAV file (16 kHz, one channel: both sides mixed) of this piece; None when it is not there, or no sound of it.

    Args:
        sound: the folder of the session's sound.
        events: of its journal.
        piece: its id.

    Raises:
        SessionError: the key of the sound is not there, or a file was altered.
        MachineError: it cannot be read.
    """
    heard = next((event for event in events if isinstance(event, Heard) and event.id == piece), None)
    if heard is None:
        return None
    start, end = max(0.0, heard.start - AROUND), heard.end + AROUND
    blocks = read_between(sound, start, end)
    return _wav(blocks, start, end) if blocks else None


def _wav(blocks: Iterable[Block], start: float, end: float) -> bytes:
    """The blocks laid at their times between `start` and `end` (seconds), the channels added."""
    import numpy as np

    sides = {block.channel: np.zeros(round((end - start) * RATE), dtype=np.int32) for block in blocks}
    for block in blocks:
        side, first = sides[block.channel], round((block.start - start) * RATE)
        here = block.samples[max(0, -first) : max(0, side.size - first)]
        side[max(0, first) : max(0, first) + here.size] = here
    mixed = np.clip(sum(sides.values()), -32768, 32767).astype("<i2")
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(mixed.tobytes())
    return made.getvalue()
