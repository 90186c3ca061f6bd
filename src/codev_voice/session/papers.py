"""The lines of the client's documents, as the journal holds them: plain values, which the floor of the documents reads."""

from __future__ import annotations

import datetime

import msgspec


class PaperDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an action holds beside its text."""

    due_said: str | None = None
    due: datetime.date | None = None
    first_step: str | None = None
    indicator: str | None = None
    support: str | None = None
    obstacle: str | None = None


class PaperLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line under `part`; `sources` are the ids of the pieces where it was said.

    `kind`, `origin` and `mark` are words of the documents' floor.
    """

    id: str
    part: str
    text: str
    person: str | None = None
    kind: str | None = None
    details: PaperDetails | None = None
    sources: tuple[str, ...] = ()
    origin: str = "entendu"
    edited: bool = False
    mark: str | None = None
    note: str = ""
