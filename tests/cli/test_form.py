from __future__ import annotations

from pathlib import Path

import pytest

from cli.runs import command
from codev_voice.documents.drafting import draft
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Role
from documents.filled_form import filled
from spoken import TUESDAY, spoken

ANSWERS = {
    "client": "Inès",
    "subject": "Une annonce",
    "question": "Comment le dire ?",
    "words": "Marc, CSE",
    "context": "Je vais voir Marc",
}
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(("name", "begins"), [("f.docx", b"PK\x03\x04"), ("f.pdf", b"%PDF")])
def test_a_blank_is_written(capsys: Capture, tmp_path: Path, name: str, begins: bytes) -> None:
    assert command(capsys, "fiche", "--into", tmp_path / "là" / name).code == 0
    assert (tmp_path / "là" / name).read_bytes().startswith(begins)


def test_another_format_is_refused(capsys: Capture, tmp_path: Path) -> None:
    assert command(capsys, "fiche", "--into", tmp_path / "f.odt").code == 4


def test_a_filled_in_sheet_prepares_the_session(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "f.docx").write_bytes(filled(ANSWERS))
    group = ("--animateur", "Claire", "--consultant", "Julien", "--word", "Lyon")
    assert command(capsys, "new", tmp_path / "s", "--fiche", tmp_path / "f.docx", *group).code == 0
    seance = read_seance(tmp_path / "s" / "seance.toml")
    assert (seance.subject, seance.question) == ("Une annonce", "Comment le dire ?")
    assert seance.vocabulary == ("Lyon", "Marc", "CSE")
    assert seance.named(Role.CLIENT) == ("Inès",)
    assert seance.fiche == {"context": "Je vais voir Marc"}


def test_a_sheet_alone_prepares_what_it_can(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "f.docx").write_bytes(filled(ANSWERS))
    assert command(capsys, "new", tmp_path / "s", "--fiche", tmp_path / "f.docx").code == 0
    assert read_seance(tmp_path / "s" / "seance.toml").people == ()


def test_a_missing_sheet_is_told(capsys: Capture, tmp_path: Path) -> None:
    ran = command(capsys, "new", tmp_path, "--fiche", tmp_path / "absente.docx")
    assert ran.code == 3
    assert "absente.docx" in ran.last


def test_what_the_sheet_says_is_never_taken_as_said() -> None:
    session = spoken("5 Claire: Tu repars avec quoi ?\n5 Inès: Je vais appeler la mairie lundi.")
    with_sheet = Seance(date=TUESDAY, fiche={"context": "Je vais voir Marc mardi.", "expected": "Des idées"})
    assert draft(session, with_sheet) == draft(session, Seance(date=TUESDAY))
