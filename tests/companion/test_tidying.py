from __future__ import annotations

import dataclasses
import datetime
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from codev_voice.companion import tidying
from codev_voice.companion.opening import open_session
from codev_voice.companion.papers import do, sheets
from codev_voice.companion.renaming import rename
from codev_voice.companion.tidying import apply, apply_all, look, remember, reviewed, sessions
from codev_voice.companion.withdrawing import cut, withdraw
from codev_voice.documents.changing import Change
from codev_voice.documents.sheet import Document
from codev_voice.errors import SessionError
from codev_voice.review import render_markdown, review_of, to_json
from codev_voice.review.keeping import of_the_group
from codev_voice.review.render.csv import render_csv
from codev_voice.review.series import series_of
from codev_voice.session import keys, phrases
from codev_voice.session.card import Method
from codev_voice.session.events import Counted, Ended, Event, Expired, Heard, Noticed, Reviewed, Unknown
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal, read_events, utc_now
from codev_voice.session.retention import What, Why
from codev_voice.session.values import Role
from codev_voice.sound.segments import sound_seal
from companion.kept_sessions import all_said, small_session

DAY = datetime.timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_session(tmp_path)


def _settle(folder: Folder) -> None:
    """The client approves what there is, and refuses her notes."""
    for document in Document:
        sheet = next(one for one in sheets(folder.path) if one.document is document)
        kind = "refuse" if document is Document.NOTES else "approve"
        do(folder.path, Change(kind, document, 0, digest=sheet.digest, by="client"))  # type: ignore[arg-type] # one of the kinds


def _what(due: tuple[object, ...]) -> list[str]:
    return [one.what for one in due]  # type: ignore[attr-defined] # dues


def test_before_its_days_nothing_is_due_and_the_preview_says_when(folder: Folder) -> None:
    found = look(folder.path, utc_now() + 6 * DAY)
    assert found.due == ()
    assert [(due.what, due.why) for due in found.later] == [(What.SOUND, Why.DAYS), (What.TRANSCRIPT, Why.DAYS)]
    assert (found.title, found.day) == ("Un petit codev", datetime.date(2026, 3, 12))
    before = {file: file.read_bytes() for file in folder.path.rglob("*") if file.is_file()}
    assert apply(folder.path, utc_now() + 6 * DAY).due == ()
    assert {file: file.read_bytes() for file in folder.path.rglob("*") if file.is_file()} == before


def test_after_seven_days_sound_and_transcript_are_nowhere_and_the_drafts_wait_for_the_client(folder: Folder) -> None:
    folder.work.mkdir()
    (folder.work / ("0" * 32)).write_bytes(b"x")
    before = [(sheet.document, [entry.text for entry in sheet.entries]) for sheet in sheets(folder.path)]
    found = apply(folder.path, utc_now() + 7 * DAY)
    assert _what(found.due) == ["son", "transcription"]
    assert sorted(place.name for place in folder.path.iterdir() if place.is_dir()) == []
    assert not any(isinstance(event, Heard | Noticed) for event in read_events(folder.journal))
    said = all_said(folder)
    for words in ("mon adjoint, Marc, voulait", "une lettre avant de le voir", "on coupe les micros"):
        assert words not in said
    after = sheets(folder.path)
    assert [(sheet.document, [entry.text for entry in sheet.entries]) for sheet in after] == before
    assert {entry.sources for sheet in after for entry in sheet.entries} == {()}
    assert [event.what for event in read_events(folder.journal) if isinstance(event, Expired)] == [("son", "transcription")]
    assert look(folder.path, utc_now() + 30 * DAY).due == ()


def test_the_groups_figures_outlive_the_transcript_until_somebody_withdraws(folder: Folder) -> None:
    opened = open_session(folder.path)
    before = review_of(opened.session, opened.seance)
    apply(folder.path, utc_now() + 7 * DAY)
    left = open_session(folder.path, figures=True)
    assert review_of(left.session, left.seance) == of_the_group(before)
    withdraw(folder.path, next(person.name for person in opened.session.people if person.role is Role.CONSULTANT))
    with pytest.raises(SessionError, match="a été détruite"):
        open_session(folder.path, figures=True)


def test_a_session_without_its_transcript_says_so_and_still_shows_its_documents(folder: Folder) -> None:
    apply(folder.path, utc_now() + 7 * DAY)
    with pytest.raises(SessionError, match=r"La transcription de séance a été détruite le \w+ \d+.* : ses documents restent"):
        open_session(folder.path)
    opened = open_session(folder.path, wordless=True)
    assert opened.warnings[0].startswith("le son et la transcription ont été détruits le ")
    plan = next(sheet for sheet in sheets(folder.path) if sheet.document is Document.PLAN)
    done = do(folder.path, Change("approve", Document.PLAN, 0, digest=plan.digest, by="client"))
    assert next(sheet for sheet in done if sheet.document is Document.PLAN).approval is not None


def test_what_the_group_chose_is_read(folder: Folder) -> None:
    folder.save_settings(dataclasses.replace(folder.settings(), keep_transcript=True, keep_days=2))
    assert _what(apply(folder.path, utc_now() + 2 * DAY).due) == ["son"]
    assert not folder.sound.exists()
    assert len(open_session(folder.path).session.turns) == 20


def test_settled_documents_make_the_sound_and_the_transcript_go_at_once(folder: Folder) -> None:
    _settle(folder)
    before = [sheet.approval for sheet in sheets(folder.path)]
    assert sum(approval is not None for approval in before) == 2
    found = apply(folder.path, utc_now() + datetime.timedelta(minutes=1))
    assert [(due.what, due.why) for due in found.due] == [(What.SOUND, Why.SETTLED), (What.TRANSCRIPT, Why.SETTLED)]
    assert not folder.sound.exists()
    after = [sheet.approval for sheet in sheets(folder.path)]
    assert [one and [(entry.id, entry.text) for entry in one.entries] for one in after] == [
        one and [(entry.id, entry.text) for entry in one.entries] for one in before
    ]
    assert "une lettre" not in all_said(folder)


def test_nothing_is_drafted_to_know_that_a_document_still_waits(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = sheets(folder.path)[0]
    do(folder.path, Change("approve", sheet.document, 0, digest=sheet.digest, by="client"))
    monkeypatch.setattr(tidying, "present", lambda *_: pytest.fail("all was drafted"))
    read: list[Path] = []

    def events(path: Path) -> tuple[Event | Unknown, ...]:
        read.append(path)
        return read_events(path)

    monkeypatch.setattr(tidying, "read_events", events)
    assert apply(folder.path, utc_now() + 6 * DAY).due == ()
    assert read == [folder.journal]


def test_sessions_are_told_as_they_are_tidied_but_the_one_that_is_open(folder: Folder, tmp_path: Path) -> None:
    shutil.copytree(folder.path, tmp_path / "autre")
    for path in (folder.path, tmp_path / "autre"):
        remember(path)
    told: list[Path] = []
    done = apply_all(utc_now() + 8 * DAY, but=folder.path, told=lambda one: told.append(one.folder.path))
    assert told == [one.folder.path for one in done] == [tmp_path / "autre"]
    assert folder.sound.exists()


def test_nothing_is_destroyed_while_the_session_goes_on_though_all_documents_so_far_are_settled(folder: Folder) -> None:
    _settle(folder)
    with Journal(folder.journal) as journal:  # killed in the middle, once the first consultation was approved
        journal.rewrite(lambda events: [None if isinstance(event, Ended) else event for event in events])
    assert look(folder.path, utc_now() + datetime.timedelta(minutes=1)).due == ()
    assert [due.why for due in look(folder.path, utc_now() + 7 * DAY).due] == [Why.DAYS, Why.DAYS]


def test_what_was_noticed_goes_after_the_review_and_never_comes_back(folder: Folder) -> None:
    reviewed(folder.path)
    reviewed(folder.path)
    now = utc_now()
    assert apply(folder.path, now, read=False).due == ()  # she may be reading
    assert _what(apply(folder.path, now).due) == ["reperages"]  # she asks for it herself
    events = read_events(folder.journal)
    assert not any(isinstance(event, Noticed) for event in events)
    assert any(isinstance(event, Reviewed) for event in events)
    rename(folder.path, "Fatou", "Aïcha")
    opened = open_session(folder.path)
    assert [notice for turn in opened.session.turns for notice in turn.notices] == []
    assert "phrases relevées dans la clarification ont été effacées" in opened.warnings[0]
    assert len(opened.session.turns) == 20


def test_the_groups_count_of_advice_outlives_the_notices_and_the_transcript(folder: Folder) -> None:
    def told() -> tuple[int | None, dict[str, Any]]:
        opened = open_session(folder.path, figures=True)
        found = review_of(opened.session, opened.seance)
        return series_of([(found, opened.seance)])[0].advice, to_json(found)["consultations"][0]

    count, before = told()
    assert count
    reviewed(folder.path)
    apply(folder.path, utc_now())
    assert (told()[0], told()[1]["notices"], told()[1]["offers"]) == (count, None, [])
    assert [stage["advice"] for stage in told()[1]["stages"]] == [stage["advice"] for stage in before["stages"]]
    (kept,) = (event for event in read_events(folder.journal) if isinstance(event, Counted))
    assert not {"excerpt", "question", "piece", "person"} & set(kept.__struct_fields__)
    apply(folder.path, utc_now() + 7 * DAY)
    assert told()[0] == count


def test_notices_that_went_uncounted_are_not_said_to_be_none(folder: Folder) -> None:
    reviewed(folder.path)
    apply(folder.path, utc_now())
    with Journal(folder.journal) as journal:  # as an older version did, which counted nothing
        journal.rewrite(lambda events: [None if isinstance(event, Counted) else event for event in events])

    def told() -> tuple[str, str, int | None]:
        opened = open_session(folder.path, figures=True)
        found = review_of(opened.session, opened.seance)
        return render_markdown(found), render_csv(found), series_of([(found, opened.seance)])[0].advice

    for _ in range(2):
        text, figures, advice = told()
        assert text.count("Phrases relevées : – (effacées, leur nombre avec elles)") == 1
        assert figures.count("phrases relevées;groupe;;;;;effacé;") == 1
        assert advice is None
        apply(folder.path, utc_now() + 7 * DAY)


def test_the_count_goes_with_a_passage_and_with_a_person(folder: Folder, tmp_path: Path) -> None:
    reviewed(folder.path)
    apply(folder.path, utc_now())
    shutil.copytree(folder.path, tmp_path / "autre")
    cut(folder.path, open_session(folder.path).session.turns[3].pieces[0])
    withdraw(tmp_path / "autre", "Fatou")
    for path in (folder.path, tmp_path / "autre"):
        assert not any(isinstance(event, Counted) for event in read_events(Folder(path).journal))
        assert next(stage for stage in _stages(path) if stage["stage"] == 2)["advice"] is None


def _stages(path: Path) -> list[dict[str, Any]]:
    opened = open_session(path)
    stages: list[dict[str, Any]] = to_json(review_of(opened.session, opened.seance))["consultations"][0]["stages"]
    return stages


def test_without_notices_a_review_leaves_no_trace(folder: Folder) -> None:
    with Journal(folder.journal) as journal:
        journal.rewrite(lambda events: [None if isinstance(event, Noticed) else event for event in events])
    reviewed(folder.path)
    assert not any(isinstance(event, Reviewed) for event in read_events(folder.journal))


def test_all_known_sessions_are_tidied_and_one_that_refuses_stops_no_other(folder: Folder, tmp_path: Path) -> None:
    damaged, held = tmp_path / "abîmée", tmp_path / "tenue"
    for path in (damaged, held):
        shutil.copytree(folder.path, path)
    (damaged / "journal").write_bytes(b"x" * 100)
    for path in (damaged, held, folder.path):
        remember(path)
    assert sessions() == (damaged, held, folder.path)
    with writing(Folder(held)):
        done = apply_all(utc_now() + 8 * DAY)
    assert [one.folder.path for one in done] == [folder.path]
    assert not folder.sound.exists()
    assert (held / "sound").exists()
    assert apply_all(utc_now() + 8 * DAY)[0].folder.path == held


def test_nobody_is_asked_for_a_phrase_but_the_sound_goes_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "derrière une phrase"
    folder = Folder(path)
    monkeypatch.setattr(phrases, "COST", 14)
    monkeypatch.setattr(phrases, "_ASKING", [lambda *_: "quatre mots que voilà"])
    folder.sound.mkdir(parents=True)
    keys.create(path, Method.PHRASE)
    with Journal(folder.journal):
        pass
    (folder.sound / "micro-000001.son").write_bytes(sound_seal(folder.sound).close(b"x", 0))
    monkeypatch.setattr(keys, "_ASKED", {})
    monkeypatch.setattr(phrases, "_ASKING", [lambda *_: pytest.fail("somebody was asked")])
    remember(path)
    old = utc_now().timestamp() - 6.9 * DAY.total_seconds()
    os.utime(folder.sound / "micro-000001.son", (old, old))
    assert apply_all() == ()
    assert folder.sound.exists()
    assert apply_all(utc_now() + DAY) == ()
    assert not folder.sound.exists()


def test_a_list_that_cannot_be_written_stops_nothing(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fichier").write_bytes(b"")
    monkeypatch.setenv("CODEV_VOICE_SESSIONS", str(tmp_path / "fichier" / "liste.json"))
    remember(folder.path)
    assert apply_all(utc_now() + 8 * DAY) == ()
    assert folder.sound.exists()
