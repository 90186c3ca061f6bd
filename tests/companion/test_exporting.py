from __future__ import annotations

import datetime
import json
import re
import shutil
import stat
import threading
from pathlib import Path

import icalendar
import pytest

from codev_voice.companion import exporting
from codev_voice.companion.exporting import Discretion, Exported, Form, around_of, export, group_of
from codev_voice.companion.hear import hear
from codev_voice.companion.papers import do, sheets
from codev_voice.documents.changing import Change
from codev_voice.documents.sheet import Audience, Document
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.card import Method
from codev_voice.session.events import CLIENT, Consent, ConsentWithdrawn, Opened
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session
from sessions import write_session

TEXT = (Form.MD,)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entendue")
    transcript, settings = write_session(folder)
    hear(transcript, people=settings, into=folder / "séance", method=Method.NONE)
    return folder / "séance"


@pytest.fixture
def place(heard: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(heard, tmp_path / "séance"))


def _approve(place: Path, document: Document, audience: Audience = Audience.CLIENT) -> None:
    digest = next(sheet.digest for sheet in sheets(place) if sheet.document is document)
    do(place, Change("approve", document, digest=digest, by=CLIENT))
    if audience is not Audience.CLIENT:
        do(place, Change("share", document, audience=audience, by=CLIENT))


def _names(made: Exported) -> list[str]:
    return [f"{path.parent.name}/{path.name}" for path in made.files]


def test_the_client_is_handed_every_document_as_a_proposition(place: Path) -> None:
    made = export(place, Audience.CLIENT, TEXT)
    assert _names(made) == [
        "pour Inès/2026-03-12 codev - contrat - Inès (proposition).md",
        "pour Inès/2026-03-12 codev - notes de l'exploration - Inès (proposition).md",
        "pour Inès/2026-03-12 codev - plan d'action - Inès (proposition).md",
    ]
    assert all("**Proposition" in path.read_text(encoding="utf-8") for path in made.files)


def test_files_are_for_their_owner_alone(place: Path) -> None:
    (path,) = export(place, Audience.CLIENT, TEXT, [Document.PLAN]).files
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_nothing_goes_to_the_group_before_it_is_approved_and_shared(place: Path) -> None:
    with pytest.raises(SessionError, match="pas encore approuvé"):
        export(place, Audience.GROUP, TEXT)
    _approve(place, Document.PLAN)
    with pytest.raises(SessionError, match="pas partagé avec le groupe"):
        export(place, Audience.GROUP, TEXT, [Document.PLAN])
    assert not (place / "exports").exists()


def test_the_group_is_handed_what_was_shared_with_it_and_told_what_is_missing(place: Path) -> None:
    _approve(place, Document.PLAN, Audience.GROUP)
    made = export(place, Audience.GROUP, (Form.MD, Form.ICS, Form.JSON))
    assert _names(made) == [
        "pour le groupe/2026-03-12 codev - plan d'action - Inès.md",
        "pour le groupe/2026-03-12 codev - dates - Inès.ics",
        "pour le groupe/2026-03-12 codev - documents - Inès.json",
    ]
    assert len(made.told) == 2
    assert "Proposition" not in made.files[0].read_text(encoding="utf-8")
    assert json.loads(made.files[2].read_text(encoding="utf-8"))["proposition"] is False


def test_an_approved_file_takes_the_place_of_its_proposition(place: Path) -> None:
    (before,) = export(place, Audience.CLIENT, TEXT, [Document.PLAN]).files
    _approve(place, Document.PLAN)
    (after,) = export(place, Audience.CLIENT, TEXT, [Document.PLAN]).files
    assert not before.exists()
    assert after.name == "2026-03-12 codev - plan d'action - Inès.md"


def test_the_calendar_holds_what_has_a_day(place: Path) -> None:
    (path,) = export(place, Audience.CLIENT, [Form.ICS]).files
    (event,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == datetime.date(2026, 3, 17)


def test_names_outside_the_group_leave_every_file(place: Path) -> None:
    made = export(place, Audience.CLIENT, (Form.MD, Form.ICS, Form.JSON), discretion=Discretion(everyone=True))
    assert [(one.names, one.label) for one in made.people] == [(("Marc",), "P1, l'adjoint")]
    for path in made.files:
        assert "Marc" not in path.read_text(encoding="utf-8"), path.name
    assert "Voir P1, l’adjoint" in made.files[2].read_text(encoding="utf-8")


def test_a_label_is_refused_for_somebody_of_the_group(place: Path) -> None:
    with pytest.raises(SettingsError, match="Julien"):
        export(place, Audience.CLIENT, TEXT, discretion=Discretion(chosen={"Julien": "P1"}))


def test_elsewhere_files_lie_together(place: Path, tmp_path: Path) -> None:
    made = export(place, Audience.CLIENT, TEXT, [Document.PLAN], into=tmp_path / "ailleurs")
    assert [path.parent for path in made.files] == [tmp_path / "ailleurs"]


def test_two_formats_of_letters_are_made(place: Path) -> None:
    made = export(place, Audience.FACILITATOR, (Form.DOCX, Form.PDF), [Document.PLAN])
    assert [path.read_bytes()[:4] for path in made.files] == [b"PK\x03\x04", b"%PDF"]
    assert made.files[0].parent.name == "pour l'animation"


def test_what_surrounds_the_documents_is_told_by_the_journal(place: Path) -> None:
    folder = Folder(place)
    with writing(folder), Journal(folder.journal) as journal:
        journal.append(Consent(given=True, person="Inès", text="2026-11"), Consent(given=True, person="Julien", text="2026-11"))
        journal.append(ConsentWithdrawn(person="Julien"))
        events = list(journal.events)
    (plan,) = export(place, Audience.CLIENT, TEXT, [Document.PLAN]).files
    last = plan.read_text(encoding="utf-8").replace("\u00a0", " ").strip().split("\n")[-3]
    assert last.startswith("Accords à l’écoute : Inès oui à ")
    assert "Julien accord retiré à " in last
    assert around_of(events, Session((), ()), Seance(time_zone="nulle part")).said == {}


def test_whoever_took_part_is_of_the_group(place: Path) -> None:
    assert set(group_of(Session((), ()), Seance(), sheets(place))) == {"Inès", "Claire", "Julien", "Fatou"}


def test_a_session_without_documents_says_so(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal") as journal:
        journal.append(Opened(version="0", source="jsonl"))
    with pytest.raises(SessionError):
        export(tmp_path, Audience.CLIENT, TEXT)


def test_nothing_typed_turns_around_the_words_of_a_file(place: Path) -> None:
    first = next(sheet for sheet in sheets(place) if sheet.document is Document.PLAN).entries[0]
    do(place, Change("edit", Document.PLAN, entry=first.id, text="Voir \u202eMarc\u2069 \u2066lundi", person="I\u202enès"))
    made = export(place, Audience.CLIENT, (Form.MD, Form.ICS, Form.JSON), [Document.PLAN])
    texts = [path.read_text(encoding="utf-8") for path in made.files]
    assert "Voir Marc lundi" in texts[0]
    assert not any(re.search("[\u202a-\u202e\u2066-\u2069]", text) for text in texts)


def test_what_she_takes_back_from_the_group_leaves_its_exports_and_the_others_stay(place: Path) -> None:
    for document in (Document.PLAN, Document.NOTES):
        _approve(place, document, Audience.GROUP)
    hers = export(place, Audience.CLIENT, TEXT).files
    export(place, Audience.GROUP, TEXT)
    export(place, Audience.FACILITATOR, TEXT)
    do(place, Change("share", Document.PLAN, audience=Audience.FACILITATOR, by=CLIENT))
    assert {one.name for one in (place / "exports").iterdir()} == {"pour Inès", "pour l'animation"}
    assert all(one.exists() for one in hers)
    assert _names(export(place, Audience.GROUP, TEXT)) == ["pour le groupe/2026-03-12 codev - notes de l'exploration - Inès.md"]
    do(place, Change("share", Document.PLAN, audience=Audience.GROUP, by=CLIENT))
    assert (place / "exports" / "pour le groupe").exists()


def test_what_is_refused_while_it_is_exported_is_on_no_disk_afterwards(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = threading.Thread(target=lambda: do(place, Change("refuse", Document.PLAN, by=CLIENT)))

    def slow(made: object, at: object) -> bytes:
        del made, at
        refusing.start()
        refusing.join(timeout=1.0)  # it waits for the files; without that, they would be written after it emptied their folder
        return b"Marc"

    monkeypatch.setitem(exporting._WRITERS, Form.MD, slow)
    (written,) = export(place, Audience.CLIENT, TEXT, [Document.PLAN]).files
    refusing.join()
    assert written.is_relative_to(place / "exports")
    assert not (place / "exports").exists()
    with pytest.raises(SessionError, match="refusé"):
        export(place, Audience.CLIENT, TEXT, [Document.PLAN])
