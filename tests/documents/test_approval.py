from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from codev_voice.documents.approval import approved_view, papers, settled
from codev_voice.documents.changing import Change, draft_event, event_of
from codev_voice.documents.sheet import Approval, Audience, Details, Document, Entry, Mark, Origin, Part, Sheet, Status, digest_of
from codev_voice.documents.values import Kind
from codev_voice.session.events import AFTER, Event, Heard, Unknown
from codev_voice.session.paper_events import Approved
from codev_voice.session.papers import PaperLine
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Piece, Session
from documents.paper_walk import Walk

A = Entry("note:p1:0", Part.NOTE, "Un phare", "Voix 3", Kind.IMAGE, sources=("p1",))
B = Entry("note:p2:0", Part.NOTE, "Écrire", "Fatou", Kind.SUGGESTION, sources=("p2",))
C = Entry("note:p3:0", Part.NOTE, "Attendre", "Fatou", Kind.VIEW, sources=("p3",))
NOTES = Sheet(0, Document.NOTES, "Inès", "Claire", ("Fatou",), entries=(A, B, C))
AT = datetime.datetime(2026, 11, 18, 9, tzinfo=datetime.UTC)
NOTHING = Session((), ())


def _after(*changes: Change | Event, sheet: Sheet = NOTES) -> Sheet:
    """The sheet after these changes, each made of the sheet as it stands then."""
    events: list[Event | Unknown] = [draft_event(sheet, AFTER)]
    for change in changes:
        now = papers(events, NOTHING, Seance())[0]
        events.append(event_of(now, _seen(change, now)) if isinstance(change, Change) else change)
    return papers(events, NOTHING, Seance())[0]


def _seen(change: Change, sheet: Sheet) -> Change:
    return replace(change, digest=sheet.digest, at=AT) if change.kind == "approve" else change


def _notes(kind: str, **what: object) -> Change:
    return Change(kind, "notes", **what)  # type: ignore[arg-type] # the tests' own words


def test_a_draft_is_a_proposition_in_its_first_version() -> None:
    sheet = _after()
    assert (sheet.status, sheet.version, sheet.approval, sheet.audience) == (Status.PROPOSITION, 1, None, Audience.CLIENT)
    assert (sheet.client, sheet.facilitator) == ("Inès", "Claire")
    assert [entry.text for entry in sheet.entries] == ["Un phare", "Écrire", "Attendre"]
    assert sheet.digest == digest_of(sheet)
    assert approved_view(sheet) is None


def test_an_approval_records_who_when_the_version_and_what_was_shown() -> None:
    sheet = _after(_notes("approve"))
    bare = tuple(replace(entry, sources=()) for entry in (A, B, C))
    assert sheet.approval == Approval("Inès", AT, 1, sheet.digest, bare, whole=True)
    assert sheet.status is Status.APPROVED
    assert settled([sheet])


def test_an_edit_after_an_approval_makes_a_version_to_approve_and_the_approved_one_stays() -> None:
    sheet = _after(_notes("approve"), _notes("edit", entry=B.id, text="Écrire à Marc"))
    assert (sheet.version, sheet.status, settled([sheet])) == (2, Status.PARTLY, False)
    assert sheet.approved == {A.id, C.id}
    view = approved_view(sheet)
    assert view is not None
    assert (view.version, view.status, [entry.text for entry in view.entries]) == (1, Status.APPROVED, ["Un phare", "Écrire", "Attendre"])
    back = _after(_notes("approve"), _notes("edit", entry=B.id, text="Écrire à Marc"), _notes("edit", entry=B.id, text="Écrire"))
    assert (back.version, back.status) == (2, Status.PARTLY)
    again = _after(_notes("approve"), _notes("edit", entry=B.id, text="Écrire à Marc"), _notes("approve"))
    assert (again.version, again.status) == (2, Status.APPROVED)


def test_what_changes_nothing_makes_no_version() -> None:
    sheet = _after(_notes("approve"), _notes("order", order=(A.id, B.id)), _notes("mark", entry=A.id), _notes("share", audience="groupe"))
    assert (sheet.version, sheet.status, sheet.audience) == (1, Status.APPROVED, Audience.GROUP)


def test_a_part_is_approved_then_the_rest() -> None:
    part = _after(_notes("approve", entries=(A.id,)))
    assert (part.status, part.approved) == (Status.PARTLY, frozenset({A.id}))
    view = approved_view(part)
    assert view is not None
    assert (view.status, [entry.id for entry in view.entries]) == (Status.PARTLY, [A.id])
    more = _after(_notes("approve", entries=(A.id,)), _notes("approve", entries=(C.id,)))
    assert (more.status, more.approved) == (Status.PARTLY, frozenset({A.id, C.id}))
    whole = _after(_notes("approve", entries=(A.id,)), _notes("remove", entry=B.id), _notes("approve", entries=(C.id,)))
    assert (whole.status, whole.version, whole.approval and whole.approval.whole) == (Status.APPROVED, 2, True)


def test_lines_are_removed_put_back_reordered_marked_and_added() -> None:
    sheet = _after(
        _notes("remove", entry=A.id),
        _notes("order", order=(C.id, B.id)),
        _notes("mark", entry=C.id, mark="garde"),
        _notes("add", part="note", text="La mienne"),
        _notes("add", part="note", text="La sienne", by="facilitator"),
    )
    assert [(entry.text, entry.mark, entry.origin) for entry in sheet.entries] == [
        ("Attendre", Mark.KEEP, Origin.HEARD),
        ("Écrire", None, Origin.HEARD),
        ("La mienne", None, Origin.CLIENT),
        ("La sienne", None, Origin.FACILITATOR),
    ]
    assert [entry.id for entry in sheet.removed] == [A.id]
    back = _after(_notes("remove", entry=A.id), _notes("restore", entry=A.id))
    assert ([entry.id for entry in back.entries], back.removed) == ([B.id, C.id, A.id], ())


def test_a_new_draft_replaces_what_nobody_touched_and_nothing_else() -> None:
    new = draft_event(
        replace(
            NOTES,
            entries=(
                replace(A, person="Julien", text="Une bouée"),
                Entry("note:p9:0", Part.NOTE, "Nouvelle"),
                replace(B, text="Écrire à l'équipe"),
                replace(C, text="Attendre un peu"),
                Entry("note:p0:0", Part.NOTE, "Supprimée encore"),
            ),
        ),
        AFTER,
    )
    first = replace(NOTES, entries=(A, B, C, Entry("note:p0:0", Part.NOTE, "Supprimée"), Entry("note:p4:0", Part.NOTE, "Oubliée")))
    sheet = _after(
        _notes("edit", entry=A.id, text="Le phare"),
        _notes("mark", entry=B.id, mark="non"),
        _notes("add", part="note", text="La mienne"),
        _notes("remove", entry="note:p0:0"),
        new,
        sheet=first,
    )
    assert [(entry.text, entry.person, entry.mark) for entry in sheet.entries] == [
        ("Le phare", "Julien", None),
        ("Nouvelle", None, None),
        ("Écrire à l'équipe", "Fatou", Mark.NO),
        ("Attendre un peu", "Fatou", None),
        ("La mienne", None, None),
    ]
    assert [entry.text for entry in sheet.removed] == ["Supprimée"]


def test_a_new_draft_changes_nothing_of_what_was_approved() -> None:
    new = draft_event(replace(NOTES, entries=(replace(A, person="Julien"), replace(B, text="Autre chose"))), AFTER)
    whole = _after(_notes("approve"), new)
    assert ([entry.text for entry in whole.entries], whole.status) == (["Un phare", "Écrire", "Attendre"], Status.APPROVED)
    part = _after(_notes("approve", entries=(A.id,)), new)
    assert [(entry.text, entry.person) for entry in part.entries] == [("Un phare", "Voix 3"), ("Autre chose", "Fatou")]
    assert (part.status, part.version, part.approved) == (Status.PARTLY, 2, frozenset({A.id}))


def test_a_consultation_that_there_was_not_leaves_only_what_people_did() -> None:
    import msgspec

    void = msgspec.structs.replace(draft_event(replace(NOTES, entries=()), AFTER), void=True)
    assert papers([draft_event(NOTES, AFTER), void], NOTHING, Seance()) == ()
    assert [entry.text for entry in _after(_notes("add", part="note", text="La mienne"), void).entries] == ["La mienne"]


def test_what_is_refused_holds_nothing_and_comes_back_with_no_draft() -> None:
    sheet = _after(_notes("approve"), _notes("refuse"), draft_event(NOTES, AFTER))
    assert (sheet.status, sheet.entries, sheet.approval, sheet.client) == (Status.REFUSED, (), None, "Inès")
    assert approved_view(sheet) is None
    assert settled([sheet])
    assert not settled([])


def test_sources_that_are_gone_are_cited_no_more_and_the_approval_stands() -> None:
    events: list[Event | Unknown] = [Heard.of(Piece("p1", 0.0, 1.0, "Voix 3", "Un phare")), draft_event(NOTES, AFTER)]
    shown = papers(events, fold(events, Seance()), Seance())[0]
    events.append(event_of(shown, _seen(_notes("approve"), shown)))
    with_speech = papers(events, fold(events, Seance()), Seance())[0]
    without = papers(events, NOTHING, Seance(title="Un codev"))[0]
    assert [entry.sources for entry in with_speech.entries] == [("p1",), (), ()]
    assert [entry.sources for entry in without.entries] == [(), (), ()]
    assert (with_speech.status, without.status, without.title) == (Status.APPROVED, Status.APPROVED, "Un codev")


@pytest.mark.parametrize(
    ("digest", "version", "whole", "status"),
    [("faux", 1, True, Status.PARTLY), ("", 1, False, Status.PARTLY), ("", 7, True, Status.PARTLY), ("", 1, True, Status.APPROVED)],
)
def test_a_journal_that_lies_is_not_believed(digest: str, version: int, whole: bool, status: Status) -> None:  # noqa: FBT001 - a case
    now = _after()
    lines = tuple(PaperLine(entry.id, "note", entry.text, entry.person, str(entry.kind)) for entry in now.entries)
    event = Approved(
        consultation=0, document="notes", person="X", version=version, digest=digest or now.digest, entries=lines, whole=whole, at=AT
    )
    assert _after(event).status is status


def test_what_a_newer_version_wrote_is_left_out() -> None:
    import msgspec

    newer = msgspec.structs.replace(draft_event(NOTES, AFTER), entries=(PaperLine("x", "horoscope", "Bélier"),))
    other = msgspec.structs.replace(draft_event(NOTES, AFTER), document="bilan")
    assert [sheet.entries for sheet in papers([newer, other, Unknown("drafted2", {})], NOTHING, Seance())] == [()]


def test_details_of_an_action_survive_the_journal() -> None:
    details = Details("jeudi", datetime.date(2026, 11, 19), "Ouvrir l'agenda", "Il sourit", "Fatou", "Le temps")
    action = Entry("je_fais:p1:0", Part.COMMITMENT, "Voir Marc", details=details, sources=("p1",))
    plan = papers([draft_event(Sheet(1, Document.PLAN, entries=(action,)), AFTER)], NOTHING, Seance())[0]
    assert plan.entries == (replace(action, sources=()),)


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_and_approvals_never_show_an_unapproved_text_as_approved(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(30):
        walk.step()
        walk.check()
    assert walk.approved
