from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from codev_voice.companion.desk import Act
from codev_voice.companion.hear import hear
from codev_voice.companion.moving import move
from codev_voice.companion.papers import change_of, changed, do, missing, present, redrafted, sheets
from codev_voice.companion.renaming import rename
from codev_voice.documents.changing import Change
from codev_voice.documents.sheet import Audience, Document, Mark, Origin, Part, Sheet, Status
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.card import Method
from codev_voice.session.events import AFTER, ConsultationOpened, Ended, Heard, Opened
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal, read_events
from codev_voice.session.paper_events import Approved, Drafted, Refused
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Person, Role, Stage
from sessions import write_session


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entendue")
    transcript, settings = write_session(folder)
    hear(transcript, people=settings, into=folder / "séance", method=Method.NONE)
    return folder / "séance"


@pytest.fixture
def place(heard: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(heard, tmp_path / "séance"))


def _kinds(place: Path) -> list[str]:
    return [type(event).__name__ for event in read_events(place / "journal")]


def _texts(sheet: Sheet) -> list[str]:
    return [entry.text for entry in sheet.entries]


def test_an_old_session_has_its_three_propositions_without_being_touched(place: Path) -> None:
    before = (place / "journal").read_bytes()
    contract, notes, plan = sheets(place)
    assert [sheet.status for sheet in (contract, notes, plan)] == [Status.PROPOSITION] * 3
    assert (contract.client, contract.title, contract.version) == ("Inès", "Un petit codev", 1)
    assert contract.under(Part.DEMAND)[0].text == "Comment garder Marc motivé après l'annonce"
    assert [entry.person for entry in notes.entries] == ["Julien", "Fatou"]
    assert _texts(plan) == ["L'idée du vrai projet", "Voir Marc"]
    assert all(entry.sources for sheet in (contract, notes, plan) for entry in sheet.entries)
    assert (place / "journal").read_bytes() == before


def test_the_first_change_puts_the_drafts_in_the_journal(place: Path) -> None:
    contract, notes, plan = sheets(place)
    after = do(place, Change("edit", "plan", entry=plan.entries[1].id, text="Voir  Marc\nmardi"))
    assert _texts(after[2]) == ["L'idée du vrai projet", "Voir Marc mardi"]
    assert after == sheets(place)
    assert _kinds(place)[-4:] == ["Drafted", "Drafted", "Drafted", "Edited"]
    assert (after[0], after[1]) == (contract, notes)
    do(place, Change("mark", "notes", entry=notes.entries[0].id, mark="garde"))
    assert _kinds(place)[-2:] == ["Edited", "Marked"]


def test_several_changes_are_one_writing_or_none(place: Path) -> None:
    plan = sheets(place)[2]
    before = (place / "journal").read_bytes()
    edit = Change("edit", "plan", entry=plan.entries[0].id, text="À elle")
    with pytest.raises(SettingsError, match="n'est plus là"):
        do(place, edit, Change("remove", "plan", entry="ailleurs"))
    assert (place / "journal").read_bytes() == before
    added = Change("add", "plan", entry="ajout:0123456789abcdef", part="je_fais", text="La mienne", details={"due": "2026-04-01"})
    edited = do(place, edit, added)[2]
    at = datetime.datetime(2026, 3, 14, 8, tzinfo=datetime.UTC)
    approved = do(place, Change("approve", "plan", digest=edited.digest, at=at))[2]
    assert (approved.status, approved.version) == (Status.APPROVED, 1)
    assert approved.approval is not None
    assert (approved.approval.person, approved.approval.at, approved.approval.digest) == ("Inès", at, edited.digest)
    assert [(entry.text, entry.origin) for entry in approved.entries][-1] == ("La mienne", Origin.CLIENT)


def test_edits_and_approval_of_a_file_are_replayed_together(place: Path) -> None:
    plan = sheets(place)[2]
    edit = Change("edit", "plan", entry=plan.entries[0].id, text="À elle")
    elsewhere = do(place, edit)[2].digest
    do(place, replace(edit, text=plan.entries[0].text))
    again = do(place, edit, Change("approve", "plan", digest=elsewhere), Change("share", "plan", audience="groupe"))[2]
    assert (again.status, again.audience) == (Status.APPROVED, Audience.GROUP)


def test_what_is_approved_is_what_was_on_the_screen(place: Path) -> None:
    plan = sheets(place)[2]
    do(place, Change("remove", "plan", entry=plan.entries[0].id))
    with pytest.raises(SessionError, match="Le texte a changé depuis que vous l'avez lu"):
        do(place, Change("approve", "plan", digest=plan.digest))
    assert sheets(place)[2].approval is None


def test_a_refused_document_is_really_erased(place: Path) -> None:
    plan = sheets(place)[2]
    do(place, Change("add", "plan", part="je_fais", text="Un secret bien gardé"))
    do(
        place,
        Change("approve", "plan", digest=sheets(place)[2].digest),
        Change("edit", "plan", entry=plan.entries[0].id, text="Autre secret"),
    )
    assert "secret" in (place / "journal").read_bytes().decode("utf-8", "replace")
    exports = Folder(place).exports
    exports.mkdir()
    (exports / "plan.md").write_text("secret", encoding="utf-8")
    with pytest.raises(SettingsError, match="n'est plus là"):
        do(place, Change("refuse", "plan"), Change("edit", "notes", entry="inconnue", text="x"))
    assert exports.exists()
    after = do(place, Change("add", "plan", part="je_fais", text="Dernier secret"), Change("refuse", "plan"))
    assert not exports.exists()
    assert (after[2].status, after[2].entries, after[0].status) == (Status.REFUSED, (), Status.PROPOSITION)
    assert "secret" not in (place / "journal").read_bytes().decode("utf-8", "replace")
    held = [event for event in read_events(place / "journal") if isinstance(event, Drafted | Refused | Approved)]
    assert [(type(event).__name__, event.document) for event in held] == [
        ("Drafted", "contrat"),
        ("Drafted", "notes"),
        ("Refused", "plan"),
    ]
    with pytest.raises(SessionError, match="a été refusé"):
        do(place, Change("add", "plan", part="je_fais", text="Encore"))
    assert sheets(place) == after


def test_drafts_follow_the_facilitators_corrections_and_what_people_did_stays(place: Path) -> None:
    plan, notes = sheets(place)[2], sheets(place)[1]
    do(place, Change("edit", "plan", entry=plan.entries[1].id, text="Voir Marc, au calme"))
    do(place, Change("mark", "notes", entry=notes.entries[1].id, mark="garde"))
    rename(place, "Fatou", "Aïcha")
    contract, notes, plan = sheets(place)
    assert [(entry.person, entry.mark) for entry in notes.entries] == [("Julien", None), ("Aïcha", Mark.KEEP)]
    assert "Aïcha" in [entry.text for entry in contract.under(Part.AGREED)]
    assert _texts(plan)[1] == "Voir Marc, au calme"
    move(place, 16, Stage.EXPLORATION)
    assert _texts(sheets(place)[2]) == ["Voir Marc, au calme"]


def test_a_session_corrected_before_anybody_touched_it_is_drafted_anew(place: Path) -> None:
    rename(place, "Fatou", "Aïcha")
    assert [entry.person for entry in sheets(place)[1].entries] == ["Julien", "Aïcha"]
    assert "Drafted" not in _kinds(place)


def test_what_was_approved_is_not_drafted_again(place: Path) -> None:
    notes = sheets(place)[1]
    do(place, Change("approve", "notes", digest=notes.digest))
    rename(place, "Fatou", "Aïcha")
    assert (sheets(place)[1].status, sheets(place)[1].entries) == (Status.APPROVED, notes.entries)


def test_a_cut_takes_its_lines_away_and_the_rest_is_drafted_again(place: Path) -> None:
    plan = sheets(place)[2]
    do(
        place,
        Change("edit", "plan", entry=plan.entries[1].id, text="Voir Marc"),
        Change("mark", "notes", entry=sheets(place)[1].entries[0].id),
    )
    with Journal(place / "journal") as journal:
        said = {event.id for event in journal.events if isinstance(event, Heard) and event.text.startswith("Je garde")}
        journal.erase(said)
        journal.append(*redrafted(journal.events, Seance()))
    contract, notes, plan = sheets(place)
    assert (plan.entries, len(notes.entries)) == ((), 2)
    assert contract.under(Part.DEMAND)
    assert "L'idée du vrai projet" not in str(read_events(place / "journal"))


def test_two_consultations_have_each_their_documents(place: Path) -> None:
    with Journal(place / "journal") as journal:
        ids = [event.id for event in journal.events if isinstance(event, Heard)]
        journal.append(
            ConsultationOpened(piece=ids[0], last=ids[10], client="Inès", facilitator="Claire", by=AFTER),
            ConsultationOpened(piece=ids[11], last=ids[-1], client="Julien", facilitator="Claire", by=AFTER),
        )
        first = next(event for event in journal.events if isinstance(event, ConsultationOpened))
        events = [event for event in journal.events if event is not first]
    session = fold(events, Folder(place).settings())
    assert [(sheet.consultation, sheet.client) for sheet in present(events, session, Seance())] == [
        (at, client) for at, client in enumerate(("Inès", "Julien")) for _ in Document
    ]


def test_the_drafts_of_a_consultation_that_there_is_not_go(place: Path) -> None:
    do(place, Change("mark", "notes", entry=sheets(place)[1].entries[0].id, mark="non"))
    with Journal(place / "journal") as journal:
        journal.append(Drafted(consultation=1, document="plan", client="Julien"))
        again = redrafted(journal.events, Folder(place).settings())
        journal.append(*again)
    assert [(event.consultation, event.void) for event in again] == [(1, True)]
    assert [sheet.consultation for sheet in sheets(place)] == [0, 0, 0]


def test_a_session_followed_by_hand_has_documents_to_write(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "séance")
    people = (Person("Inès", Role.CLIENT), Person("Claire", Role.FACILITATOR), Person("Julien", Role.CONSULTANT))
    folder.save_settings(Seance(people=people))
    with Journal(folder.journal) as journal:
        journal.append(Opened(version="1", source="à la main"))
    with pytest.raises(SessionError, match="jusqu'au bout"):
        sheets(folder.path)
    with Journal(folder.journal) as journal:
        journal.append(Ended())
    after = do(folder.path, Change("add", "contrat", part="demande", text="Comment dire non", by="facilitator"))
    assert [(entry.text, entry.origin) for entry in after[0].entries] == [("Comment dire non", Origin.FACILITATOR)]
    assert [sheet.client for sheet in after] == ["Inès"] * 3
    assert redrafted(read_events(folder.journal), Seance()) == ()


def test_once_the_speech_is_gone_the_documents_stay(place: Path) -> None:
    do(place, Change("mark", "notes", entry=sheets(place)[1].entries[0].id, mark="garde"))
    with Journal(place / "journal") as journal:
        journal.rewrite(lambda held: [None if isinstance(event, Heard) else event for event in held])
    after = sheets(place)
    assert [len(sheet.entries) for sheet in after] == [5, 2, 2]
    assert {entry.sources for sheet in after for entry in sheet.entries} == {()}
    events = read_events(place / "journal")
    assert missing(events, fold(events, Seance()), Seance()) == ()
    assert changed(events, fold(events, Seance()), Seance()) == ()


@pytest.mark.parametrize("refused", [lambda place: writing(Folder(place)), None])
def test_a_session_that_is_held_is_not_changed(place: Path, refused: Callable[[Path], object] | None) -> None:
    change = Change("share", "plan", audience="groupe")
    if refused is None:
        with pytest.raises(SessionError, match="n'existe pas"):
            do(place / "ailleurs", change)
        return
    with writing(Folder(place)), pytest.raises(SessionError, match="en cours d'écriture"):
        do(place, change)


def test_acts_of_the_page_are_changes() -> None:
    act = Act("paper_add", document="plan", consultation=1, part="je_fais", text="Voir Marc", details={"due": None}, as_client=True)
    assert change_of(act) == Change("add", "plan", 1, part="je_fais", text="Voir Marc", details={"due": None}, by="client")
    assert change_of(Act("paper_edit", document="plan", entry="x", digest="d")).by == "facilitator"
    with pytest.raises(SettingsError, match="de quel document"):
        change_of(Act("paper_refuse"))


@pytest.mark.parametrize(("document", "consultation"), [("bilan", 0), ("plan", 7), ("plan", -1)])
def test_a_document_that_is_not_there_is_refused(place: Path, document: str, consultation: int) -> None:
    with pytest.raises(SettingsError, match="n'existe pas dans cette séance"):
        do(place, Change("refuse", document, consultation))
