"""What a live session is at this moment, beside what its journal holds: all that the page is shown and nobody keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from codev_voice.session.values import Stage

Phase = Literal["accueil", "ecoute", "pause", "suite", "fin", "lecture"]


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud a channel is (dBFS), and whether it saturates."""

    db: float
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What is being said: words that will not change, then words that may; `voice` as in pieces."""

    voice: str
    settled: str
    provisional: str


@dataclass(frozen=True)
class Live:
    """The moment `t`, in seconds from the session's start.

    `stage` and `doubt` are the judge's (None: what the journal says). `line` tells in words what is heard of each side, `warnings` what
    the facilitator must know, `ask` what she is asked. `lag` is how late hearing is, in seconds; `progress` what is being done after
    the session, in French, and how much of it is done (0 to 1); `drafting` says that documents are being drafted.
    """

    phase: Phase = "accueil"
    t: float = 0.0
    stage: Stage | None = None
    doubt: Stage | None = None
    open: Said | None = None
    levels: Mapping[str, Loudness] = field(default_factory=dict)
    line: str = ""
    warnings: tuple[str, ...] = ()
    lag: float = 0.0
    recording: bool = False
    ask: str | None = None
    progress: tuple[str, float] | None = None
    drafting: bool = False
