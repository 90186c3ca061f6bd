"""A document as the client reads it: entries that she edits, marks, deletes and approves, and the digest of exactly what was shown.

A sheet is a value, folded from the session's events (`approval.py`); nobody changes one. Entries cite pieces of speech by their ids,
which a correction of the session never changes, and no turn, which it may.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from codev_voice.documents.values import Kind


class Document(StrEnum):
    """The three documents of a consultation."""

    CONTRACT = "contrat"
    NOTES = "notes"
    PLAN = "plan"


class Part(StrEnum):
    """The headings of the documents, in the order of their templates."""

    SUBJECT = "sujet"
    DEMAND = "demande"
    WISH = "attente"
    KINDS = "aide"
    OUT_OF_SCOPE = "hors_sujet"
    PROTECTIONS = "a_proteger"
    RESERVES = "reserves"
    AGREED = "accords"
    UNHEARD = "accords_non_entendus"
    HISTORY = "versions"
    NOTE = "note"
    KEPT = "je_garde"
    COMMITMENT = "je_fais"
    INTENTION = "peut_etre"
    DROPPED = "je_laisse"

    @property
    def document(self) -> Document:
        """The document under which it stands."""
        if self in _PLAN:
            return Document.PLAN
        return Document.NOTES if self is Part.NOTE else Document.CONTRACT


_PLAN = frozenset({Part.KEPT, Part.COMMITMENT, Part.INTENTION, Part.DROPPED})


class Mark(StrEnum):
    """What the client says of a note: « à moi »."""

    KEEP = "garde"
    MAYBE = "a_voir"
    NO = "non"


class Audience(StrEnum):
    """With whom the client shares what she approved; each holds those before it."""

    CLIENT = "moi"
    FACILITATOR = "animateur"
    GROUP = "groupe"


class Origin(StrEnum):
    """Where an entry comes from: heard, written by the client, or typed by the facilitator (« ajouté après la séance »)."""

    HEARD = "entendu"
    CLIENT = "cliente"
    FACILITATOR = "ajoute"


class Status(StrEnum):
    """How far the client's approval goes, for the text as it stands."""

    PROPOSITION = "proposition"
    PARTLY = "approuve_en_partie"
    APPROVED = "approuve"
    REFUSED = "refuse"


@dataclass(frozen=True, slots=True)
class Details:
    """What an action holds beside its text; `due_said` in her words, `due` when they name one day."""

    due_said: str | None = None
    due: datetime.date | None = None
    first_step: str | None = None
    indicator: str | None = None
    support: str | None = None
    obstacle: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a document.

    Attributes:
        id: stable for what was heard: part, first source piece, rank (« je_fais:p12:0 »); random for what is added.
        text: the line, without its person, date or quotation marks.
        person: of a note or of a reserve; for an agreement, who agreed is the text.
        kind: class of a note.
        details: of an action.
        sources: ids of the pieces where it was said; empty when nothing was heard of it, or once the transcript is gone.
        edited: whether somebody changed what was drafted.
        mark: « à moi » (notes alone).
        note: shown beside (« hors contrat ? », « sous la version 1 du contrat »).
    """

    id: str
    part: Part
    text: str
    person: str | None = None
    kind: Kind | None = None
    details: Details | None = None
    sources: tuple[str, ...] = ()
    origin: Origin = Origin.HEARD
    edited: bool = False
    mark: Mark | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved what, when (UTC): `entries` are exactly what was approved, `digest` that of the whole sheet as it was shown.

    `whole` is false when only some of the entries shown were approved.
    """

    person: str
    at: datetime.datetime
    version: int
    digest: str
    entries: tuple[Entry, ...]
    whole: bool = True


@dataclass(frozen=True)
class Sheet:
    """One document of one consultation (counted from 0) as it stands.

    Attributes:
        version: 1 for the first proposition; one more at the first change after an approval.
        entries: in the order in which they are shown.
        removed: what was deleted, which can be restored.
        digest: of this very text (see `digest_of`).
        approval: the last one, even when the text has changed since.
        remarks: what the document says below its entries (how many contributions were left out), and nobody approves.
    """

    consultation: int
    document: Document
    client: str | None = None
    facilitator: str | None = None
    consultants: tuple[str, ...] = ()
    title: str | None = None
    date: datetime.date | None = None
    version: int = 1
    entries: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    status: Status = Status.PROPOSITION
    digest: str = ""
    approval: Approval | None = None
    audience: Audience = Audience.CLIENT
    remarks: tuple[str, ...] = ()

    def under(self, part: Part) -> tuple[Entry, ...]:
        """The entries of a heading, in order."""
        return tuple(entry for entry in self.entries if entry.part is part)

    @property
    def pending(self) -> bool:
        """Whether anything of it still waits for her approval: wherever it is printed, it then says so."""
        return self.status is not Status.APPROVED or self.approval is None

    @property
    def approved(self) -> frozenset[str]:
        """Ids of the entries that stand exactly as they were last approved."""
        known = {entry.id: row(entry) for entry in self.approval.entries} if self.approval else {}
        return frozenset(entry.id for entry in self.entries if known.get(entry.id) == row(entry))


def row(entry: Entry) -> list[str]:
    """All that an approval of this entry says yes to."""
    details = entry.details or Details()
    due = details.due.isoformat() if details.due else ""
    others = (details.first_step, details.indicator, details.support, details.obstacle)
    return [
        entry.id,
        str(entry.part),
        entry.text,
        entry.person or "",
        str(entry.kind or ""),
        details.due_said or "",
        due,
        *(other or "" for other in others),
        str(entry.mark or ""),
    ]


def shown(sheet: Sheet) -> list[str | int | list[list[str]]]:
    """The one value of which a digest is made: what the sheet is, and its entries in order."""
    rows = [row(entry) for entry in sheet.entries]
    return [str(sheet.document), sheet.consultation, sheet.version, sheet.client or "", rows]


def digest_of(sheet: Sheet) -> str:
    """SHA-256, in hexadecimal, of what is shown: a browser's `JSON.stringify` of the same value, in UTF-8, gives the same.

    >>> digest_of(Sheet(0, Document.PLAN))[:8]
    '1df1451c'
    """
    text = json.dumps(shown(sheet), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
