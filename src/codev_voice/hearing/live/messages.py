"""What the hearing worker says (one JSON object a line on its output) and what it is told (idem, on its input).

Its life: told `Begin`; says `Ready`, then `Saying`*, `Settled`*, `Revoiced`*, `Recognised`*, `Behind`*, and after `Finish` the last of
them, then `Done`.
What was said travels on these pipes alone: nothing of it is in arguments, logs or errors.
"""

from __future__ import annotations

import msgspec

from codev_voice.session.events import Heard
from codev_voice.session.lines import decode


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """What the worker says."""


class Ready(Message, frozen=True, kw_only=True):
    """The models are loaded."""


class Saying(Message, frozen=True, kw_only=True):
    """What is being said: words that will not change but are in no piece yet, then words that may; `voice` as in pieces."""

    settled: str
    provisional: str
    voice: str
    start: float
    heard: float


class Settled(Message, frozen=True, kw_only=True):
    """A piece that will not change (see `session.values.Piece`)."""

    piece: Heard


class Revoiced(Message, frozen=True, kw_only=True):
    """Pieces that are another voice's than was said, or whose voice is now known: id, voice."""

    voices: dict[str, str]


class Recognised(Message, frozen=True, kw_only=True):
    """The voices that now sound like people who asked to be recognised: voice, person."""

    voices: dict[str, str]


class Introduced(Message, frozen=True, kw_only=True):
    """The session's beginning as it was heard again, in the voices known now: for people's names alone, in no journal."""

    pieces: tuple[Heard, ...]


class Behind(Message, frozen=True, kw_only=True):
    """How many seconds of sound wait; `heard` is the second listened up to, `bleed` the measured echo of the call in dB, if any."""

    lag: float
    heard: float
    bleed: float | None = None


class Done(Message, frozen=True, kw_only=True):
    """Everything that was recorded has been heard."""


class Failed(Message, frozen=True, kw_only=True):
    """The worker cannot go on: one French line."""

    problem: str
    remedy: str


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """What the worker is told."""


class Begin(Command, frozen=True, kw_only=True):
    """Hear this folder's sound from the second `since` on.

    `model` settles the words, `quick` (another folder, or the same) gives the provisional ones. `known` are the pieces already heard
    (id, start, end, voice); the next will be numbered `number`. `people` is the size of the roster, None when not known. `key` is that
    of the sound (hexadecimal; empty when it is in clear): printing the command does not show it. `asked` are the people of the roster
    who asked to be recognised: name, embedding (idem).
    """

    folder: str
    model: str
    quick: str
    prompt: str
    people: int | None = None
    two_tracks: bool = True
    threads: int = 2
    since: float = 0.0
    number: int = 0
    known: tuple[tuple[str, float, float, str], ...] = ()
    key: str = ""
    asked: dict[str, str] = {}

    def __repr__(self) -> str:
        return "Begin(…)"


class Learn(Command, frozen=True, kw_only=True):
    """Somebody said whose voice these stretches are."""

    voice: str
    spans: tuple[tuple[float, float], ...]


class Flush(Command, frozen=True, kw_only=True):
    """Nothing comes for a while (a pause): settle what was said."""


class Finish(Command, frozen=True, kw_only=True):
    """Nothing more will be recorded: hear the rest, and end."""


def decode_message(line: bytes) -> Message:
    """What the worker said.

    Raises:
        ValueError: it is no message of this version.
    """
    return decode(line, Message)


def decode_command(line: bytes) -> Command:
    """What the worker is told.

    Raises:
        ValueError: it is no command of this version.
    """
    return decode(line, Command)
