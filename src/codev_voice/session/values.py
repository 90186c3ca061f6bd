"""The values everything speaks in: who, what was said, when, in which stage.

Times are seconds (float) from the session's start. All are frozen: a change makes a new value.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any


class Role(StrEnum):
    """What somebody is for one consultation (roles turn: never per person for ever)."""

    CLIENT = "client"
    CONSULTANT = "consultant"
    FACILITATOR = "animateur"
    OBSERVER = "observateur"


class Stage(IntEnum):
    """The seven stages, by their numbers in the method."""

    RETURN = 0
    ACCOUNT = 1
    CLARIFICATION = 2
    CONTRACT = 3
    EXPLORATION = 4
    SYNTHESIS = 5
    LEARNING = 6


class Level(StrEnum):
    """How loud a notice is: told at once, told lightly, or only logged."""

    ALERT = "alert"
    LIGHT = "light"
    LOG = "log"


class Answer(StrEnum):
    """What the facilitator made of a notice: nothing, she said the question it offers, or it was no advice."""

    IGNORED = "ignored"
    SAID = "said"
    NOT_ADVICE = "not_advice"


class Became(StrEnum):
    """What became of an action of the last plan; no state at all when nothing was said of it."""

    DONE = "fait"
    GOING = "en_cours"
    DROPPED = "abandonne"
    CHANGED = "transforme"


class Strictness(StrEnum):
    """How readily the advice detector speaks."""

    SOUPLE = "souple"
    NORMAL = "normal"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Person:
    """A participant; `also` holds a second role (facilitator and consultant)."""

    name: str
    role: Role
    also: tuple[Role, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """Every role of this person."""
        return frozenset((self.role, *self.also))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as heard, punctuation attached, no surrounding space; `start` and `end` in seconds, `probability` 0 to 1."""

    text: str
    start: float
    end: float
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A settled piece of speech: one voice, at most some twelve seconds live (a whole turn from a transcript).

    `id` is stable for ever. `voice` is a label ("Voix 3") or, from a transcript, the speaker as written. `role` is set only when
    the source says in which role this was spoken. `opens` says that a new turn starts here even if the voice is the same.
    `estimated` says that the times were computed, not measured. `channel` is "micro", "appel" or None (one mixed track).
    """

    id: str
    start: float
    end: float
    voice: str
    text: str
    words: tuple[Word, ...] = ()
    channel: str | None = None
    role: Role | None = None
    opens: bool = False
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Advice (family A) or another departure (family B) heard in the clarification.

    `kind` is "A1" to "B3"; `excerpt` the advising clause, letter for letter; `confidence` 0 to 1; `question` a ready
    reformulation for the facilitator; `turn` the position of the turn, `piece` the id of the piece that was judged; `answer` is None
    until she gives one; `t` is when that piece ended (seconds), None when it is not known.
    """

    turn: int
    piece: str
    kind: str
    excerpt: str
    confidence: float
    level: Level
    question: str = ""
    withdrawn: bool = False
    answer: Answer | None = None
    t: float | None = None

    @property
    def told(self) -> bool:
        """Whether it is told and counted: not what was only logged, taken back at once, or answered to be no advice."""
        return self.level is not Level.LOG and not self.withdrawn and self.answer is not Answer.NOT_ADVICE

    @property
    def other(self) -> bool:
        """Whether it is of family B: no action is proposed."""
        return self.kind.startswith("B")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice said until another spoke: the unit people read, and the unit of `sources` (its `index`, from 0).

    `person` is None while nobody knows who speaks. `stage` is the best belief now, `stage_live` the belief when the turn had just
    been heard; None when nothing has been judged yet. Of one that is not `settled`, the last words are still being said.
    """

    index: int
    start: float
    end: float
    voice: str
    text: str
    person: str | None = None
    role: Role | None = None
    channel: str | None = None
    words: tuple[Word, ...] = ()
    pieces: tuple[str, ...] = ()
    stage: Stage | None = None
    stage_live: Stage | None = None
    notices: tuple[Notice, ...] = ()
    estimated: bool = False
    settled: bool = True

    @property
    def speaker(self) -> str:
        """The name to show: the person, else the voice."""
        return self.person or self.voice

    @property
    def duration(self) -> float:
        """Seconds, never negative."""
        return max(0.0, self.end - self.start)


@dataclass(frozen=True, slots=True)
class Move:
    """The session enters `stage` at turn `turn`; `by` is who decided: "heard", "after", "facilitator"."""

    turn: int
    stage: Stage
    by: str = "heard"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Consultation:
    """One client's run of the stages: turns `first_turn` to `last_turn`, both included."""

    client: str | None
    facilitator: str | None
    first_turn: int
    last_turn: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the session and who it is; `guessed` says that nobody confirmed it."""

    label: str
    person: str | None = None
    role: Role | None = None
    guessed: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the session without sound, in seconds: « hors micro », or a gap.

    `end` is None while it lasts; `channel` is "" where it is of every channel.
    """

    start: float
    end: float | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """From `t` (seconds) on, the session is in `stage`; `by` is who decided."""

    t: float
    stage: Stage
    by: str = "heard"


@dataclass(frozen=True)
class Session:
    """The fold of a session's journal: all that documents, review and writers may read.

    `people` are the participants with their roles, from seance.toml or guessed (`guessed` names those whose role is a guess).
    `moves` are the changes of stage as believed now, `moves_live` as believed while hearing. `estimated` is true when any time was
    computed rather than measured. `duration` in seconds. `clicks` are the facilitator's own moves, those that change nothing included.
    `refused` are the clauses that she has answered to be no advice, each with the position of its turn.
    `entries` are the changes of stage by the clock, those clicked before anybody spoke included. `kept` are the pieces somebody wants
    in the notes. `cuts` are the turns (positions) before which a passage was taken out, the number of turns for the last one.
    `pauses` are « hors micro », `gaps` the sound that is missing, `by_hand` where the stages went on by hand, nothing being heard.
    `consents` are the last answers, "" being the whole group's; `joined` who came in late. `withdrawn` are those who took their
    consent back, `forgotten` those whose words were then taken out, `erased` what was destroyed when it was due (words of
    `retention.What`), and when; `counted` how much of each kind of advice each consultation had, kept when the notices went,
    `figures` the group's, kept when the transcript went.
    """

    turns: tuple[Turn, ...]
    people: tuple[Person, ...]
    voices: tuple[Voice, ...] = ()
    moves: tuple[Move, ...] = ()
    moves_live: tuple[Move, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    guessed: frozenset[str] = field(default_factory=frozenset)
    estimated: bool = False
    duration: float = 0.0
    clicks: tuple[Move, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    kept: frozenset[str] = frozenset()
    cuts: tuple[int, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    gaps: tuple[Stretch, ...] = ()
    by_hand: tuple[Stretch, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    joined: tuple[Person, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    forgotten: frozenset[str] = frozenset()
    erased: Mapping[str, datetime.datetime | None] = field(default_factory=dict)
    counted: tuple[Mapping[str, int], ...] | None = None
    figures: Mapping[str, Any] | None = None

    def named(self, role: Role) -> tuple[str, ...]:
        """Names of the people who hold this role, in the roster's order."""
        return tuple(person.name for person in self.people if role in person.roles)
