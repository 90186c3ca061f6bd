"""What the client's documents lose when a passage is cut, and when she refuses one of them.

A drafted line goes with any piece in which it was said: what is left of it is drafted again. A line in somebody's own words stays as
long as one of its pieces does. What was approved stays, and no longer cites what is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TypeGuard

import msgspec

from codev_voice.session.events import Event, Unknown
from codev_voice.session.paper_events import Added, Approved, Drafted, Edited, Marked, Refused, Removed, Reordered, Shared
from codev_voice.session.papers import PaperLine

PaperEvent = Drafted | Edited | Added | Removed | Reordered | Marked | Approved | Refused | Shared
_Key = tuple[int, str]


def is_paper(event: Event | Unknown) -> TypeGuard[PaperEvent]:
    """Whether it is about one of the client's documents."""
    return isinstance(event, PaperEvent)


def without_papers(events: Sequence[Event | Unknown], refused: Collection[_Key]) -> list[Event | Unknown | None]:
    """The events without all that they hold of these documents (consultation, document), None in the place of each that goes."""
    return [None if is_paper(event) and (event.consultation, event.document) in refused else event for event in events]


class PaperCut:
    """What events about documents become once these pieces are erased."""

    def __init__(self, events: Sequence[Event | Unknown], pieces: Collection[str]) -> None:
        self._pieces = pieces
        self._approved: dict[_Key, dict[str, PaperLine]] = defaultdict(dict)
        papers = [event for event in events if is_paper(event)]
        for event in papers:
            if isinstance(event, Approved):
                self._approved[_key(event)].update((line.id, line) for line in event.entries)
        self._lost: dict[_Key, set[str]] = defaultdict(set)
        for event in papers:
            match event:
                case Drafted(entries=lines):
                    self._lost[_key(event)].update(line.id for line in lines if self._drafted(event, line) is None)
                case Edited(line=line) | Added(line=line) if self._written(event, line) is None:
                    self._lost[_key(event)].add(line.id)
                case _:
                    pass

    def left(self, event: PaperEvent) -> PaperEvent | None:
        """What stays of an event, None when nothing does."""
        lost = self._lost[_key(event)]
        match event:
            case Drafted(entries=lines):
                return msgspec.structs.replace(event, entries=_some(self._drafted(event, line) for line in lines))
            case Edited(line=line) | Added(line=line):
                kept = self._written(event, line)
                return None if kept is None else msgspec.structs.replace(event, line=kept)
            case Removed(entry=entry) | Marked(entry=entry):
                return None if entry in lost else event
            case Reordered(order=order):
                return msgspec.structs.replace(event, order=tuple(entry for entry in order if entry not in lost))
            case Approved(entries=lines):
                return msgspec.structs.replace(event, entries=tuple(self._uncited(line) for line in lines))
            case _:
                return event

    def _drafted(self, event: PaperEvent, line: PaperLine) -> PaperLine | None:
        return line if self._uncited(line) is line else self._instead(event, line)

    def _written(self, event: PaperEvent, line: PaperLine) -> PaperLine | None:
        cited = self._uncited(line)
        return cited if cited.sources or not line.sources else self._instead(event, line)

    def _instead(self, event: PaperEvent, line: PaperLine) -> PaperLine | None:
        """What stands for a line that goes: what was approved of it, if anything was."""
        approved = self._approved[_key(event)].get(line.id)
        return None if approved is None else self._uncited(approved)

    def _uncited(self, line: PaperLine) -> PaperLine:
        """The line itself when it cites nothing of what goes."""
        left = tuple(piece for piece in line.sources if piece not in self._pieces)
        return line if left == line.sources else msgspec.structs.replace(line, sources=left)


def _key(event: PaperEvent) -> _Key:
    return event.consultation, event.document


def _some(lines: Iterable[PaperLine | None]) -> tuple[PaperLine, ...]:
    return tuple(line for line in lines if line is not None)
