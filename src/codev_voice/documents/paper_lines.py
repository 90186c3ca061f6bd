"""Entries of a sheet to lines of the journal, and back."""

from __future__ import annotations

from codev_voice.documents.sheet import Details, Entry, Mark, Origin, Part
from codev_voice.documents.values import Kind
from codev_voice.session.papers import PaperDetails, PaperLine


def line_of(entry: Entry) -> PaperLine:
    """The entry as the journal holds it."""
    return PaperLine(
        entry.id,
        str(entry.part),
        entry.text,
        entry.person,
        str(entry.kind) if entry.kind else None,
        _line_details(entry.details) if entry.details else None,
        entry.sources,
        str(entry.origin),
        entry.edited,
        str(entry.mark) if entry.mark else None,
        entry.note,
    )


def entry_of(line: PaperLine) -> Entry | None:
    """The entry of a line; None when a newer version wrote it with words unknown here."""
    try:
        return Entry(
            line.id,
            Part(line.part),
            line.text,
            line.person,
            Kind(line.kind) if line.kind else None,
            _entry_details(line.details) if line.details else None,
            line.sources,
            Origin(line.origin),
            line.edited,
            Mark(line.mark) if line.mark else None,
            line.note,
        )
    except ValueError:
        return None


def _line_details(held: Details) -> PaperDetails:
    return PaperDetails(held.due_said, held.due, held.first_step, held.indicator, held.support, held.obstacle)


def _entry_details(held: PaperDetails) -> Details:
    return Details(held.due_said, held.due, held.first_step, held.indicator, held.support, held.obstacle)
