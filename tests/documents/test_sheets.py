from __future__ import annotations

from dataclasses import replace

from codev_voice.documents import draft
from codev_voice.documents.sheet import Document, Part, Sheet, digest_of
from codev_voice.documents.sheets import blank, sheets_of
from codev_voice.documents.values import Contract, Documents, Heard, Help, Kind, Line, Note, Plan, Version, VersionStatus
from codev_voice.session.events import Heard as HeardPiece
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Person, Piece, Role, Session, Stage, Turn
from documents.conversation import TUESDAY, session

SAID = (
    (Stage.CONTRACT, "Claire", "Inès, c'est quoi ta demande ?"),
    (Stage.CONTRACT, "Inès", "Ma question, c'est comment garder Marc motivé après l'annonce."),
    (Stage.CONTRACT, "Claire", "Et tu attends quoi de nous ?"),
    (Stage.CONTRACT, "Inès", "Des idées et des expériences."),
    (Stage.CONTRACT, "Julien", "D'accord pour moi."),
    (Stage.EXPLORATION, "Fatou", "Tu pourrais lui proposer de piloter le projet Lyon."),
    (Stage.SYNTHESIS, "Claire", "Alors Inès, tu fais quoi ?"),
    (Stage.SYNTHESIS, "Inès", "Je garde l'idée du vrai projet. Je vais voir Marc jeudi."),
)


def _heard() -> Session:
    plain = session(*SAID)
    return replace(plain, turns=tuple(replace(turn, pieces=(f"p{turn.index}",)) for turn in plain.turns))


def _rows(sheet: Sheet) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(entry.id, entry.text, entry.sources) for entry in sheet.entries]


def test_each_line_says_where_it_was_heard() -> None:
    heard, seance = _heard(), Seance(title="Un codev", date=TUESDAY)
    contract, notes, plan = sheets_of(draft(heard, seance), heard, seance)
    assert _rows(contract) == [
        ("demande:p1:0", "Comment garder Marc motivé après l'annonce", ("p1",)),
        ("aide:p3:0", "des idées", ("p3",)),
        ("aide:p3:1", "des expériences", ("p3",)),
        ("accords:p4:0", "Julien", ("p4",)),
        ("accords_non_entendus:Fatou:0", "Fatou", ()),
        ("accords_non_entendus:Samir:0", "Samir", ()),
    ]
    assert [(entry.person, entry.kind, *_rows(notes)[0]) for entry in notes.entries] == [
        ("Fatou", Kind.SUGGESTION, "note:p5:0", "Tu pourrais lui proposer de piloter le projet Lyon", ("p5",))
    ]
    assert _rows(plan)[0][0] == "je_garde:p7:0"
    done = plan.under(Part.COMMITMENT)[0]
    assert (done.text, done.sources, done.details and (done.details.due_said, str(done.details.due))) == (
        "Voir Marc",
        ("p7",),
        ("jeudi", "2026-11-19"),
    )
    assert (contract.client, contract.facilitator, contract.title, contract.date) == ("Inès", "Claire", "Un codev", TUESDAY)
    assert [sheet.document for sheet in (contract, notes, plan)] == list(Document)
    assert all(sheet.digest == digest_of(sheet) for sheet in (contract, notes, plan))


def test_of_a_long_turn_the_pieces_where_the_line_was_said_are_cited() -> None:
    pieces = [
        Piece("p1", 0.0, 9.0, "Fatou", "Bon, moi je travaille à la mairie depuis longtemps, tout le monde le sait."),
        Piece("p2", 9.0, 20.0, "Fatou", "Tu pourrais lui proposer de piloter le projet Lyon."),
        Piece("p3", 20.0, 30.0, "Fatou", "Voilà ce qui me vient à vous écouter."),
    ]
    heard = fold([HeardPiece.of(piece) for piece in pieces], Seance())
    note = Note("Fatou", Kind.SUGGESTION, "Tu pourrais lui proposer de piloter le projet Lyon", (0,))
    drafts = (Documents(Contract(None, None), (note,)),)
    known = {piece.id: piece.text for piece in pieces}
    cited = [sheets_of(drafts, heard, Seance(), said)[1].entries[0].sources for said in (known, None, {"p1": "Bon"})]
    assert cited == [("p2",), ("p1", "p2", "p3"), ("p1", "p2", "p3")]


def test_what_was_not_formulated_is_not_made_up_and_versions_are_told() -> None:
    wish = Contract("Inès", "Claire", ("Julien",), "Un départ", wish=Line("J'aimerais y voir clair", (0,)))
    heard = Session((Turn(0, 0.0, 1.0, "Inès", "…", pieces=("p0",)),), ())
    contract = sheets_of((Documents(wish),), heard, Seance())[0]
    assert [(entry.part, entry.text, entry.note) for entry in contract.entries] == [
        (Part.SUBJECT, "Un départ", "d'après la fiche"),
        (Part.WISH, "J'aimerais y voir clair", ""),
    ]
    twice = Contract(
        "Inès",
        "Claire",
        demand="Comment accepter",
        kinds=(Help.TOOLS,),
        reformulated_by="Claire",
        agreed=("Inès",),
        version=2,
        history=(Version(1, "Comment refuser", VersionStatus.REPLACED), Version(2, "Comment accepter", VersionStatus.AGREED, (0,))),
        heard=Heard((0,), ((0,),), ((0,),)),
    )
    notes = (Note("Julien", Kind.VIEW, "Un jeu", (0,)), Note("Julien", Kind.VIEW, "Deux jeux", (0,), 2))
    contract, noted, _ = sheets_of((Documents(twice, notes, Plan(), left_out=2),), heard, Seance())
    assert [(entry.text, entry.note) for entry in contract.entries if entry.part in {Part.DEMAND, Part.HISTORY}] == [
        ("Comment accepter", "Reformulée par Claire, acceptée par Inès"),
        ("Comment refuser", "remplacée"),
        ("Comment accepter", "en vigueur"),
    ]
    assert [entry.note for entry in noted.entries] == ["sous la version 1 du contrat", ""]
    assert noted.remarks == ("2 contributions retirées par leur auteur ou hors contrat ne figurent pas ici.",)


def test_two_consultations_give_two_sets_each_with_its_client() -> None:
    drafts = tuple(Documents(Contract(client, "Claire")) for client in ("Inès", "Julien"))
    sheets = sheets_of(drafts, Session((), ()), Seance())
    assert [(sheet.consultation, str(sheet.document), sheet.client) for sheet in sheets] == [
        (at, document, client) for at, client in enumerate(("Inès", "Julien")) for document in ("contrat", "notes", "plan")
    ]


def test_a_session_by_hand_has_blank_documents() -> None:
    people = (Person("Inès", Role.CLIENT), Person("Claire", Role.FACILITATOR, (Role.CONSULTANT,)), Person("Julien", Role.CONSULTANT))
    contract, notes, plan = sheets_of((blank(Seance(people=people, subject="Un départ")),), Session((), ()), Seance())
    assert (contract.client, contract.facilitator, contract.consultants) == ("Inès", "Claire", ("Julien",))
    assert [len(sheet.entries) for sheet in (contract, notes, plan)] == [1, 0, 0]


def test_what_somebody_kept_is_in_the_notes_in_the_order_of_speech() -> None:
    said = (
        (Stage.EXPLORATION, "Julien", "Euh, je rejoins Fatou, voilà."),
        (Stage.EXPLORATION, "Fatou", "Tu pourrais lui proposer de piloter le projet Lyon."),
        (Stage.EXPLORATION, "Inès", "Ça, ça me touche."),
    )
    plain = session(*said)
    heard = replace(plain, turns=tuple(replace(turn, pieces=(f"p{turn.index}",)) for turn in plain.turns))
    drafts = draft(heard, Seance())
    assert [len(sheets_of(drafts, replace(heard, kept=kept), Seance())[1].entries) for kept in (frozenset(), frozenset({"p1"}))] == [1, 1]
    notes = sheets_of(drafts, replace(heard, kept=frozenset({"p0", "p2"})), Seance(), {"p0": said[0][2]})[1]
    assert [(entry.id, entry.text, entry.person, entry.note) for entry in notes.entries] == [
        ("note:p0:0", "Je rejoins Fatou, voilà", "Julien", "gardé pendant la séance"),
        ("note:p1:0", "Tu pourrais lui proposer de piloter le projet Lyon", "Fatou", ""),
        ("note:p2:0", "Ça me touche", "Inès", "gardé pendant la séance"),
    ]
    assert [entry.kind is None for entry in notes.entries] == [True, False, True]  # who joins another adds no idea
