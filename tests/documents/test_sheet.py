from __future__ import annotations

import datetime
from dataclasses import replace

from codev_voice.documents.sheet import Approval, Details, Document, Entry, Mark, Part, Sheet, digest_of, shown
from codev_voice.documents.values import Kind

NOTE = Entry("note:p3:0", Part.NOTE, "Écris-lui \u2028« trois » lignes", "Julien", Kind.SUGGESTION, sources=("p3",), mark=Mark.KEEP)
ACTION = Entry("je_fais:p9:0", Part.COMMITMENT, "Appeler Marc", details=Details("jeudi", datetime.date(2026, 11, 19), support="Fatou"))
AT = datetime.datetime(2026, 11, 18, 9, tzinfo=datetime.UTC)


def test_every_part_stands_under_one_document() -> None:
    assert [str(part.document) for part in (Part.SUBJECT, Part.HISTORY, Part.NOTE, Part.KEPT, Part.DROPPED)] == [
        "contrat",
        "contrat",
        "notes",
        "plan",
        "plan",
    ]


def test_what_is_shown_is_two_numbers_and_strings() -> None:
    assert shown(Sheet(1, Document.PLAN, "Inès", version=2, entries=(NOTE, ACTION))) == [
        "plan",
        1,
        2,
        "Inès",
        [
            ["note:p3:0", "note", "Écris-lui \u2028« trois » lignes", "Julien", "suggestion", "", "", "", "", "", "", "garde"],
            ["je_fais:p9:0", "je_fais", "Appeler Marc", "", "", "jeudi", "2026-11-19", "", "", "Fatou", "", ""],
        ],
    ]


def test_the_digest_changes_with_all_that_is_approved_and_with_nothing_else() -> None:
    sheet = Sheet(0, Document.PLAN, "Inès", entries=(ACTION, NOTE))
    moved = [
        replace(sheet, entries=(NOTE, ACTION)),
        replace(sheet, version=2),
        replace(sheet, entries=(replace(ACTION, text="Appeler Marc."), NOTE)),
        replace(sheet, entries=(replace(ACTION, details=Details("jeudi")), NOTE)),
        replace(sheet, entries=(ACTION, replace(NOTE, mark=None))),
        sheet,
    ]
    assert len({digest_of(one) for one in moved}) == len(moved)
    assert digest_of(replace(sheet, entries=(replace(ACTION, sources=("p1",)), NOTE), removed=(NOTE,))) == digest_of(sheet)


def test_an_empty_sheet_has_the_digest_that_its_docstring_says() -> None:
    assert digest_of(Sheet(0, Document.PLAN)).startswith("1df1451c")


def test_entries_stand_approved_only_as_they_were() -> None:
    approval = Approval("Inès", AT, 1, "d", (NOTE, ACTION))
    sheet = Sheet(0, Document.PLAN, entries=(replace(NOTE, mark=Mark.NO), replace(ACTION, sources=())), approval=approval)
    assert sheet.approved == {ACTION.id}
    assert sheet.under(Part.COMMITMENT) == (sheet.entries[1],)
