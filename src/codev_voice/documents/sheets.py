"""From the drafts to the sheets that the client is shown: one entry a line, each with the pieces of speech where it was said."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from codev_voice.documents.note_classes import class_of
from codev_voice.documents.render.french import HELP_IN_CLEAR
from codev_voice.documents.sheet import Details, Document, Entry, Part, Sheet, digest_of
from codev_voice.documents.values import Action, ActionStatus, Contract, Documents, Line, Note, Plan, Sources, Version, VersionStatus
from codev_voice.documents.wording import Sentence, capital, tidy
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Session, Turn
from codev_voice.session.wording import tokens

SHORT = 3
"""Letters of the words that say nothing of where a line was said."""
_STATUS = {VersionStatus.REPLACED: "remplacée", VersionStatus.AGREED: "en vigueur", VersionStatus.PROPOSED: "proposée, sans accord entendu"}


def sheets_of(drafts: Sequence[Documents], session: Session, seance: Seance, said: Mapping[str, str] | None = None) -> tuple[Sheet, ...]:
    """The three first propositions of each consultation, in order.

    Args:
        drafts: as `draft` makes them of this session.
        session: whose turns the drafts cite.
        seance: its settings.
        said: the words of each piece, to cite in a long turn those where a line was said; otherwise all its pieces are cited.
    """
    return tuple(sheet for at, documents in enumerate(drafts) for sheet in _three(at, documents, session, seance, said or {}))


def blank(seance: Seance) -> Documents:
    """Drafts of a session in which nothing was heard: what people add to them is all they hold."""
    named = [next(iter(seance.named(role)), None) for role in (Role.CLIENT, Role.FACILITATOR)]
    others = tuple(name for name in seance.named(Role.CONSULTANT) if name not in named)
    return Documents(Contract(named[0], named[1], others, seance.subject))


@dataclass
class _Names:
    """Gives entries their ids: the part, the first piece cited (else what tells it), and a rank."""

    taken: Counter[str] = field(default_factory=Counter)

    def next(self, part: Part, anchor: str) -> str:
        """An id that no other entry of the consultation bears."""
        stem = f"{part}:{anchor}"
        self.taken[stem] += 1
        return f"{stem}:{self.taken[stem] - 1}"


@dataclass(frozen=True)
class _Citing:
    """Makes the entries of one consultation."""

    session: Session
    said: Mapping[str, str]
    names: _Names = field(default_factory=_Names)

    def entry(self, part: Part, text: str, sources: Sources = (), anchor: str = "") -> Entry:
        """An entry that cites the pieces of these turns."""
        pieces = tuple(piece for turn in sources for piece in self._pieces(turn, text))
        return Entry(self.names.next(part, pieces[0] if pieces else anchor), part, text, sources=pieces)

    def _pieces(self, turn: int, text: str) -> tuple[str, ...]:
        """The pieces of a turn in which the words of a line were said: those with at least half of the most that one has."""
        pieces = self.session.turns[turn].pieces
        if len(pieces) <= 1 or not self.said:
            return pieces
        wanted = {word for word in tokens(text) if len(word) > SHORT}
        shared = {piece: len(wanted.intersection(tokens(self.said.get(piece, "")))) for piece in pieces}
        most = max(shared.values())
        return tuple(piece for piece in pieces if not most or 2 * shared[piece] >= most)


def _three(consultation: int, documents: Documents, session: Session, seance: Seance, said: Mapping[str, str]) -> Iterator[Sheet]:
    contract, citing = documents.contract, _Citing(session, said)
    filled = {
        Document.CONTRACT: tuple(_contract(contract, citing)),
        Document.NOTES: tuple(_notes(documents, citing)),
        Document.PLAN: tuple(_plan(documents.plan, citing)),
    }
    for document, entries in filled.items():
        sheet = Sheet(
            consultation,
            document,
            contract.client,
            contract.facilitator,
            contract.consultants,
            seance.title,
            seance.date,
            entries=entries,
            remarks=_left_out(documents.left_out) if document is Document.NOTES else (),
        )
        yield replace(sheet, digest=digest_of(sheet))


def _contract(contract: Contract, citing: _Citing) -> Iterator[Entry]:
    if contract.subject:
        yield replace(citing.entry(Part.SUBJECT, contract.subject, anchor="fiche"), note="d'après la fiche")
    if contract.demand:
        by = f"Reformulée par {contract.reformulated_by}, acceptée par {contract.client}" if contract.reformulated_by else ""
        yield replace(citing.entry(Part.DEMAND, contract.demand, contract.heard.demand or contract.sources), note=by)
    elif contract.wish:
        yield citing.entry(Part.WISH, contract.wish.text, contract.wish.sources)
    for kind, sources in zip(contract.kinds, contract.heard.kinds, strict=True):
        yield citing.entry(Part.KINDS, HELP_IN_CLEAR[kind], sources)
    yield from _lines(Part.OUT_OF_SCOPE, contract.out_of_scope, citing)
    yield from _lines(Part.PROTECTIONS, contract.protections, citing)
    for reserve in contract.reserves:
        yield replace(citing.entry(Part.RESERVES, reserve.text, reserve.sources), person=reserve.person)
    for name, sources in zip(contract.agreed, contract.heard.agreed, strict=True):
        yield citing.entry(Part.AGREED, name, sources, anchor=name)
    for name in contract.consultants if contract.demand else ():
        if name not in {*contract.agreed, *citing.session.forgotten}:  # she may have agreed: her words were erased at her request
            yield citing.entry(Part.UNHEARD, name, anchor=name)
    if len(contract.history) > 1:
        yield from (_version(version, citing) for version in contract.history)


def _version(version: Version, citing: _Citing) -> Entry:
    return replace(citing.entry(Part.HISTORY, version.demand, version.sources, anchor=str(version.version)), note=_STATUS[version.status])


def _notes(documents: Documents, citing: _Citing) -> Iterator[Entry]:
    """What was heard as a contribution, and the turns that somebody kept for the notes, in the order of speech."""
    contract = documents.contract
    noted = [(note.sources[:1], _note(note, contract, citing)) for note in documents.notes]
    cited = {turn for note in documents.notes for turn in note.sources}
    turns = (turn for turn in citing.session.turns[documents.first_turn : documents.last_turn + 1] if turn.index not in cited)
    noted += [((turn.index,), _kept(turn, contract, citing)) for turn in turns if not citing.session.kept.isdisjoint(turn.pieces)]
    return (entry for _, entry in sorted(noted, key=operator.itemgetter(0)))


def _kept(turn: Turn, contract: Contract, citing: _Citing) -> Entry:
    """The words of a turn that somebody kept; a class is for what a consultant brings."""
    words = " ".join(citing.said[piece] for piece in turn.pieces if piece in citing.session.kept and piece in citing.said)
    text = capital(tidy(words or turn.text)) or turn.text
    return replace(
        citing.entry(Part.NOTE, text, (turn.index,)),
        person=turn.speaker,
        kind=class_of(Sentence(text, asked=text.endswith("?")))[0] if turn.speaker in contract.consultants else None,
        note="gardé pendant la séance",
    )


def _note(note: Note, contract: Contract, citing: _Citing) -> Entry:
    earlier = contract.version > 1 and note.version < contract.version
    return replace(
        citing.entry(Part.NOTE, note.text, note.sources),
        person=note.person,
        kind=note.kind,
        note=f"sous la version {note.version} du contrat" if earlier else "",
    )


def _plan(plan: Plan, citing: _Citing) -> Iterator[Entry]:
    yield from _lines(Part.KEPT, plan.kept, citing)
    for part, status in ((Part.COMMITMENT, ActionStatus.COMMITMENT), (Part.INTENTION, ActionStatus.INTENTION)):
        yield from (_action(part, action, citing) for action in plan.actions if action.status is status)
    yield from _lines(Part.DROPPED, plan.dropped, citing)


def _action(part: Part, action: Action, citing: _Citing) -> Entry:
    details = Details(action.due_said, action.due, action.first_step, action.indicator, action.support, action.obstacle)
    return replace(citing.entry(part, action.action, action.sources), details=details if details != Details() else None)


def _lines(part: Part, lines: Sequence[Line], citing: _Citing) -> Iterator[Entry]:
    return (citing.entry(part, line.text, line.sources) for line in lines)


def _left_out(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    if count == 1:
        return ("1 contribution retirée par son auteur ou hors contrat ne figure pas ici.",)
    return (f"{count} contributions retirées par leur auteur ou hors contrat ne figurent pas ici.",)
