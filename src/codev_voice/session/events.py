"""The events of a session's journal: what was heard, what was judged, what people did.

One class a kind; those of the client's documents are in `paper_events`, their JSON in `coding`. Every event has `seq` (its rank, given by
the journal), `t` (seconds in the session, None outside), `at` (UTC) and
`by` (who: "heard", "facilitator", "client", "after", "import"). A kind written by a newer version is kept as `Unknown`.
"""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

import msgspec

from codev_voice.session.values import Answer, Level, Notice, Piece, Role, Stage, Voice, Word

HEARD, FACILITATOR, CLIENT, AFTER, IMPORT = "heard", "facilitator", "client", "after", "import"


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What all events carry."""

    seq: int = -1
    t: float | None = None
    at: datetime.datetime | None = None
    by: str = HEARD


class Opened(Event, tag="opened", frozen=True, kw_only=True):
    """The session's folder was made by this version of the program, from this kind of source."""

    version: str
    source: str
    title: str | None = None


class Consent(Event, tag="consent", frozen=True, kw_only=True):
    """Whether everybody agreed, as answered by the facilitator; `person` is None for the whole group."""

    given: bool
    person: str | None = None
    text: str = ""


class ConsentWithdrawn(Event, tag="consent_withdrawn", frozen=True, kw_only=True):
    """This person no longer agrees: nothing more is heard nor analysed; afterwards her words are taken out (see `Forgotten`)."""

    person: str


class Started(Event, tag="started", frozen=True, kw_only=True):
    """Hearing began; `device` names what is heard in plain words."""

    device: str = ""


class Heard(Event, tag="heard", frozen=True, kw_only=True, dict=True):
    """A settled piece of speech (see `Piece`)."""

    id: str
    start: float
    end: float
    voice: str
    text: str
    words: tuple[tuple[str, float, float, float], ...] = ()
    channel: str | None = None
    role: Role | None = None
    opens: bool = False
    estimated: bool = False

    @classmethod
    def of(cls, piece: Piece, by: str = HEARD) -> Heard:
        """The event that says this piece was heard."""
        return cls(
            id=piece.id,
            t=piece.end,
            by=by,
            start=piece.start,
            end=piece.end,
            voice=piece.voice,
            text=piece.text,
            words=tuple((word.text, word.start, word.end, word.probability) for word in piece.words),
            channel=piece.channel,
            role=piece.role,
            opens=piece.opens,
            estimated=piece.estimated,
        )

    @cached_property
    def piece(self) -> Piece:
        """The piece that was heard; made once: a live session is folded at every sentence."""
        return Piece(
            id=self.id,
            start=self.start,
            end=self.end,
            voice=self.voice,
            text=self.text,
            words=tuple(Word(*word) for word in self.words),
            channel=self.channel,
            role=self.role,
            opens=self.opens,
            estimated=self.estimated,
        )


class Corrected(Event, tag="corrected", frozen=True, kw_only=True):
    """A piece was said by another voice than first given: turns may split or join. The last correction stands, people's first."""

    piece: str
    voice: str


class Paused(Event, tag="paused", frozen=True, kw_only=True):
    """« Hors micro » from `t` on: nothing is captured."""


class Resumed(Event, tag="resumed", frozen=True, kw_only=True):
    """Sound is captured again from `t` on."""


class Gap(Event, tag="gap", frozen=True, kw_only=True):
    """There is no sound of `channel` ("" for every channel) in the `seconds` before `t`; `why` in plain words, without speech."""

    channel: str
    seconds: float
    why: str = ""


class KeptForNotes(Event, tag="kept_for_notes", frozen=True, kw_only=True):
    """Somebody wants this piece in the notes, or no longer."""

    piece: str
    kept: bool = True


class Cut(Event, tag="cut", frozen=True, kw_only=True):
    """A passage was taken out after the piece `after` ("" at the beginning): neither how long it was, nor whose.

    The pieces themselves are erased from the journal (see `Journal.erase`). When nothing had been heard after them, no other piece may
    ever bear an id up to `last` (see `next_number`): it is that of the end of a thousand, which does not tell how many there were.
    """

    after: str = ""
    last: str = ""


class PersonJoined(Event, tag="person_joined", frozen=True, kw_only=True):
    """Somebody whom the roster does not hold came in late."""

    person: str
    role: Role = Role.CONSULTANT


class VoiceNamed(Event, tag="voice_named", frozen=True, kw_only=True):
    """A voice is this person, in every turn; None takes the name back."""

    voice: str
    person: str | None

    @classmethod
    def of(cls, voice: Voice, by: str = HEARD) -> VoiceNamed:
        """The event that names this voice."""
        return cls(voice=voice.label, person=voice.person, by=by)


class RoleChanged(Event, tag="role_changed", frozen=True, kw_only=True):
    """A person holds this role from now on; `by` heard means that it is a guess."""

    person: str
    role: Role


class ConsultationOpened(Event, tag="consultation_opened", frozen=True, kw_only=True):
    """A client's run of the stages goes from the turn of `piece` to the turn of `last`."""

    piece: str
    last: str
    client: str | None = None
    facilitator: str | None = None


class StageMoved(Event, tag="stage_moved", frozen=True, kw_only=True):
    """The session enters `stage` with `piece`.

    Without a piece ("", a click while listening), or when it was cut: at `t`, with the first piece heard after this event.
    """

    piece: str
    stage: Stage
    confidence: float = 1.0


class StageMoveUndone(Event, tag="stage_move_undone", frozen=True, kw_only=True):
    """The facilitator takes back the move made at `piece`; without a piece (""), her last click that had none."""

    piece: str


class Noticed(Event, tag="noticed", frozen=True, kw_only=True):
    """Advice, or another departure, in a piece (see `Notice`); `advice` is its kind, "A1" to "B3"."""

    piece: str
    advice: str
    excerpt: str
    confidence: float
    level: Level
    question: str = ""
    withdrawn: bool = False

    @classmethod
    def of(cls, notice: Notice, by: str = HEARD) -> Noticed:
        """The event that tells this notice."""
        return cls(
            piece=notice.piece,
            advice=notice.kind,
            excerpt=notice.excerpt,
            confidence=notice.confidence,
            level=notice.level,
            question=notice.question,
            withdrawn=notice.withdrawn,
            by=by,
        )

    def notice(self, turn: int) -> Notice:
        """The notice, on turn `turn`."""
        return Notice(turn, self.piece, self.advice, self.excerpt, self.confidence, self.level, self.question, self.withdrawn)


class Opined(Event, tag="opined", frozen=True, kw_only=True):
    """The local language model `model` says whether `excerpt`, logged in a piece, departs from the clarification."""

    piece: str
    excerpt: str
    departs: bool
    model: str = ""


class NoticeAnswered(Event, tag="notice_answered", frozen=True, kw_only=True):
    """The facilitator answers what was noticed of `excerpt` in the turn of `piece`; a later answer replaces it."""

    piece: str
    excerpt: str
    answer: Answer


class Rejudged(Event, tag="rejudged", frozen=True, kw_only=True):
    """The whole was judged again after the session: moves and notices that follow with `by` after replace all earlier ones."""


class Ended(Event, tag="ended", frozen=True, kw_only=True):
    """Everything has been heard and judged; `seconds` is the length of the source."""

    seconds: float = 0.0


class Reviewed(Event, tag="reviewed", frozen=True, kw_only=True):
    """The facilitator looked at her review: what was noticed for her alone is due to be erased (see `retention`)."""


class Figures(Event, tag="figures", frozen=True, kw_only=True):
    """The group's figures of the review, kept when the transcript went (see `review/keeping.py`): nobody's words, nobody's own figures."""

    review: dict[str, Any]


class Counted(Event, tag="counted", frozen=True, kw_only=True):
    """How many of each kind were noticed in each consultation, kept when the notices went: no sentence, nobody's name."""

    advice: tuple[dict[str, int], ...]


class Expired(Event, tag="expired", frozen=True, kw_only=True):
    """What was due was destroyed, and why: words of `retention.What` and `retention.Why`; it is nowhere in the folder any more."""

    what: tuple[str, ...]
    why: str = ""


class Forgotten(Event, tag="forgotten", frozen=True, kw_only=True):
    """All that this person had said was taken out of the session, with what was made of it."""

    person: str


class Followed(Event, tag="followed", frozen=True, kw_only=True):
    """What became of a line of a former client's approved plan, as she tells it in stage 0; it replaces what was said of it before.

    `plan` is « identity/consultation » of the session where she approved it (see `identity`), `state` a word of `values.Became`, None to
    take it back. Without an `entry`, `text` is what she draws from the whole. The plan's own words stay in that other session.
    """

    plan: str
    person: str
    entry: str = ""
    state: str | None = None
    text: str = ""


class Unknown(msgspec.Struct, frozen=True):
    """An event whose kind this version does not know: kept as it was written, and ignored."""

    kind: str
    raw: dict[str, Any]
