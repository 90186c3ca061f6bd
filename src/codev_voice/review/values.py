"""What the review tells: it describes, it does not evaluate; no score, no ranking.

Each figure knows the turns it comes from (positions in the transcript as it stands), so that who doubts it can go and read; advice
alone does not, since a turn has a speaker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from codev_voice.session.values import Role, Stage


class Ask(StrEnum):
    """The form of a question; « pourquoi » is open by form, listed apart. None is better."""

    OPEN = "open"
    WHY = "why"
    CLOSED = "closed"


class Act(StrEnum):
    """What the facilitator does when she speaks."""

    PROMPT = "relance"
    REFORMULATION = "reformulation"
    FRAME = "cadre"
    TIME = "temps"
    TRANSITION = "transition"
    CONTENT = "contenu"


@dataclass(frozen=True, slots=True)
class Range:
    """A share of speech as it may be told: between `low` and `high` points (multiples of 5), or only in words.

    `value` is the measured share (0 to 1), never shown; `margin` its error (0 to 1); `wide` says that the margin is over ten points
    or the times are estimated, so that no figure is shown.
    """

    value: float
    margin: float
    low: int
    high: int
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One consultant's part of the consultants' speech in a stage; `questions` is None when there are too few for a figure."""

    person: str
    share: Range
    turns: tuple[int, ...]
    questions: int | None = None


@dataclass(frozen=True, slots=True)
class Equality:
    """How the consultants shared their speech, in alphabetical order.

    `spread`: each has between half and twice an equal part. `voices`: when it is not, the one or two voices that carried most of it
    (two thirds); 0 when no so few did.
    """

    parts: tuple[Part, ...]
    spread: bool
    voices: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a consultant; `chained` when her turn holds several."""

    turn: int
    person: str | None
    form: Ask
    chained: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """Consultants who spoke once each in a row, and who is missing (nobody when it is complete)."""

    turns: tuple[int, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody speaks for `seconds` after turn `after`; `asked` for, it is work."""

    after: int
    seconds: float
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Intervention:
    """The facilitator speaks."""

    turn: int
    act: Act
    seconds: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A passage in a stage: turns `first` to `last` (before `first` where nobody was heard), from `start` to `end` (seconds)."""

    stage: Stage
    first: int
    last: int
    start: float
    end: float

    @property
    def wordy(self) -> bool:
        """Whether anybody was heard in it."""
        return self.first <= self.last

    @property
    def turns(self) -> range:
        """The positions of its turns."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person (None: what nobody was given) in a stage; `seconds` are rounded, None where there is no ground for a figure."""

    person: str | None
    turns: tuple[int, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What the facilitator made of the notices she was offered: for herself alone."""

    offered: int = 0
    said: int = 0
    ignored: int = 0


@dataclass(frozen=True)
class StageReview:
    """A stage of a consultation, all visits added up.

    Times are seconds. `shares`, `equality` and `questions` are None when there is no ground for a figure; `overlaps` and `cut_offs`
    (turns spoken over, turns cut) when there are too few, or the times are estimated. `flow` counts who spoke after whom.
    `advice` is the group's, by kind, None where it was destroyed uncounted. `unheard` had not spoken when 60 % of the planned time
    had gone by. `by_hand` are the seconds followed by hand, in which nobody was heard: one may have been gone through without a turn.
    """

    stage: Stage
    planned: float
    seconds: float = 0.0
    visits: tuple[Visit, ...] = ()
    by_hand: float = 0.0
    speech: float = 0.0
    turns: int = 0
    shares: Mapping[Role, Range] | None = None
    speakers: tuple[Speaker, ...] = ()
    equality: Equality | None = None
    unheard: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    questions: tuple[Asked, ...] | None = None
    advice: Mapping[str, int] | None = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()
    overlaps: tuple[int, ...] | None = None
    cut_offs: tuple[int, ...] | None = None
    interventions: tuple[Intervention, ...] = ()
    flow: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsultationReview:
    """One client's run of the stages; `consultants` in alphabetical order, `away` those of the roster who were never heard.

    `followed` is None once the notices were destroyed.
    """

    client: str | None
    facilitator: str | None
    consultants: tuple[str, ...]
    stages: tuple[StageReview, ...]
    away: tuple[str, ...] = ()
    followed: Followed | None = Followed()
    offers: tuple[str, ...] = ()

    def heard(self) -> tuple[StageReview, ...]:
        """The stages in which somebody spoke."""
        return tuple(stage for stage in self.stages if stage.turns)


@dataclass(frozen=True)
class Review:
    """The review of a session; `estimated` says that times were computed, not measured; `breaks` are spans in seconds.

    `wordless`: the transcript is gone, the group's figures alone are left. `listened` is false where nothing was ever heard.
    """

    consultations: tuple[ConsultationReview, ...]
    duration: float
    estimated: bool
    attributed: float
    breaks: tuple[tuple[float, float], ...] = ()
    wordless: bool = False
    listened: bool = True
