from __future__ import annotations

import datetime
import json
import re
import secrets
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codev_voice.companion.hear import hear
from codev_voice.companion.papers import do, sheets
from codev_voice.companion.renaming import rename
from codev_voice.companion.sending import Recorded, record, send
from codev_voice.documents.approval import approved_view
from codev_voice.documents.changing import Change
from codev_voice.documents.letter.age import seal
from codev_voice.documents.letter.letter import LIMIT
from codev_voice.documents.sheet import Audience, Document, Mark, Sheet, Status, digest_of
from codev_voice.errors import CodevError, FileError, SessionError, SettingsError
from codev_voice.session.card import Method
from codev_voice.session.events import FACILITATOR
from codev_voice.session.identity import identity
from codev_voice.session.journal import read_events
from codev_voice.session.paper_events import Approved
from sessions import write_session

AT = "2026-03-12T19:30:05.250Z"
CONTENT = re.compile(r'<script type="application/json" id="content">(.*?)</script>', re.DOTALL)
EVIL = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}'


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entendue")
    transcript, settings = write_session(folder)
    hear(transcript, people=settings, into=folder / "séance", method=Method.NONE)
    return folder / "séance"


@pytest.fixture
def place(heard: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(heard, tmp_path / "séance"))


def held(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(CONTENT.findall(file.read_text(encoding="utf-8"))[0])
    return content


def sheet_of(place: Path, document: Document) -> Sheet:
    return next(sheet for sheet in sheets(place) if sheet.document is document)


def of(sheet: Sheet, *changes: dict[str, Any], after: str = "", **decision: str | list[str]) -> dict[str, Any]:
    """What the page answers of a sheet; `after` is the digest of what these changes make of it."""
    digest = after or sheet.digest
    decided = {"digest": digest, "entries": [], "audience": "moi", **decision} if decision.get("kind") == "approve" else decision
    return {
        "consultation": sheet.consultation,
        "document": str(sheet.document),
        "version": sheet.version,
        "digest": sheet.digest,
        "after": digest,
        "changes": list(changes),
        "decision": decided or None,
    }


def answer(place: Path, *documents: dict[str, Any], at: str = AT, session: str | None = None, person: str = "Inès") -> Path:
    """The file that the page would give back."""
    found = session or identity(read_events(place / "journal"))
    whole = {
        "format": "codev-voice reponse",
        "version": 1,
        "session": found,
        "letter": "l",
        "person": person,
        "at": at,
        "documents": documents,
    }
    file = place.parent / "réponse.codev.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file


def corrected(place: Path, text: str = "Voir Marc, seule") -> dict[str, Any]:
    """The plan with its action mended, approved whole for the group."""
    plan = sheet_of(place, Document.PLAN)
    entry = plan.entries[1]
    after = digest_of(replace(plan, entries=(plan.entries[0], replace(entry, text=text))))
    return of(plan, {"kind": "edit", "entry": entry.id, "text": text}, after=after, kind="approve", audience="groupe")


def unchanged(place: Path) -> Callable[[], bool]:
    before = (place / "journal").read_bytes()
    return lambda: (place / "journal").read_bytes() == before


def test_the_page_is_private_and_holds_what_she_is_proposed(place: Path) -> None:
    same = unchanged(place)
    (sent,) = send(place)
    assert sent.file == place / "exports" / "2026-03-12 codev - à relire - Inès.html"
    assert sent.client == "Inès"
    assert stat.S_IMODE(sent.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(sent.file.parent.stat().st_mode) == 0o700
    assert sent.file.stat().st_size < LIMIT
    content = held(sent.file)
    assert [sheet["digest"] for sheet in content["sheets"]] == [
        sheet_of(place, each).digest for each in (Document.PLAN, Document.NOTES, Document.CONTRACT)
    ]
    action = content["sheets"][0]["entries"][1]
    assert action["quotes"] == [
        {"who": "Inès", "at": action["quotes"][0]["at"], "text": "Je garde l'idée du vrai projet. Je vais voir Marc mardi."}
    ]
    assert same()


def test_it_goes_where_one_wants_and_again_over_itself(place: Path, tmp_path: Path) -> None:
    once = send(place, client="inès", into=tmp_path / "à envoyer")
    assert send(place, client="Ine\u0300s", into=tmp_path / "à envoyer") == once
    assert [file.name for file in (tmp_path / "à envoyer").iterdir()] == [once[0].file.name]


def test_nobody_is_sent_what_is_not_hers(place: Path) -> None:
    with pytest.raises(SettingsError, match="choisissez parmi « Inès »"):
        send(place, client="Julien")


def test_a_short_phrase_is_refused_and_a_long_one_closes_the_page(place: Path) -> None:
    with pytest.raises(SettingsError, match="moins de 12"):
        send(place, phrase="trop court ")
    (sent,) = send(place, phrase="trois petits chats bleus")
    assert list(held(sent.file)) == ["sealed"]
    assert "Marc " not in sent.file.read_text(encoding="utf-8")  # what is sealed is letters, four of which may be his, and no space


def test_what_she_did_is_done_at_once_and_approved(place: Path) -> None:
    notes, contract = sheet_of(place, Document.NOTES), sheet_of(place, Document.CONTRACT)
    marked = digest_of(replace(notes, entries=(replace(notes.entries[0], mark=Mark.KEEP), *notes.entries[1:])))
    file = answer(
        place,
        corrected(place),
        of(
            notes,
            {"kind": "mark", "entry": notes.entries[0].id, "mark": "garde"},
            after=marked,
            kind="approve",
            entries=[notes.entries[0].id],
        ),
        of(contract, {"kind": "remove", "entry": contract.entries[0].id}, after="0" * 64, kind="refuse"),
    )
    send(place)
    done = record(place, file)
    assert (done.person, done.already) == ("Inès", False)
    assert [(sheet.document, sheet.status) for sheet in done.sheets] == [
        (Document.CONTRACT, Status.REFUSED),
        (Document.NOTES, Status.PARTLY),
        (Document.PLAN, Status.APPROVED),
    ]
    plan = approved_view(sheet_of(place, Document.PLAN))
    assert plan is not None
    assert plan.entries[1].text == "Voir Marc, seule"
    assert plan.audience is Audience.GROUP
    assert plan.approval is not None
    assert (plan.approval.person, plan.approval.at) == ("Inès", datetime.datetime(2026, 3, 12, 19, 30, 5, 250000, tzinfo=datetime.UTC))
    assert not (place / "exports").exists()  # the page that was sent held what she refused


def test_the_same_file_twice_does_no_harm(place: Path) -> None:
    file = answer(place, corrected(place), of(sheet_of(place, Document.CONTRACT), kind="refuse"))
    record(place, file)
    same = unchanged(place)
    again = record(place, file)
    assert again.already
    assert [sheet.status for sheet in again.sheets] == [Status.REFUSED, Status.APPROVED]
    assert same()


def test_a_second_answer_to_the_same_page_says_more(place: Path) -> None:
    contract = sheet_of(place, Document.CONTRACT)
    record(place, answer(place, of(contract, kind="approve", entries=[contract.entries[0].id])))
    done = record(place, answer(place, of(contract, kind="approve", audience="groupe"), at="2026-03-13T08:00:00.000Z"))
    assert [(sheet.status, sheet.audience) for sheet in done.sheets] == [(Status.APPROVED, Audience.GROUP)]


def test_corrections_without_decision_are_kept_as_a_proposition(place: Path) -> None:
    done = record(place, answer(place, {**corrected(place), "decision": None}))
    assert done.sheets[0].status is Status.PROPOSITION
    assert done.sheets[0].entries[1].text == "Voir Marc, seule"


def test_an_answer_of_another_session_is_refused(place: Path) -> None:
    same = unchanged(place)
    with pytest.raises(FileError, match="autre séance"):
        record(place, answer(place, corrected(place), session="0" * 64))
    assert same()


def test_an_answer_in_the_name_of_somebody_else_is_refused(place: Path) -> None:
    same = unchanged(place)
    with pytest.raises(FileError, match="pas au nom d"):
        record(place, answer(place, corrected(place), person="Alban"))
    assert same()


def test_a_page_older_than_the_document_is_refused_by_its_name_and_the_moment(place: Path) -> None:
    old = answer(place, of(sheet_of(place, Document.CONTRACT), kind="approve"), corrected(place))
    plan = sheet_of(place, Document.PLAN)
    at = datetime.datetime(2026, 3, 13, 9, 5, tzinfo=datetime.UTC)
    do(place, Change("edit", "plan", entry=plan.entries[0].id, text="autre chose", by=FACILITATOR, at=at))
    same = unchanged(place)
    local = at.astimezone()
    with pytest.raises(
        SessionError, match=rf"« Mon plan d'action » a changé .*vendredi 13 mars 2026 à {local.hour}\sh\s{local.minute:02d} : renvoyez"
    ):
        record(place, old)
    assert same()  # nor was the contract approved


def test_a_session_corrected_since_is_an_older_page_too(place: Path) -> None:
    old = answer(place, of(sheet_of(place, Document.NOTES), kind="approve"))
    rename(place, "Fatou", "Fatima")
    with pytest.raises(SessionError, match=r"Notes de l'exploration.*renvoyez"):
        record(place, old)


def test_a_refused_document_is_not_brought_back(place: Path) -> None:
    old = answer(place, corrected(place))
    do(place, Change("refuse", "plan"))
    with pytest.raises(SessionError, match="a changé"):
        record(place, old)


@pytest.mark.parametrize(
    "altered",
    [
        lambda document: document["changes"][0].update(text="Voir Marc, peut-être"),
        lambda document: document["changes"][0].update(entry="je_fais:p99:0"),
        lambda document: document["changes"].append({"kind": "remove", "entry": document["changes"][0]["entry"]}),
        lambda document: document.update(changes=[]),
        lambda document: (document.update(after="0" * 64), document["decision"].update(digest="0" * 64)),
        lambda document: document["changes"].insert(0, {"kind": "add", "entry": "ajout:../../etc", "part": "je_fais", "text": "x"}),
        lambda document: document["changes"].insert(0, {"kind": "add", "part": "note", "text": "x"}),
        lambda document: document["decision"].update(entries=["je_fais:p99:0"]),
    ],
)
def test_an_altered_text_is_refused(place: Path, altered: Callable[[dict[str, Any]], object]) -> None:
    document = corrected(place)
    altered(document)
    same = unchanged(place)
    with pytest.raises(FileError, match="modifiée"):
        record(place, answer(place, of(sheet_of(place, Document.CONTRACT), kind="approve"), document))
    assert same()


def test_an_answer_of_tomorrow_is_refused(place: Path) -> None:
    with pytest.raises(FileError, match="jour à venir"):
        record(place, answer(place, corrected(place), at="2999-01-01T00:00:00Z"))


def test_a_closed_answer_is_recorded_by_its_phrase(place: Path) -> None:
    file = answer(place, corrected(place))
    file.write_bytes(seal(file.read_bytes(), "trois petits chats bleus", secrets.token_bytes, 4))
    done = record(place, file, iter(["un chat", "trois petits chats bleus"]).__next__)
    assert done.sheets[0].status is Status.APPROVED


def test_what_a_file_holds_is_text_in_the_next_page_too(place: Path) -> None:
    record(place, answer(place, corrected(place, EVIL)))
    (sent,) = send(place)
    page = sent.file.read_text(encoding="utf-8")
    assert page.count("<script") == 2
    assert "<img" not in page
    assert held(sent.file)["sheets"][0]["entries"][1]["text"] == EVIL


def test_what_was_all_refused_is_not_sent(place: Path) -> None:
    do(place, *(Change("refuse", document) for document in Document))
    with pytest.raises(SessionError, match="refusés et effacés"):
        send(place)


@pytest.mark.parametrize("bad", ["journal", "absent", "."])
def test_what_is_no_answer_is_refused(place: Path, bad: str) -> None:
    with pytest.raises(CodevError):
        record(place, place / bad)


def test_an_answer_is_not_recorded_halfway(place: Path) -> None:
    """Approvals are written with the changes they follow, in one batch."""
    done: Recorded = record(place, answer(place, corrected(place)))
    kinds = [type(event).__name__ for event in read_events(place / "journal")][-6:]
    assert kinds == ["Drafted", "Drafted", "Drafted", "Edited", "Shared", "Approved"]
    last = read_events(place / "journal")[-1]
    assert isinstance(last, Approved)
    assert last.digest == done.sheets[0].digest


def test_no_answer_turns_around_what_others_read(place: Path) -> None:
    """The page drops such characters itself: what holds some was written by something else, and is taken without them."""
    plan = sheet_of(place, Document.PLAN)
    after = do(shutil.copytree(place, place.parent / "autre"), Change("edit", "plan", entry=plan.entries[0].id, text="Voir Marc lundi"))
    edited = {"kind": "edit", "entry": plan.entries[0].id, "text": "Voir \u202eMarc\u202c lundi"}
    done = record(place, answer(place, of(plan, edited, after=after[2].digest, kind="approve")))
    assert done.sheets[0].entries[0].text == "Voir Marc lundi"
    assert done.sheets[0].status is Status.APPROVED
    (sent,) = send(place)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", sent.file.read_text(encoding="utf-8"))
