"""What a system of devices gives: sources one can choose, and a capture one reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 1_600
"""Samples of the longest block a capture gives (100 ms)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be heard: `id` is the system's own, `name` is for people; `default` says that it is the system's choice."""

    id: str
    name: str
    channel: str
    default: bool = False


class Capture(Protocol):
    """A source that is being heard."""

    @property
    def quiet(self) -> float:
        """Seconds since something came, or since the opening."""

    @property
    def begun(self) -> bool:
        """Whether something came yet."""

    @property
    def ended(self) -> bool:
        """Whether this is a recording, and was heard to its end."""

    @property
    def start(self) -> float | None:
        """Seconds from the session's start where a recording begins; None for a device, whose sound is said as it comes."""

    def read(self) -> NDArray[np.int16] | None:
        """The next samples (16 kHz, at most 100 ms), as soon as there are some; None when the source has ended or is closed."""

    def close(self) -> None:
        """Let go of the source, from any thread; a `read` that waits returns None. Closing twice is nothing."""


class System(Protocol):
    """The devices of a machine."""

    @property
    def every(self) -> float:
        """Seconds between two looks at what there is, beside what `watch` tells."""

    def sources(self) -> tuple[Source, ...]:
        """What can be heard now.

        Raises:
            MachineError: what lists them is missing or does not answer.
        """

    def open(self, source: Source) -> Capture:
        """Begin to hear a source.

        Raises:
            MachineError: what captures it is missing.
        """

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed` (from another thread) when devices may have come, gone or changed; returns how to stop."""


def wanted(sources: tuple[Source, ...], channel: str, chosen: str | None) -> Source | None:
    """The source to hear: the one chosen while it is there, else the system's choice; None when there is nothing to hear."""
    there = [source for source in sources if source.channel == channel]
    picked = next((source for source in there if source.id == chosen), None)
    return picked or next((source for source in there if source.default), None)
