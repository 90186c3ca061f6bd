"""How loud each source is just now: heard for that alone, nothing is kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from codev_voice.errors import MachineError
from codev_voice.sound.levels import Loudness, Meter

if TYPE_CHECKING:
    from codev_voice.sound.devices.values import Capture, Source, System

QUIET, LOW = -60.0, -45.0
"""dBFS under which a source is silent, and under which a voice is low."""


class Heard(StrEnum):
    """A level, in words."""

    NOTHING = "ne répond pas"
    SILENCE = "silence"
    LOW = "faible"
    GOOD = "bien"
    CLIPPED = "trop fort : baissez le volume d'entrée"


@dataclass(frozen=True, slots=True)
class Level:
    """What a source gives: `share` of a bar (0 to 1, from -60 to 0 dBFS), and words."""

    share: float
    words: Heard


def level(loud: Loudness | None) -> Level:
    """The level to show for this loudness; None when nothing came."""
    if loud is None:
        return Level(0.0, Heard.NOTHING)
    share = min(max(1 - loud.db / QUIET, 0.0), 1.0)
    if loud.clipped:
        return Level(share, Heard.CLIPPED)
    if loud.db < QUIET:
        return Level(share, Heard.SILENCE)
    return Level(share, Heard.LOW if loud.db < LOW else Heard.GOOD)


class Metering:
    """Hears all the sources at once, between `with` and its end."""

    def __init__(self, system: System, sources: Sequence[Source]) -> None:
        """Nothing is opened yet."""
        self._system, self._sources = system, sources
        self._captures: list[Capture] = []
        self._threads: list[threading.Thread] = []
        self._last: dict[Source, Loudness] = {}

    def levels(self) -> list[tuple[Source, Level]]:
        """The last level of each source."""
        return [(source, level(self._last.get(source))) for source in self._sources]

    def __enter__(self) -> Self:
        for source in self._sources:
            try:
                capture = self._system.open(source)
            except MachineError:  # shown as giving nothing: the others are worth hearing
                continue
            self._captures.append(capture)
            self._threads.append(threading.Thread(target=self._hear, args=(source, capture), daemon=True))
            self._threads[-1].start()
        return self

    def __exit__(self, *_: object) -> None:
        for capture in self._captures:
            capture.close()
        for thread in self._threads:
            thread.join(1.0)

    def _hear(self, source: Source, capture: Capture) -> None:
        meter = Meter()
        while (samples := capture.read()) is not None:
            if (loud := meter.add(samples)) is not None:
                self._last[source] = loud
        self._last.pop(source, None)
