from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest
import typer

from cli.runs import command
from codev_voice.cli.regrouping import coming
from codev_voice.session.folder import Folder
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Role
from companion.group_sessions import GROUP, held

Capture = pytest.CaptureFixture[str]
LATER = (datetime.datetime.now().astimezone().date() + datetime.timedelta(days=30)).isoformat()


def _settings(folder: Path) -> Seance:
    return read_seance(folder / "seance.toml")


def test_the_people_of_the_group_come_back_and_nothing_is_asked(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(tmp_path / "a", "2026-03-12", "Karim")
    last = held(tmp_path / "b", "2026-04-09", "Inès", next_date=LATER)
    folder = Folder(last)
    text = (
        folder.seance.read_text(encoding="utf-8")
        .replace('region = "FR"', 'region = "QC"')
        .replace("vocabulary = []", 'vocabulary = ["CSE"]')
    )
    folder.seance.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_args, **_kwargs: pytest.fail("something is asked"))
    ran = command(
        capsys, "new", tmp_path / "suite", "--groupe", GROUP.upper(), "--client", "fatou", "--word", "Lyon", "--prochaine", "2027-01-05"
    )
    assert ran.code == 0
    assert ran.err == "Repris de la séance du jeudi 9 avril 2026 : Claire anime, avec Karim, Inès, Fatou.\n"
    seance = _settings(tmp_path / "suite")
    assert [(person.name, person.role) for person in seance.people] == [
        ("fatou", Role.CLIENT),
        ("Claire", Role.FACILITATOR),
        ("Karim", Role.CONSULTANT),
        ("Inès", Role.CONSULTANT),
    ]
    assert (seance.group, seance.region, seance.vocabulary) == (GROUP.upper(), "QC", ("Lyon", "CSE"))
    assert (str(seance.date), str(seance.next_date)) == (LATER, "2027-01-05")


def test_people_given_win_and_a_new_group_asks_as_before(capsys: Capture, tmp_path: Path) -> None:
    held(tmp_path / "a", "2026-03-12", "Karim")
    ran = command(capsys, "new", tmp_path / "b", "--groupe", GROUP, "--animateur", "Bo", "--consultant", "Cy", "--consultant", "Dee")
    assert (ran.code, ran.err) == (0, "")
    assert [person.name for person in _settings(tmp_path / "b").people] == ["Bo", "Cy", "Dee"]
    assert command(capsys, "new", tmp_path / "c", "--groupe", "Tout neuf").code == 0
    assert (_settings(tmp_path / "c").group, _settings(tmp_path / "c").people) == ("Tout neuf", ())


def test_a_date_that_is_not_known_is_said(capsys: Capture, tmp_path: Path) -> None:
    held(tmp_path / "a", "2026-03-12", "Karim", next_date="2026-03-13")
    ran = command(capsys, "new", tmp_path / "b", "--groupe", GROUP)
    assert "la date reste à dire (--date)" in ran.err
    assert _settings(tmp_path / "b").date is None
    assert _settings(tmp_path / "b").named(Role.CLIENT) == ()


def test_an_announced_date_holds_until_it_is_past() -> None:
    assert coming(Seance(next_date=datetime.date.fromisoformat(LATER))) == LATER
    assert coming(Seance(next_date=datetime.date(2026, 3, 13))) is None
    assert coming(Seance()) is None
