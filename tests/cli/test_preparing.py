from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from cli.runs import command
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Person, Role, Strictness

Capture = pytest.CaptureFixture[str]


def test_everything_has_a_default(capsys: Capture, tmp_path: Path) -> None:
    assert command(capsys, "new", tmp_path / "s").code == 0
    assert read_seance(tmp_path / "s" / "seance.toml").preset == 90


def test_every_option_is_written(capsys: Capture, tmp_path: Path) -> None:
    ran = command(
        capsys, "new", tmp_path, "--title", "T",
        "--date", "2026-11-24", "--next-date", "2026-12-15", "--client", "Ana", "--animateur", "Bo",
        "--animateur-consultant",
        "--consultant", "Cy", "--consultant", "Dee", "--subject", "S", "--question", "Q", "--word", "CSE",
        "--preset", "60", "--minutes", "4=25", "--minutes", "2=10,5", "--no-stage0",
        "--consultations", "2", "--region", "QC", "--strictness", "strict",
    )  # fmt: skip
    assert ran.code == 0
    seance = read_seance(tmp_path / "seance.toml")
    assert seance.people == (
        Person("Ana", Role.CLIENT),
        Person("Bo", Role.FACILITATOR, (Role.CONSULTANT,)),
        Person("Cy", Role.CONSULTANT),
        Person("Dee", Role.CONSULTANT),
    )
    assert (seance.date, seance.next_date) == (datetime.date(2026, 11, 24), datetime.date(2026, 12, 15))
    assert (seance.minutes, seance.stage0, seance.consultations, seance.region) == ({4: 25.0, 2: 10.5}, False, 2, "QC")
    assert (seance.strictness, seance.vocabulary, seance.title, seance.subject, seance.question) == (
        Strictness.STRICT,
        ("CSE",),
        "T",
        "S",
        "Q",
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "demain"], "La date"),
        (["--preset", "45"], "preset"),
        (["--minutes", "quatre"], "Les minutes"),
        (["--minutes", "9=5"], "de 0 à 6"),
        (["--region", "US"], "region"),
        (["--client", "Ana", "--animateur", "ana", "--consultant", "Cy"], "deux personnes"),
        (["--client", "Ana"], "compte 1 personne"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(capsys: Capture, tmp_path: Path, options: list[str], said: str) -> None:
    ran = command(capsys, "new", tmp_path, *options)
    assert ran.code == 4
    assert said in ran.last
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_replaced_only_when_asked(capsys: Capture, tmp_path: Path) -> None:
    command(capsys, "new", tmp_path, "--title", "Avant")
    ran = command(capsys, "new", tmp_path, "--title", "Après")
    assert ran.code == 5
    assert read_seance(tmp_path / "seance.toml").title == "Avant"
    assert command(capsys, "new", tmp_path, "--title", "Après", "--force").code == 0
    assert read_seance(tmp_path / "seance.toml").title == "Après"


def test_in_a_terminal_it_asks(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Iterator[str] = iter(
        ["Titre", "2026-11-24", "Bo", "Ana", "Cy, Dee", "", "Comment faire ?", "CSE, RH", "60", "4=25", "strict", "non"]
    )
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(answers))
    assert command(capsys, "new", tmp_path).code == 0
    seance = read_seance(tmp_path / "seance.toml")
    assert (seance.title, seance.preset, seance.stage0, seance.question, seance.subject) == ("Titre", 60, False, "Comment faire ?", None)
    assert seance.strictness is Strictness.STRICT
    assert seance.minutes == {4: 25.0}
    assert [person.name for person in seance.people] == ["Ana", "Bo", "Cy", "Dee"]
    assert seance.vocabulary == ("CSE", "RH")


def test_an_answer_not_understood_is_asked_again_and_none_is_lost(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Iterator[str] = iter(
        [
            "T",
            "demain",
            "2026-11-24",
            "Bo",
            "Bo",
            "Cy",
            "Bo",
            "Ana",
            "Cy",
            "",
            "",
            "",
            "une heure",
            "60",
            "quatre",
            "",
            "fort",
            "",
            "si",
            "o",
        ]
    )
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(answers))
    ran = command(capsys, "new", tmp_path)
    assert ran.code == 0
    for said in ("La date", "deux personnes", "La durée", "Les minutes", "La vigilance", "La réponse"):
        assert said in ran.err
    seance = read_seance(tmp_path / "seance.toml")
    assert (seance.title, seance.preset, seance.stage0, seance.strictness) == ("T", 60, True, Strictness.NORMAL)
    assert [person.name for person in seance.people] == ["Ana", "Bo", "Cy"]
