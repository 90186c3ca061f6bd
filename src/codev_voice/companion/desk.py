"""What the page may ask and do: the one door between the page and whoever holds a session.

The page shows `view`, follows `Message`s and sends `Act`s; it knows nothing else of the companion. The view is JSON:

    seq        number of the last message that changed it
    phase      accueil (the door) | ecoute | pause (hors micro) | suite (the post-session pass) | fin | lecture (an old session)
    title, date
    statement  {version, full, short}: the words to read aloud
    people     [{name, role, role_name, consent: true | false | null}]
    rail       [{stage, name, rule, planned (minutes), spent (seconds), time (both in words), state: done | current | next,
               tone: calm | near | over, left}]
    stage      the current one; doubt: {stage, name} | null, a stage believed in but not sure of
    turns      [{index, voice, speaker, sure, role, start, end, text, stage, pieces, kept, cut}]; turn_count
    open       {speaker, sure, settled, provisional} | null: what is being said
    notices    [{number, turn, t, kind, excerpt, sentence, question, level: alert | light, answer}]: those to show now; `sentence` says
               what the excerpt does (« Cette phrase propose une action »), `question` is what the facilitator could say instead
    speech     [{stage, people: [{name, seconds, time (in words), share}], silent: [name]}]
    voices     [{label, person, seconds}]
    levels     {micro: {db, clipped}, appel: {db, clipped}}; line: the same in words; warnings: [line]; lag, t (seconds)
    recording  whether sound is being kept; ask: {question} | null; progress: {doing, done (0 to 1)} | null
    followups  {plans, unread}: what former clients' approved plans hold, for stage 0 (see `live/followup_rows.py`)
    papers     the client's documents as they stand, those that are proposed already (see `live/paper_rows.py`)

Times are seconds from the session's start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import msgspec

Kind = Literal["etat", "change", "vif"]
"""`etat`: the whole view. `change`: some of its keys, replaced; `turns` holds only the new or changed ones, each to be put at its
`index`, and `turn_count` says where the list ends. `vif`: what passes (open, levels, line, lag, t), never numbered."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to show; `seq` numbers what is kept, None for what passes."""

    kind: Kind
    data: dict[str, Any]
    seq: int | None = None


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody did on the page.

    consent (person, given) · start · pause · resume · stop · go_on · stage (stage) · undo · confirm_stage · deny_stage ·
    name (voice, person) · answer (number, answer) · keep (piece) · unkeep (piece) · cut (piece: the first of its turn) ·
    cut_last (minutes) · add_person (person) · follow_up (plan, entry, state: null takes it back; or plan, text)

    On a document (consultation, document; as_client: the client decides, on the screen shared with her; digest: what was on it): see
    `documents.changing.Change`
    """

    act: Literal[
        "consent",
        "start",
        "pause",
        "resume",
        "stop",
        "go_on",
        "stage",
        "undo",
        "confirm_stage",
        "deny_stage",
        "name",
        "answer",
        "keep",
        "unkeep",
        "cut",
        "cut_last",
        "add_person",
        "follow_up",
        "paper_edit",
        "paper_remove",
        "paper_restore",
        "paper_add",
        "paper_order",
        "paper_mark",
        "paper_approve",
        "paper_refuse",
        "paper_share",
    ]
    person: str | None = None
    given: bool | None = None
    stage: int | None = None
    voice: str | None = None
    piece: str | None = None
    number: int | None = None
    answer: Literal["ignored", "said", "not_advice"] | None = None
    minutes: float | None = None
    plan: str | None = None
    state: Literal["fait", "en_cours", "abandonne", "transforme"] | None = None
    consultation: int = 0
    document: str | None = None
    entry: str | None = None
    text: str | None = None
    details: dict[str, str | None] | None = None
    part: str | None = None
    order: tuple[str, ...] = ()
    mark: str | None = None
    audience: str | None = None
    entries: tuple[str, ...] = ()
    digest: str | None = None
    as_client: bool = False


class Desk(Protocol):
    """A session as the page sees it; every method may be called from any thread."""

    def view(self) -> dict[str, Any]:
        """The whole view, as JSON values."""

    def follow(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        """Call `listener` with every message from now on, from any thread; what is returned stops it."""

    def act(self, act: Act) -> None:
        """Do it.

        Raises:
            CodevError: it cannot be done; its line is shown on the page.
        """

    def sound(self, piece: str) -> bytes | None:
        """That piece of speech as a WAV file; None when it is not there, or its sound is gone.

        Raises:
            CodevError: the sound cannot be read.
        """

    def review(self) -> dict[str, Any]:
        """How speech was shared, as JSON values (see `review/view.py`); for the facilitator alone.

        Raises:
            CodevError: the session is not over, or cannot be read.
        """
