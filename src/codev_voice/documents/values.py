"""What the three documents hold. `sources` are positions of turns in the whole transcript, from 0."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

Sources = tuple[int, ...]


class Help(StrEnum):
    """Kinds of help that a client may ask for."""

    IDEAS = "pistes"
    VIEWS = "regards"
    EXPERIENCES = "experiences"
    QUESTIONS = "questions"
    TOOLS = "outils"
    REACTIONS = "reactions"
    SUPPORT = "soutien"
    PLAN = "plan"


class Kind(StrEnum):
    """The nine classes of contributions to an exploration."""

    SUGGESTION = "suggestion"
    EXPERIENCE = "experience"
    FEELING = "ressenti"
    IMPRESSION = "impression"
    QUESTION = "question_reflexive"
    VIEW = "regard"
    IMAGE = "metaphore"
    RESOURCE = "ressource"
    KNOWLEDGE = "connaissance"


class VersionStatus(StrEnum):
    """What became of a wording of the demand."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REPLACED = "replaced"


class ActionStatus(StrEnum):
    """She does it, or she would like to."""

    COMMITMENT = "commitment"
    INTENTION = "intention"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document and the turns it comes from."""

    text: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Kept(Line):
    """Something the client keeps, or sets aside."""


@dataclass(frozen=True, slots=True)
class Reserve(Line):
    """A consultant's limit or condition."""

    person: str


@dataclass(frozen=True, slots=True)
class Version:
    """The wording on which one passage through the contract ended."""

    version: int
    demand: str
    status: VersionStatus
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """Where the demand was heard, and each of the kinds and of the agreements, in their order."""

    demand: Sources = ()
    kinds: tuple[Sources, ...] = ()
    agreed: tuple[Sources, ...] = ()


@dataclass(frozen=True)
class Contract:
    """What the client asks of the group; `demand` is None when nobody was heard to say it.

    `wish` is what she was heard to hope for in her account, shown apart and never taken for the demand.
    """

    client: str | None
    facilitator: str | None
    consultants: tuple[str, ...] = ()
    subject: str | None = None
    demand: str | None = None
    kinds: tuple[Help, ...] = ()
    out_of_scope: tuple[Line, ...] = ()
    protections: tuple[Line, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    reformulated_by: str | None = None
    agreed: tuple[str, ...] = ()
    version: int = 0
    history: tuple[Version, ...] = ()
    sources: Sources = ()
    wish: Line | None = None
    heard: Heard = field(default_factory=Heard)


@dataclass(frozen=True, slots=True)
class Note:
    """One idea of a consultant, in his words; `version` is the contract in force when he spoke."""

    person: str
    kind: Kind
    text: str
    sources: Sources
    version: int = 1


@dataclass(frozen=True, slots=True)
class Action:
    """What the client does or would like to do; `due_said` in her words, `due` when they name one day for certain."""

    action: str
    status: ActionStatus
    sources: Sources
    due_said: str | None = None
    due: datetime.date | None = None
    first_step: str | None = None
    indicator: str | None = None
    support: str | None = None
    obstacle: str | None = None


@dataclass(frozen=True)
class Plan:
    """What she keeps, does, and sets aside, in the order of first mention."""

    kept: tuple[Kept, ...] = ()
    actions: tuple[Action, ...] = ()
    dropped: tuple[Kept, ...] = ()


@dataclass(frozen=True)
class Documents:
    """The three drafts of one consultation, which goes from `first_turn` to `last_turn`; `left_out` counts contributions not noted."""

    contract: Contract
    notes: tuple[Note, ...] = ()
    plan: Plan = field(default_factory=Plan)
    first_turn: int = 0
    last_turn: int = 0
    left_out: int = 0
