from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codev_voice.companion.papers import do
from codev_voice.companion.series import again, groups, places, series
from codev_voice.documents.changing import Change
from codev_voice.documents.sheet import Document
from codev_voice.errors import FileError
from codev_voice.session import keys, phrases
from codev_voice.session.card import Method
from codev_voice.session.events import ConsentWithdrawn, Followed
from codev_voice.session.folder import Folder
from codev_voice.session.values import Person, Role
from companion.group_sessions import GROUP, approve, held, people


def test_without_any_session_there_is_no_group(tmp_path: Path) -> None:
    assert places() == ()
    assert groups(()) == {}
    assert series((), GROUP).steps == ()
    assert series((), "").steps == ()


def test_a_group_s_sessions_are_found_by_date_whatever_the_capitals(tmp_path: Path) -> None:
    later = held(tmp_path / "b", "2026-04-09", "Inès", next_date="2026-05-07")
    first = held(tmp_path / "a", "2026-03-12", "Karim", next_date="2026-04-09")
    held(tmp_path / "c", "2026-03-20", "Fatou", group="Un autre")
    held(tmp_path / "d", "2026-03-21", "Fatou", group=None)
    found = series(places(), " codev  du MARDI ").steps
    assert [step.folder.path for step in found] == [first, later]
    assert [[one.client for one in step.rounds] for step in found] == [["Karim"], ["Inès"]]
    assert {name: len(seances) for name, seances in groups(places()).items()} == {GROUP: 2, "Un autre": 1}


def test_a_document_is_approved_or_under_way_and_one_refused_is_not_told(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim", "Inès")
    approve(place)
    do(place, Change("refuse", "notes", 0, by="client"))
    approve(place, 1, entries=("je_fais:p1:0",))  # in part only
    first, second = series(places(), GROUP).steps[0].rounds
    assert (first.client, first.approved) == ("Karim", {Document.CONTRACT: False, Document.PLAN: True})
    assert (second.client, second.approved) == ("Inès", dict.fromkeys(Document, False))


def test_folders_given_are_looked_into_and_a_copy_counts_once(tmp_path: Path) -> None:
    place = held(tmp_path / "ailleurs" / "a", "2026-03-12", "Karim", known=False)
    assert places() == ()
    assert places([tmp_path / "ailleurs"]) == places([place]) == (place,)
    shutil.copytree(place, tmp_path / "ailleurs" / "copie")
    assert len(places([tmp_path / "ailleurs"])) == 2
    assert len(series(places([tmp_path / "ailleurs"]), GROUP).steps) == 1
    with pytest.raises(FileError, match="n'existe pas"):
        places([tmp_path / "nulle part"])


def test_one_that_cannot_be_opened_breaks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "COST", 14)
    monkeypatch.setattr(phrases, "_ASKING", [lambda _what, _new: "quatre mots bien choisis"])
    held(tmp_path / "a", "2026-03-12", "Karim")
    damaged = held(tmp_path / "b", "2026-03-19", "Inès")
    (damaged / "journal").write_bytes(b"n'importe quoi")
    locked = held(tmp_path / "c", "2026-03-26", "Fatou")
    keys.create(locked, Method.PHRASE)
    monkeypatch.setattr(keys, "_ASKED", {})
    monkeypatch.setattr(phrases, "_ASKING", [lambda _what, _new: pytest.fail("nobody is asked")])
    gone = held(tmp_path / "d", "2026-04-02", "Karim")
    keys.create(gone, Method.FILE)
    keys.destroy(gone)
    wrong = held(tmp_path / "e", "2026-04-09", "Karim")
    (wrong / "seance.toml").write_text("groupe = 3", encoding="utf-8")
    found = series(places(), GROUP)
    assert [(step.folder.name, bool(step.trouble)) for step in found.steps] == [("a", False), ("b", True), ("c", True), ("d", True)]
    assert [one.client for one in found.steps[2].rounds] == ["Fatou"]
    assert "phrase de passe" in found.steps[2].trouble
    assert "détruite" in found.steps[3].trouble
    assert [line.split(" : ")[0] for line in found.unread] == ["e"]


def test_when_time_is_short_the_last_sessions_are_read_first(tmp_path: Path) -> None:
    for month in range(1, 4):
        held(tmp_path / f"s{month}", f"2026-0{month}-12", "Karim")
    assert [step.trouble for step in series(places(), GROUP, seconds=0.0).steps] == ["Le temps a manqué pour la lire."] * 3
    assert [step.trouble for step in series(places(), GROUP, seconds=60.0).steps] == [""] * 3


def test_a_step_says_which_plans_were_spoken_of_and_who_left(tmp_path: Path) -> None:
    more = (Followed(plan="ab/0", person="Karim", entry="x", state="fait"), ConsentWithdrawn(person="Inès", by="facilitator"))
    held(tmp_path / "a", "2026-03-12", "Fatou", more=more)
    (step,) = series(places(), GROUP).steps
    assert (step.plans, step.left) == (frozenset({"ab/0"}), frozenset({"Inès"}))
    assert (step.day.isoformat(), len(step.name)) == ("2026-03-12", 64)


def test_a_session_without_a_date_is_placed_by_its_journal(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim")
    folder = Folder(place)
    folder.seance.write_text(folder.seance.read_text(encoding="utf-8").replace("date = 2026-03-12", "", 1), encoding="utf-8")
    held(tmp_path / "b", "2020-01-01", "Inès")
    assert [step.folder.name for step in series(places(), GROUP).steps] == ["b", "a"]


def test_the_same_people_come_back_and_nobody_is_client_but_the_one_named() -> None:
    before = (*people("Karim"), Person("Malo", Role.OBSERVER))
    roles = {person.name: person.role for person in again(before)}
    assert roles == {
        **dict.fromkeys(("Karim", "Inès", "Fatou"), Role.CONSULTANT),
        "Claire": Role.FACILITATOR,
        "Malo": Role.OBSERVER,
    }
    named = again(before, " inès ")
    assert [person.name for person in named if person.role is Role.CLIENT] == ["inès"]
    assert len(named) == len(before)
    assert len(again(before, "Zoé")) == len(before) + 1
    assert again(()) == ()
