"""Random edits and approvals of a session's documents, beside a memory of what was really approved."""

from __future__ import annotations

import random

from codev_voice.documents.approval import approved_view, papers, settled
from codev_voice.documents.changing import Change, draft_event, event_of
from codev_voice.documents.sheet import Audience, Document, Entry, Mark, Part, Sheet, Status, digest_of, row, shown
from codev_voice.documents.values import Kind
from codev_voice.errors import CodevError
from codev_voice.session.coding import decode, encode
from codev_voice.session.cutting import without
from codev_voice.session.events import AFTER, Event
from codev_voice.session.paper_events import Added, Approved, Drafted, Edited
from codev_voice.session.papers import PaperLine
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session, Turn

WORDS = ("Appeler Marc", "Écrire à l'équipe", "Le vrai projet", "Voir jeudi", "Un phare")
SPOKEN = Session((Turn(0, 0.0, 1.0, "v", "", pieces=("p0", "p1", "p2")),), ())
PARTS = {
    Document.CONTRACT: (Part.DEMAND, Part.KINDS, Part.OUT_OF_SCOPE),
    Document.NOTES: (Part.NOTE,),
    Document.PLAN: (Part.KEPT, Part.COMMITMENT, Part.DROPPED),
}
KINDS = (
    *("edit", "edit", "remove", "restore", "add", "order", "mark"),
    *("approve", "approve", "approve", "share", "draft", "refuse", "stale", "cut"),
)


def _through_the_journal(event: Event) -> Event:
    read = decode(encode(event))
    assert isinstance(read, Event)
    return read


def _lines(event: Event) -> tuple[PaperLine, ...]:
    match event:
        case Drafted(entries=lines) | Approved(entries=lines):
            return lines
        case Edited(line=line) | Added(line=line):
            return (line,)
        case _:
            return ()


class Walk:
    """One walk: `step` changes something at random, `check` compares what is shown with what was approved."""

    def __init__(self, seed: int, *, refusals: bool = True) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - a walk, not a secret
        self.refusals = refusals
        self.events: list[Event] = [self._draft(at, document) for at in (0, 1) for document in Document]
        self.approved: dict[tuple[int, Document], list[tuple[list[object], list[list[str]]]]] = {}
        self._folded: tuple[int, tuple[Sheet, ...]] = (0, ())

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        if self._folded[0] != len(self.events):
            self._folded = (len(self.events), papers(self.events, SPOKEN, Seance()))
        return self._folded[1]

    def step(self) -> None:
        sheet = self.draw.choice(self.sheets)
        kind = self.draw.choice(KINDS)
        if kind == "refuse" and (not self.refusals or self.draw.random() < 0.9):
            return
        if kind == "draft":
            self.events.append(self._draft(sheet.consultation, sheet.document))
            return
        if kind == "cut":
            self._cut({f"p{self.draw.randint(0, 2)}"})
            return
        try:
            event = event_of(sheet, self._change(kind, sheet))
        except CodevError:
            return
        assert kind != "stale", "an approval of what was not on the screen went through"
        self.events.append(_through_the_journal(event))
        if kind == "approve":
            assert isinstance(event, Approved)
            yes = [row(entry) for entry in sheet.entries if entry.id in {line.id for line in event.entries}]
            self.approved.setdefault((sheet.consultation, sheet.document), []).append((list(shown(sheet)), yes))
        if kind == "refuse":
            self.approved.pop((sheet.consultation, sheet.document), None)

    def check(self) -> None:
        for sheet in self.sheets:
            known = self.approved.get((sheet.consultation, sheet.document), [])
            rows = [row(entry) for entry in sheet.entries]
            assert sheet.digest == digest_of(sheet)
            if sheet.status is Status.APPROVED:
                assert known
                assert known[-1] == (list(shown(sheet)), rows)
            for entry in sheet.entries:
                if entry.id in sheet.approved:
                    assert row(entry) in known[-1][1]
            view = approved_view(sheet)
            assert (view is None) == (not known)
            if view is not None:
                assert [row(entry) for entry in view.entries] == known[-1][1]
        done = {Status.APPROVED, Status.REFUSED}
        assert settled(self.sheets) == all(sheet.status in done for sheet in self.sheets)

    def _cut(self, pieces: set[str]) -> None:
        """A passage goes: what was approved whole stays so, and nothing that was not approved still cites it."""
        before = self._whole()
        self.events = [event for event in without(self.events, pieces) if isinstance(event, Event)]
        self._folded = (0, ())
        assert before <= self._whole()
        assert not any(piece in line.sources for event in self.events for line in _lines(event) for piece in pieces)

    def _whole(self) -> set[tuple[int, Document]]:
        return {(sheet.consultation, sheet.document) for sheet in self.sheets if sheet.status is Status.APPROVED}

    def _draft(self, consultation: int, document: Document) -> Drafted:
        entries = tuple(
            Entry(f"{part}:p{at}:0", part, self.draw.choice(WORDS), kind=Kind.VIEW if part is Part.NOTE else None, sources=(f"p{at}",))
            for part in PARTS[document]
            for at in range(self.draw.randint(0, 3))
        )
        return draft_event(Sheet(consultation, document, ("Inès", "Julien")[consultation], entries=entries), AFTER)

    def _change(self, kind: str, sheet: Sheet) -> Change:
        ids = [entry.id for entry in sheet.entries] or ["rien"]
        one, some = self.draw.choice(ids), tuple(self.draw.sample(ids, self.draw.randint(1, len(ids))))
        part = self.draw.choice(PARTS[sheet.document])
        made = {
            "edit": lambda: Change("edit", str(sheet.document), entry=one, text=self.draw.choice(WORDS)),
            "remove": lambda: Change("remove", str(sheet.document), entry=one),
            "restore": lambda: Change("restore", str(sheet.document), entry=next((entry.id for entry in sheet.removed), "rien")),
            "add": lambda: Change("add", str(sheet.document), part=str(part), text=self.draw.choice(WORDS)),
            "order": lambda: Change("order", str(sheet.document), order=some),
            "mark": lambda: Change("mark", str(sheet.document), entry=one, mark=self.draw.choice([*Mark, None])),
            "share": lambda: Change("share", str(sheet.document), audience=self.draw.choice(list(Audience))),
            "refuse": lambda: Change("refuse", str(sheet.document)),
            "approve": lambda: Change(
                "approve", str(sheet.document), digest=sheet.digest, entries=some if self.draw.random() < 0.5 and ids != ["rien"] else ()
            ),
            "stale": lambda: Change("approve", str(sheet.document), digest=digest_of(Sheet(9, sheet.document))),
        }
        return made[kind]()
