from __future__ import annotations

import datetime
import json
from dataclasses import replace

from codev_voice.companion.live.paper_rows import papers_view
from codev_voice.documents.sheet import Approval, Details, Document, Entry, Mark, Part, Sheet, Status
from codev_voice.documents.values import Kind
from codev_voice.session.events import Heard, VoiceNamed
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Piece

EVENTS = [
    VoiceNamed(voice="v", person="Julien"),
    Heard.of(Piece("p1", 0.04, 2.0, "w", "Bonjour.")),
    Heard.of(Piece("p2", 2.0, 5.26, "v", "Un phare dans la nuit.")),
]
NOTE = Entry("note:p2:0", Part.NOTE, "Un phare", "Julien", Kind.IMAGE, sources=("p2", "disparu"), mark=Mark.KEEP)
AT = datetime.datetime(2026, 3, 13, 9, tzinfo=datetime.UTC)


def test_a_sheet_is_shown_with_the_words_each_line_comes_from() -> None:
    sheet = Sheet(1, Document.NOTES, "Inès", "Claire", ("Julien",), version=2, entries=(NOTE,), digest="ab", remarks=("…",))
    row = papers_view(
        [replace(sheet, approval=Approval("Inès", AT, 1, "cd", (NOTE,)), status=Status.PARTLY)], fold(EVENTS, Seance()), EVENTS
    )
    assert json.loads(json.dumps(row)) == row == [
        {
            "consultation": 1,
            "document": "notes",
            "document_name": "Notes de l'exploration",
            "client": "Inès",
            "facilitator": "Claire",
            "consultants": ["Julien"],
            "version": 2,
            "status": "approuve_en_partie",
            "status_name": "approuvé en partie",
            "audience": "moi",
            "digest": "ab",
            "remarks": ["…"],
            "approved": {"person": "Inès", "at": "2026-03-13T09:00:00+00:00", "version": 1, "whole": True},
            "parts": [
                {
                    "part": "note",
                    "title": "Dans l'ordre où elles ont été dites",
                    "entries": [
                        {
                            "id": "note:p2:0",
                            "text": "Un phare",
                            "person": "Julien",
                            "kind": "metaphore",
                            "kind_name": "image",
                            "details": None,
                            "origin": "entendu",
                            "edited": False,
                            "mark": "garde",
                            "note": "",
                            "approved": True,
                            "sources": [
                                {
                                    "piece": "p2",
                                    "turn": 1,
                                    "speaker": "Julien",
                                    "start": 2.0,
                                    "end": 5.3,
                                    "quote": "Un phare dans la nuit.",
                                }
                            ],
                        }
                    ],
                }
            ],
            "removed": [],
        }
    ]  # fmt: skip


def test_headings_are_in_the_templates_order_and_dates_in_clear() -> None:
    action = Entry("je_fais:p1:0", Part.COMMITMENT, "Voir Marc", details=Details("jeudi", datetime.date(2026, 3, 19)))
    kept = Entry("je_garde:p1:0", Part.KEPT, "L'idée")
    row = papers_view([Sheet(0, Document.PLAN, entries=(action, kept), removed=(NOTE,))], fold([], Seance()), [])[0]
    assert [(part["part"], part["title"]) for part in row["parts"]] == [("je_garde", "Ce que je garde"), ("je_fais", "Ce que je fais")]
    details = row["parts"][1]["entries"][0]["details"]
    assert (details["due"], details["due_clear"], details["due_said"], details["support"]) == (
        "2026-03-19",
        "jeudi 19 mars 2026",
        "jeudi",
        None,
    )
    assert (row["approved"], [entry["sources"] for entry in row["removed"]], row["status_name"]) == (None, [[]], "proposition")
