"""A letter as a client receives one, written for the tests."""

from __future__ import annotations

import datetime
from dataclasses import replace

from codev_voice.documents.letter.letter import Letter, Quote
from codev_voice.documents.sheet import Details, Document, Entry, Mark, Part, Sheet, digest_of
from codev_voice.documents.values import Kind

DAY = datetime.date(2026, 11, 24)
EVIL = "</script><script>document.title='pris'</script>\"'><img src=x onerror=\"document.title='pris'\">{{7*7}}%%SCRIPT%%<!--\u2028\u202e"


def made(
    document: Document, *entries: Entry, removed: tuple[Entry, ...] = (), client: str | None = "Sophie", consultation: int = 0
) -> Sheet:
    """A sheet, with its digest."""
    sheet = Sheet(consultation, document, client, "Claire", ("Nadia", "Marc"), "Codev du mardi", DAY, entries=entries, removed=removed)
    return replace(sheet, digest=digest_of(sheet))


PLAN = made(
    Document.PLAN,
    Entry("je_garde:p1:0", Part.KEPT, "la motivation, ça se décrète pas", sources=("p1",)),
    Entry(
        "je_fais:p2:0",
        Part.COMMITMENT,
        "Voir Marc",
        details=Details("vendredi", datetime.date(2026, 11, 27), "lui envoyer l'invitation ce soir", "il propose un truc", "Nadia relit"),
        sources=("p2",),
    ),
    Entry(
        "je_fais:p3:0", Part.COMMITMENT, "Refaire le planning; avec l'équipe, sans hâte", details=Details(due=datetime.date(2026, 11, 30))
    ),
    Entry("peut_etre:p4:0", Part.INTENTION, "Mettre en place un tutorat", details=Details("peut-être en janvier")),
    Entry("je_laisse:p5:0", Part.DROPPED, "la prime"),
    removed=(Entry("je_garde:p9:0", Part.KEPT, "le projet Lyon"),),
)
NOTES = made(
    Document.NOTES,
    Entry("note:p6:0", Part.NOTE, "Écris-lui trois lignes avant de le voir", person="Nadia", kind=Kind.SUGGESTION, sources=("p6",)),
    Entry("note:p7:0", Part.NOTE, "Qu'est-ce que tu protèges ?", person="Marc", kind=Kind.QUESTION, mark=Mark.KEEP),
)
CONTRACT = made(
    Document.CONTRACT,
    Entry("demande:p8:0", Part.DEMAND, "comment garder Marc motivé ?", note="Reformulée par Claire, acceptée par Sophie"),
    Entry("aide:p8:0", Part.KINDS, "des idées"),
    Entry("accords:Nadia:0", Part.AGREED, "Nadia"),
)
QUOTES = {
    "je_garde:p1:0": (Quote("Sophie", 3480.0, "Ce que je garde, c'est que la motivation, ça se décrète pas."),),
    "je_fais:p2:0": (Quote("Sophie", 3502.0, "Du coup je vais voir Marc jeudi, euh non, vendredi."),),
    "note:p6:0": (Quote("Nadia", 2405.0, "Écris-lui trois lignes avant de le voir, quoi."),),
}


def letter(*sheets: Sheet) -> Letter:
    """A letter of these sheets, or of Sophie's three."""
    given = sheets or (CONTRACT, NOTES, PLAN)
    return Letter("5" * 64, given, tuple(QUOTES for _ in given))
