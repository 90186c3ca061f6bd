from __future__ import annotations

from pathlib import Path

import pytest

from cli.runs import command
from codev_voice.companion.hear import hear
from codev_voice.session.card import Method
from sessions import write_session


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entendue")
    transcript, settings = write_session(folder)
    hear(transcript, people=settings, into=folder / "séance", method=Method.NONE)
    return folder / "séance"


def test_files_are_named_one_a_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "export", place, "--format", "md, json", "--document", "plan")
    assert ran.code == 0
    assert [Path(line).suffix for line in ran.out.strip().split("\n")] == [".md", ".json"]


def test_replaced_names_are_shown_here_alone(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("--discreet", "--name", "Marc=P1, le futur", "--keep", "Lyon", "--into", tmp_path)
    ran = command(capsys, "export", place, "--format", "md", "--document", "plan", *chosen)
    assert "  Marc → P1, le futur" in ran.err
    (path,) = tmp_path.iterdir()
    assert "Marc" not in path.read_text(encoding="utf-8")


def test_what_is_not_approved_is_refused_to_the_group(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "export", place, "--for", "groupe")
    assert ran.code == 5
    assert "pas encore approuvé" in ran.last


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--format", "odt", "docx"), ("--document", "lettre", "contrat"), ("--name", "Marc", "--name")],
)
def test_a_wrong_option_says_what_to_write(place: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, told: str) -> None:
    ran = command(capsys, "export", place, option, value)
    assert ran.code == 4
    assert told in ran.last
