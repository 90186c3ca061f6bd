"""What the review tells: it describes, it does not evaluate; no score, no ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from codev_voice.session.values import Role, Stage


@dataclass(frozen=True, slots=True)
class Range:
    """A share of speech as it may be told: between `low` and `high` points (multiples of 5), or only in words.

    `value` is the measured share (0 to 1) for those who compute; `wide` says that the margin is over ten points, so that no
    figure is shown.
    """

    value: float
    margin: float
    low: int
    high: int
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One consultant's part of the consultants' speech in a stage."""

    person: str
    share: Range
    turns: int


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions of the clarification; a chain counts as its parts and is told in `multiple`. None of the kinds is better."""

    open: int = 0
    closed: int = 0
    why: int = 0
    multiple: int = 0

    @property
    def total(self) -> int:
        """Open and closed together (« pourquoi » is open by form)."""
        return self.open + self.closed


@dataclass(frozen=True)
class StageReview:
    """One passage through the stages of a consultation, all visits to this stage added up.

    Times are seconds. `shares` is None when there is too little speech for a figure. `parts` and `spread` (parole répartie) are
    only for the stages where equality among consultants means something, with enough speech.
    """

    stage: Stage
    planned: float
    seconds: float
    visits: int
    speech: float
    turns: int
    shares: Mapping[Role, Range] | None = None
    parts: tuple[Part, ...] = ()
    spread: bool | None = None
    unheard: tuple[str, ...] = ()
    rounds: tuple[tuple[str, ...], ...] = ()
    questions: Questions | None = None
    advice: Mapping[str, int] = field(default_factory=dict)
    silences: int = 0
    asked_silences: int = 0
    overlaps: int | None = None
    cut_offs: int | None = None
    facilitation: int = 0


@dataclass(frozen=True, slots=True)
class Departure:
    """A sentence of the clarification that the facilitator may look at again: never who said it; `start` in seconds."""

    start: float
    kind: str
    excerpt: str
    question: str


@dataclass(frozen=True)
class Review:
    """The review of a session, one list of stages a consultation; `estimated` says that times were computed, not measured."""

    consultations: tuple[tuple[str | None, tuple[StageReview, ...]], ...]
    duration: float
    estimated: bool
    attributed: float
    summary: tuple[str, ...] = ()
    departures: tuple[Departure, ...] = ()
