from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.runs import command
from codev_voice.session.events import Reviewed
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events
from companion.live.held import holding
from review.wording import FORBIDDEN
from sessions import LINES, write_session

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    transcript, settings = write_session(tmp_path)
    assert command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--agreed").code == 0
    return tmp_path / "s"


def test_the_review_is_read_and_computed_with(folder: Path, capsys: Capture) -> None:
    ran = command(capsys, "review", folder)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "# Bilan de la séance")
    assert not FORBIDDEN.search(ran.out)
    assert not any(text in ran.out for _, _, text, _ in LINES)
    stages = json.loads(command(capsys, "review", folder, "--json").out)["consultations"][0]["stages"]
    assert [stage["stage"] for stage in stages] == list(range(7))


def test_for_one_person_alone(folder: Path, capsys: Capture) -> None:
    ran = command(capsys, "review", folder, "--for", "julien")
    assert ran.code == 0
    assert "Vos chiffres, Julien" in ran.out
    assert "Fatou" not in ran.out
    assert json.loads(command(capsys, "review", folder, "--for", "Julien", "--json").out)["person"] == "Julien"


def test_files_for_a_spreadsheet_and_pictures(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    ran = command(capsys, "review", folder, "--csv", tmp_path / "f", "--pictures", tmp_path / "f", "--output", tmp_path / "f" / "bilan.md")
    assert (ran.code, ran.out) == (0, "")
    names = sorted(path.name for path in (tmp_path / "f").iterdir())
    assert "2026-03-12 codev - bilan - chiffres.csv" in names
    assert "2026-03-12 codev - bilan - parole par étape.pdf" in names
    assert all(name in ran.err for name in names)


def test_a_session_followed_by_hand_has_its_time(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path / "main", monkeypatch) as held:
        held.session.open()
        held.act("consent", person="Bruno", given=False)
        held.act("stage", stage=1)
        held.act("stop")
    ran = command(capsys, "review", tmp_path / "main", "--pictures", tmp_path / "f", "--csv", tmp_path / "f")
    assert (ran.code, len(list((tmp_path / "f").iterdir()))) == (0, 3)
    assert "*Rien n'a été écouté dans cette séance" in ran.out
    assert "| 1. Exposé | " in ran.out
    assert "### La parole" not in ran.out
    assert not FORBIDDEN.search(ran.out)
    refused = command(capsys, "review", tmp_path / "main", "--for", "Bruno")
    assert (refused.code, "rien n'a été écouté" in refused.err) == (5, True)


def test_several_sessions_give_the_groups_evolution(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    ran = command(capsys, "review", folder, folder, "--pictures", tmp_path / "f")
    assert ran.out.startswith("# D'une séance à l'autre")
    assert "Julien" not in ran.out
    assert len(list((tmp_path / "f").iterdir())) == 2
    assert len(json.loads(command(capsys, "review", folder, folder, "--json").out)["sessions"]) == 2


def test_only_one_sessions_review_that_is_shown_makes_its_notices_due(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    def read() -> bool:
        return any(isinstance(event, Reviewed) for event in read_events(Folder(folder).journal))

    shutil.copytree(folder, tmp_path / "autre")
    for arguments in (
        [tmp_path / "autre"],
        [tmp_path / "autre", "--pictures", tmp_path / "f"],
        ["--json"],
        ["--output", tmp_path / "f" / "bilan.md"],
        ["--csv", tmp_path / "f"],
        ["--for", "Julien"],
    ):
        assert command(capsys, "review", folder, *arguments).code == 0
        assert not read(), arguments
    assert command(capsys, "review", folder).code == 0
    assert read()


def test_refusals_are_one_french_line(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    for arguments, code in (
        (["--for", "Zoé"], 5),
        (["--for", "Julien", "--csv", tmp_path], 4),
        ([folder, "--for", "Julien"], 4),
        ([folder, "--csv", tmp_path], 4),
        ([tmp_path / "rien"], 5),
    ):
        ran = command(capsys, "review", folder, *arguments)
        assert (ran.code, len(ran.err.strip().splitlines())) == (code, 1), arguments
    assert command(capsys, "review").code == 2
    assert "list[" not in command(capsys, "review", "--help").out


def test_names_and_stages_corrected_are_followed(folder: Path, capsys: Capture) -> None:
    command(capsys, "rename", folder, "Fatou", "Aline", "--role", "consultant")
    command(capsys, "move", folder, 5, "contrat")
    (one,) = json.loads(command(capsys, "review", folder, "--json").out)["consultations"]
    assert one["stages"][3]["visits"][0]["first"] == 5
    assert (one["consultants"], one["away"]) == (["Aline", "Julien"], ["Fatou"])
