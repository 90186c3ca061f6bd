"""The fold of what the journal says of documents: what stands, what was approved of it, and nothing shown as approved that was not.

A sheet is approved when its digest is that of an approval of the whole and every entry is the one approved; any change after an
approval makes a new version, which is a proposition again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from codev_voice.documents.paper_lines import entry_of
from codev_voice.documents.sheet import Approval, Audience, Document, Entry, Mark, Sheet, Status, digest_of, row, shown
from codev_voice.session.events import Event, Unknown
from codev_voice.session.paper_cutting import PaperEvent, is_paper
from codev_voice.session.paper_events import Added, Approved, Drafted, Edited, Marked, Refused, Removed, Reordered, Shared
from codev_voice.session.papers import PaperLine
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session

Key = tuple[int, Document]
_FOLLOWING = ("text", "person", "kind", "details", "note")
"""What of an entry follows a new draft as long as nobody changed it."""
_NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True)
class _Paper:
    """A sheet being folded, and what was last drafted of each of its entries."""

    sheet: Sheet
    drafted: Mapping[str, Entry] = field(default_factory=dict)


def papers(events: Sequence[Event | Unknown], session: Session, seance: Seance) -> tuple[Sheet, ...]:
    """The documents as they stand, by consultation; those that nobody has drafted yet are not there."""
    found: dict[Key, _Paper] = {}
    for event in events:
        if is_paper(event) and event.document in set(Document):
            key = (event.consultation, Document(event.document))
            after = _after(found.get(key), event, key)
            if after is None:
                found.pop(key, None)
            else:
                found[key] = after
    known = frozenset(piece for turn in session.turns for piece in turn.pieces)
    order = list(Document)
    return tuple(_finished(found[key].sheet, known, seance) for key in sorted(found, key=lambda key: (key[0], order.index(key[1]))))


def status(sheet: Sheet) -> Status:
    """How far the approval goes for the text as it stands."""
    if sheet.status is Status.REFUSED:
        return Status.REFUSED
    approval = sheet.approval
    if approval is None:
        return Status.PROPOSITION
    same = [row(entry) for entry in approval.entries] == [row(entry) for entry in sheet.entries]
    if approval.whole and same and approval.digest == digest_of(sheet):
        return Status.APPROVED
    return Status.PARTLY if sheet.approved else Status.PROPOSITION


def approved_view(sheet: Sheet) -> Sheet | None:
    """The sheet as it was last approved: exactly the entries she said yes to. None when she approved nothing, or refused."""
    approval = sheet.approval
    if approval is None or sheet.status is Status.REFUSED:
        return None
    return replace(
        sheet,
        version=approval.version,
        entries=approval.entries,
        removed=(),
        digest=approval.digest,
        status=Status.APPROVED if approval.whole else Status.PARTLY,
    )


def settled(sheets: Iterable[Sheet]) -> bool:
    """Whether every document of every consultation has been approved whole, or refused: give it all of a session's sheets."""
    states = [sheet.status for sheet in sheets]
    return bool(states) and all(state in {Status.APPROVED, Status.REFUSED} for state in states)


def settled_at(events: Sequence[Event | Unknown], sheets: Iterable[Sheet]) -> datetime.datetime | None:
    """When the last of all these sheets was approved or refused; None while one waits."""
    if not settled(sheets):
        return None
    return max((event.at for event in events if isinstance(event, Approved | Refused) and event.at), default=None)


def entries_of(lines: Iterable[PaperLine]) -> tuple[Entry, ...]:
    """The entries of these lines; a line that a newer version wrote under a heading unknown here is left out."""
    return tuple(entry for line in lines if (entry := entry_of(line)) is not None)


def _finished(sheet: Sheet, known: frozenset[str], seance: Seance) -> Sheet:
    def cited(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(replace(entry, sources=tuple(piece for piece in entry.sources if piece in known)) for entry in entries)

    approval = replace(sheet.approval, entries=cited(sheet.approval.entries)) if sheet.approval else None
    whole = replace(
        sheet,
        entries=cited(sheet.entries),
        removed=cited(sheet.removed),
        title=seance.title,
        date=seance.date,
        digest=digest_of(sheet),
        approval=approval,
    )
    return replace(whole, status=status(whole))


def _after(paper: _Paper | None, event: PaperEvent, key: Key) -> _Paper | None:
    """The document after this event; None when there is none."""
    before = paper or _Paper(Sheet(*key))
    if before.sheet.status is Status.REFUSED:
        return before
    match event:
        case Drafted():
            return _drafted(paper, event, key)
        case Approved():
            return replace(before, sheet=replace(before.sheet, approval=_approval(event), version=event.version))
        case Refused():
            return _Paper(Sheet(*key, event.client, event.facilitator, status=Status.REFUSED))
        case Shared() if event.audience in set(Audience):
            return replace(before, sheet=replace(before.sheet, audience=Audience(event.audience)))
        case _:
            return replace(before, sheet=_versioned(before.sheet, _changed(before.sheet, event)))


def _changed(sheet: Sheet, event: PaperEvent) -> Sheet:
    match event:
        case Edited(line=line) if (entry := entry_of(line)) is not None:
            return replace(sheet, entries=tuple(entry if one.id == entry.id else one for one in sheet.entries))
        case Added(line=line) if (entry := entry_of(line)) is not None and entry.id not in _ids(sheet):
            return replace(sheet, entries=(*sheet.entries, entry))
        case Removed(entry=name, restored=back):
            return _moved(sheet, name, back=back)
        case Reordered(order=order):
            return replace(sheet, entries=reordered(sheet.entries, order))
        case Marked(entry=marked, mark=mark) if mark is None or mark in set(Mark):
            said = Mark(mark) if mark else None
            return replace(sheet, entries=tuple(replace(one, mark=said) if one.id == marked else one for one in sheet.entries))
        case _:
            return sheet


def reordered(entries: Sequence[Entry], order: Sequence[str]) -> tuple[Entry, ...]:
    """These entries, those named in `order` taking in that order the places that they hold together."""
    ranks = {name: rank for rank, name in enumerate(order)}
    moved = iter(sorted((entry for entry in entries if entry.id in ranks), key=lambda entry: ranks[entry.id]))
    return tuple(next(moved) if entry.id in ranks else entry for entry in entries)


def _moved(sheet: Sheet, name: str, *, back: bool) -> Sheet:
    """An entry taken out, or put back after all others."""
    here, there = (sheet.removed, sheet.entries) if back else (sheet.entries, sheet.removed)
    found = tuple(entry for entry in here if entry.id == name)
    left = tuple(entry for entry in here if entry.id != name)
    gained = (*there, *found)
    return replace(sheet, entries=gained, removed=left) if back else replace(sheet, entries=left, removed=gained)


def _versioned(before: Sheet, after: Sheet) -> Sheet:
    """The changed sheet, with one version more when this is the first change since the last approval."""
    approval = before.approval
    if approval is None or before.version != approval.version or shown(before) == shown(after):
        return after
    return replace(after, version=before.version + 1)


def _approval(event: Approved) -> Approval:
    return Approval(event.person, event.at or _NEVER, event.version, event.digest, entries_of(event.entries), event.whole)


def _drafted(paper: _Paper | None, event: Drafted, key: Key) -> _Paper | None:
    """What a new draft makes of the document: what people did to it stays."""
    before = paper or _Paper(Sheet(*key))
    fresh = {entry.id: entry for entry in entries_of(event.entries)}
    yes = before.sheet.approved
    kept = {
        entry.id: entry if entry.id in yes else _followed(entry, before, fresh)
        for entry in before.sheet.entries
        if entry.id in yes or _touched(entry, before)
    }
    if event.void and not kept:
        return None
    gone = {entry.id for entry in before.sheet.removed}
    entries = [kept.get(entry.id) or fresh[entry.id] for entry in before.sheet.entries if entry.id in kept or entry.id in fresh]
    at = 0
    for entry in fresh.values():
        here = next((rank for rank, one in enumerate(entries) if one.id == entry.id), None)
        if here is None and entry.id not in gone:
            entries.insert(at, entry)
            here = at
        at = at if here is None else here + 1
    after = replace(
        before.sheet,
        client=event.client,
        facilitator=event.facilitator,
        consultants=event.consultants,
        remarks=event.remarks,
        entries=tuple(entries),
    )
    return _Paper(_versioned(before.sheet, after), {**before.drafted, **fresh})


def _touched(entry: Entry, paper: _Paper) -> bool:
    """Whether somebody edited, marked or wrote it."""
    return entry.edited or entry.mark is not None or entry.id not in paper.drafted


def _followed(entry: Entry, before: _Paper, fresh: Mapping[str, Entry]) -> Entry:
    """An entry that somebody touched, after a new draft: what nobody changed of it follows."""
    drafted, now = before.drafted.get(entry.id), fresh.get(entry.id)
    if drafted is None or now is None:
        return entry
    following = {name: getattr(now, name) for name in _FOLLOWING if getattr(entry, name) == getattr(drafted, name)}
    return replace(entry, **following)


def _ids(sheet: Sheet) -> frozenset[str]:
    return frozenset(entry.id for entry in (*sheet.entries, *sheet.removed))
