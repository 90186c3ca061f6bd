"""What the recorder says (one JSON object a line on its output) and what it is told (idem, on its input).

The recorder opens in level-only mode: nothing is stored before `Record`. Its life, on its output: `Level`*, then `Recording`, `Level`*,
with `Opened` each time a device is heard for the first time, `Lost` then `Back` around a gap, `Paused` and `Recording` around a pause,
and `Stopped` as its last word. Times `t` are seconds from the session's start.
"""

from __future__ import annotations

import msgspec

from codev_voice.session.lines import decode


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """What the recorder says."""


class Level(Message, frozen=True, kw_only=True):
    """How loud a channel is over some 200 ms: dBFS of the whole (`db`) and of its highest sample, share of samples at full scale."""

    channel: str
    t: float
    db: float
    peak_db: float
    clipped: float


class Opened(Message, frozen=True, kw_only=True):
    """A channel is now heard from `device` (in plain words)."""

    channel: str
    device: str


class Lost(Message, frozen=True, kw_only=True):
    """A channel has gone silent at `t`: `why` in plain words. The recorder tries again by itself."""

    channel: str
    t: float
    why: str


class Back(Message, frozen=True, kw_only=True):
    """Sound goes on at `t`, after `gap` seconds of which there is none (a device lost, a machine asleep)."""

    channel: str
    t: float
    gap: float


class Space(Message, frozen=True, kw_only=True):
    """Only `free` bytes are left on the disk."""

    free: int


class Full(Message, frozen=True, kw_only=True):
    """The disk takes no more (`why` in plain words): recording has stopped, what is written stays readable."""

    t: float
    why: str


class Paused(Message, frozen=True, kw_only=True):
    """Nothing is captured any more, not even to memory."""

    t: float


class Recording(Message, frozen=True, kw_only=True):
    """From `t` on, sound is stored."""

    t: float


class Stopped(Message, frozen=True, kw_only=True):
    """The last word: everything is written and closed."""

    t: float


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """What the recorder is told."""


class Record(Command, frozen=True, kw_only=True):
    """Store the sound from now on, sealed with this key (hexadecimal; in clear without), which printing the command does not show."""

    key: str = ""

    def __repr__(self) -> str:
        return "Record(…)"


class Pause(Command, frozen=True, kw_only=True):
    """Let go of the devices: capture nothing."""


class Resume(Command, frozen=True, kw_only=True):
    """Take the devices again, and go on as before the pause."""


class Stop(Command, frozen=True, kw_only=True):
    """Close everything and end."""


def decode_message(line: bytes) -> Message:
    """What the recorder said.

    Raises:
        ValueError: it is no message of this version.
    """
    return decode(line, Message)


def decode_command(line: bytes) -> Command:
    """What the recorder is told.

    Raises:
        ValueError: it is no command of this version.
    """
    return decode(line, Command)
