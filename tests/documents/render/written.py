"""Sheets for the tests of rendering, and whatever somebody might type into one."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import strategies as st

from codev_voice.documents.render.around import Agreed, Around, Said
from codev_voice.documents.sheet import Approval, Details, Document, Entry, Part, Sheet, Status, digest_of
from codev_voice.documents.values import Kind

APPROVED_AT = datetime.datetime(2026, 11, 17, 17, 42, tzinfo=datetime.UTC)
PARIS = datetime.timezone(datetime.timedelta(hours=1))
TUESDAY = datetime.date(2026, 11, 17)
AROUND = Around(
    said={
        "p1": Said(12, 130.0, "Inès", "Bon. Du coup je vais voir Marc vendredi, il sera là. Voilà."),
        "p2": Said(151, 3_905.0, "Inès", "La prime, par contre, j'oublie."),
    },
    agreed=(
        Agreed("Inès", given=True, at=datetime.datetime(2026, 11, 17, 13, 2, tzinfo=datetime.UTC), text="2026-11-a1b2c3d4"),
        Agreed("Julien", given=True, at=datetime.datetime(2026, 11, 17, 13, 3, tzinfo=datetime.UTC), text="2026-11-a1b2c3d4"),
    ),
    zone=PARIS,
)
PLAN = Sheet(
    0,
    Document.PLAN,
    client="Inès",
    facilitator="Claire",
    consultants=("Julien", "Fatou", "Samir"),
    title="Le codev de novembre",
    date=TUESDAY,
    entries=(
        Entry("je_garde:p1:0", Part.KEPT, "la motivation, ça se décrète pas", sources=("p1",)),
        Entry(
            "je_fais:p1:0",
            Part.COMMITMENT,
            "Voir Marc",
            details=Details("vendredi", datetime.date(2026, 11, 20), "lui envoyer l'invitation", "il propose", "Julien relit", "le temps"),
            sources=("p1",),
        ),
        Entry("je_fais:p2:0", Part.COMMITMENT, "Écrire à la direction", details=Details("bientôt")),
        Entry("peut_etre:p2:0", Part.INTENTION, "Mettre en place un tutorat", details=Details(due=datetime.date(2027, 1, 15))),
        Entry("je_laisse:p2:0", Part.DROPPED, "la prime", sources=("p2",)),
    ),
)
CONTRACT = replace(
    PLAN,
    document=Document.CONTRACT,
    entries=(
        Entry("sujet:fiche:0", Part.SUBJECT, "une annonce"),
        Entry("demande:p1:0", Part.DEMAND, "Comment garder Marc motivé", note="Reformulée par Claire, acceptée par Inès"),
        Entry("aide:p1:0", Part.KINDS, "des idées"),
        Entry("reserves:p1:0", Part.RESERVES, "je le connais", person="Fatou"),
        Entry("accords:Julien:0", Part.AGREED, "Julien"),
        Entry("accords:Fatou:0", Part.AGREED, "Fatou"),
        Entry("versions:1:0", Part.HISTORY, "Comment dire non", note="remplacée"),
    ),
)
NOTES = replace(
    PLAN,
    document=Document.NOTES,
    entries=(
        Entry("note:p1:0", Part.NOTE, "Écris-lui trois lignes", person="Julien", kind=Kind.SUGGESTION),
        Entry("note:p2:0", Part.NOTE, "De qui c'est le problème ?", person="Fatou", kind=Kind.QUESTION),
        Entry("note:p3:0", Part.NOTE, "Une rupture, c'est d'un commun accord", person="Samir", kind=Kind.KNOWLEDGE),
    ),
    remarks=("2 contributions retirées par leur auteur ou hors contrat ne figurent pas ici.",),
)


def approved(sheet: Sheet) -> Sheet:
    """The sheet once she has approved the whole of it."""
    digest = digest_of(sheet)
    return replace(
        sheet,
        status=Status.APPROVED,
        digest=digest,
        approval=Approval(sheet.client or "?", APPROVED_AT, sheet.version, digest, sheet.entries),
    )


HOSTILE = (
    "# Titre *gras* _souligné_ `code` [lien](http://a.b) ![x](y) <b>html</b> &amp; | colonne |",
    "#strong[typst] $x^2$ *a* _b_ @ref <label> \\ // commentaire /* autre */ ~ -- --- \"q\" 'q'",
    "1. premier\n- deux\n+ trois\n2) quatre\n> cinq\n\n---\n===\n\t six",
    "x" * 240,
    "https://exemple.fr/" + "y" * 120 + "?a=b&c=d;e",
    "BEGIN:VEVENT\r\nSUMMARY:autre\r\nEND:VEVENT ; , \\n \\,",
    "\x00\x07contrôle\x1b[31m\u2028fin\ufffe",
    "« l'idée » : quoi ? 14 h 30 ; 3,5 %",
    "*** ~~barré~~ ==fort== ^1^ :smile: www.exemple.fr a@b.fr",
)
OTHER_SCRIPTS = ("😀 bravo 🎉", "مرحبا بالعالم", "שלום עולם", "Πέτρος и Ольга")

typed = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60),
    st.text(st.sampled_from("ab1.)-+*_#`>|\\[]()<>&$~^=!:/@\n \"'«»%{}"), min_size=1, max_size=40),
).filter(str.strip)


def typed_plan(texts: list[str]) -> Sheet:
    """An approved plan in which these words stand everywhere that words can."""
    entries = []
    for rank, text in enumerate(texts):
        details = Details(text, TUESDAY, text, text, text, text)
        entries += [
            Entry(f"je_garde:p{rank}:0", Part.KEPT, text),
            Entry(f"je_fais:p{rank}:0", Part.COMMITMENT, text, details=details),
            Entry(f"peut_etre:p{rank}:0", Part.INTENTION, text),
            Entry(f"je_laisse:p{rank}:0", Part.DROPPED, text),
        ]
    return approved(replace(PLAN, entries=tuple(entries)))


def typed_notes(texts: list[str]) -> Sheet:
    """Approved notes made of these words, by people whose names are such words too."""
    kinds = list(Kind)
    entries = (Entry(f"note:p{rank}:0", Part.NOTE, text, person=text, kind=kinds[rank % 9]) for rank, text in enumerate(texts))
    return approved(replace(NOTES, entries=tuple(entries)))


def typed_contract(texts: list[str]) -> Sheet:
    """An approved contract made of these words under every heading."""
    parts = [part for part in Part if part.document is Document.CONTRACT]
    ranks = range(max(len(parts), len(texts)))
    entries = (Entry(f"x:p{rank}:0", parts[rank % len(parts)], text := texts[rank % len(texts)], note=text) for rank in ranks)
    return approved(replace(CONTRACT, entries=tuple(entries)))
