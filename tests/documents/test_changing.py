from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.documents.changing import LONGEST, Change, cleaned, draft_event, event_of
from codev_voice.documents.paper_lines import entry_of
from codev_voice.documents.sheet import Details, Document, Entry, Part, Sheet, Status, digest_of
from codev_voice.errors import CodevError, SessionError, SettingsError
from codev_voice.session.coding import decode, encode
from codev_voice.session.events import AFTER
from codev_voice.session.paper_events import Added, Approved, Edited

NOTE = Entry("note:p1:0", Part.NOTE, "Un phare", "Julien")
ACTION = Entry("je_fais:p2:0", Part.COMMITMENT, "Voir Marc", details=Details("jeudi"))
NOTES = replace(Sheet(0, Document.NOTES, "Inès", entries=(NOTE,)), digest="d")
PLAN = replace(Sheet(1, Document.PLAN, None, entries=(ACTION,), removed=(Entry("je_garde:p3:0", Part.KEPT, "L'idée"),)), digest="d")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Voir \t Marc\n\nmardi ", "Voir Marc mardi"),
        ("Oui\u00a0!\u2028non", "Oui\u00a0! non"),
        ("\u202eVoir\u2066 Marc", "Voir Marc"),
        ("a" * LONGEST, "a" * LONGEST),
    ],
)
def test_a_text_is_kept_on_one_line(text: str, kept: str) -> None:
    assert cleaned(text) == kept


@pytest.mark.parametrize("text", ["", " \n\t", "\u202e \u2069", "a" * (LONGEST + 1), "\ud800"])
def test_a_text_that_says_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        cleaned(text)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    try:
        once = cleaned(text)
    except SettingsError:
        return
    assert cleaned(once) == once
    assert once.splitlines() == [once]


def test_what_was_taken_for_a_promise_becomes_a_wish_or_something_kept() -> None:
    for part, details in ((Part.INTENTION, ACTION.details), (Part.KEPT, None)):
        event = event_of(PLAN, Change("edit", "plan", 1, entry=ACTION.id, part=part))
        assert isinstance(event, Edited)
        assert entry_of(event.line) == replace(ACTION, part=part, details=details, edited=True)


@pytest.mark.parametrize(("sheet", "part"), [(PLAN, "note"), (PLAN, "ailleurs"), (NOTES, "je_fais")])
def test_a_line_leaves_neither_its_document_nor_the_contract_s_headings(sheet: Sheet, part: str) -> None:
    with pytest.raises(SettingsError, match="rubrique"):
        event_of(sheet, Change("edit", sheet.document, sheet.consultation, entry=sheet.entries[0].id, part=part))


def test_an_action_is_edited_with_its_details() -> None:
    event = event_of(
        PLAN,
        Change(
            "edit", "plan", 1, entry=ACTION.id, text="Voir Marc seul", details={"due": "2026-03-12", "support": " Fatou ", "due_said": ""}
        ),
    )
    assert isinstance(event, Edited)
    assert entry_of(event.line) == replace(
        ACTION, text="Voir Marc seul", details=Details(None, datetime.date(2026, 3, 12), support="Fatou"), edited=True
    )
    event = event_of(PLAN, Change("edit", "plan", 1, entry=ACTION.id, details={}))
    assert isinstance(event, Edited)
    assert (event.line.details, event.line.text, event.by, event.at) == (None, "Voir Marc", "client", None)


def test_the_person_of_a_note_is_changed_or_taken_away() -> None:
    for given_, kept in (("Fatou", "Fatou"), (" ", None)):
        event = event_of(NOTES, Change("edit", "notes", entry=NOTE.id, person=given_))
        assert isinstance(event, Edited)
        assert event.line.person == kept


def test_what_is_added_has_an_id_that_nothing_else_has() -> None:
    made = [event_of(PLAN, Change("add", "plan", 1, part="je_laisse", text="La lettre")) for _ in range(2)]
    ids = [event.line.id for event in made if isinstance(event, Added)]
    assert len(set(ids)) == 2
    mine = event_of(PLAN, Change("add", "plan", 1, entry="ajout:abcdefgh", part="je_laisse", text="La lettre"))
    assert isinstance(mine, Added)
    assert mine.line.id == "ajout:abcdefgh"


def test_who_approves_is_the_client_or_who_is_named_when_nobody_knows_her() -> None:
    event = event_of(NOTES, Change("approve", "notes", digest="d", person="Autre"))
    assert isinstance(event, Approved)
    assert (event.person, event.whole, [line.id for line in event.entries]) == ("Inès", True, [NOTE.id])
    named = event_of(PLAN, Change("approve", "plan", 1, digest="d", person="Ana"))
    assert isinstance(named, Approved)
    assert named.person == "Ana"
    with pytest.raises(SettingsError, match="qui est la personne cliente"):
        event_of(PLAN, Change("approve", "plan", 1, digest="d"))


@pytest.mark.parametrize(
    "change",
    [
        Change("edit", "plan", 1, entry="ailleurs", text="x"),
        Change("edit", "plan", 1, entry=ACTION.id, text=" "),
        Change("edit", "plan", 1, entry=ACTION.id, details={"due": "2026-02-30"}),
        Change("edit", "plan", 1, entry=ACTION.id, details={"couleur": "bleu"}),
        Change("remove", "plan", 1),
        Change("restore", "plan", 1, entry=ACTION.id),
        Change("add", "plan", 1, part="note", text="x"),
        Change("add", "plan", 1, part="je_garde", text="x", details={}),
        Change("add", "plan", 1, part="je_garde"),
        Change("add", "plan", 1, part="je_garde", text="x", entry="<script>"),
        Change("add", "plan", 1, part="je_garde", text="x", entry=ACTION.id),
        Change("order", "plan", 1),
        Change("order", "plan", 1, order=(ACTION.id, ACTION.id)),
        Change("order", "plan", 1, order=("ailleurs",)),
        Change("mark", "plan", 1, entry=ACTION.id, mark="garde"),
        Change("approve", "plan", 1, person="Ana"),
        Change("approve", "plan", 1, person="Ana", digest="d", entries=("ailleurs",)),
        Change("share", "plan", 1, audience="tous"),
        Change("share", "plan", 1, audience="moi", by="heard"),
        Change("share", "plan", 1, audience="moi", at=datetime.datetime(2026, 3, 1)),  # noqa: DTZ001 - without its zone
    ],
)
def test_what_lacks_something_or_is_not_there_is_refused(change: Change) -> None:
    with pytest.raises(SettingsError):
        event_of(PLAN, change)


@pytest.mark.parametrize("kind", ["approve", "refuse", "share"])
def test_the_facilitator_decides_nothing_for_the_client(kind: str) -> None:
    with pytest.raises(SessionError, match="à la personne cliente"):
        event_of(NOTES, Change(kind, "notes", digest="d", audience="groupe", by="facilitator"))  # type: ignore[arg-type] # one of the kinds


@pytest.mark.parametrize("kind", ["edit", "refuse", "approve"])
def test_nothing_is_done_to_a_text_that_is_no_longer_on_the_screen(kind: str) -> None:
    with pytest.raises(SessionError, match="Le texte a changé"):
        event_of(NOTES, Change(kind, "notes", digest="e", entry=NOTE.id, text="x"))  # type: ignore[arg-type] # one of the kinds


def test_nothing_is_done_to_a_refused_document() -> None:
    with pytest.raises(SessionError, match="a été refusé"):
        event_of(replace(NOTES, status=Status.REFUSED), Change("share", "notes", audience="moi"))


def test_a_mark_of_another_kind_is_refused() -> None:
    with pytest.raises(SettingsError, match="marque"):
        event_of(NOTES, Change("mark", "notes", entry=NOTE.id, mark="bravo"))


def test_a_draft_holds_the_whole_sheet() -> None:
    event = draft_event(PLAN, AFTER, 12.5)
    assert (event.consultation, event.document, event.t, event.by) == (1, "plan", 12.5, AFTER)
    assert tuple(entry_of(line) for line in event.entries) == PLAN.entries
    assert decode(encode(event)) == event


@given(
    kind=st.sampled_from(["edit", "remove", "restore", "add", "order", "mark", "approve", "refuse", "share"]),
    entry=st.sampled_from([ACTION.id, "ailleurs", "ajout:abcdefgh", None]) | st.text(max_size=8),
    text=st.none() | st.text(max_size=20),
    part=st.none() | st.sampled_from([*Part, "x"]),
    details=st.none() | st.dictionaries(st.sampled_from(["due", "support", "x"]), st.none() | st.text(max_size=12), max_size=2),
    by=st.sampled_from(["client", "facilitator", "x"]),
)
def test_whatever_is_asked_it_is_an_event_or_a_refusal(
    kind: str, entry: str | None, text: str | None, part: str | None, details: dict[str, str | None] | None, by: str
) -> None:
    change = Change(kind, "plan", 1, entry, text, details, part=part, by=by, person=text, order=(entry or "",), mark=text, audience=part)  # type: ignore[arg-type] # one of the kinds
    sheet = replace(PLAN, digest=digest_of(PLAN))
    try:
        event = event_of(sheet, change)
    except CodevError:
        return
    assert decode(encode(event)) == event
