from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import typer

from cli.runs import command
from codev_voice.cli.forgetting import apply_due
from codev_voice.companion.hear import hear
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events
from companion.kept_sessions import small_session
from companion.tidied import later

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_session(tmp_path)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody at a terminal answers, and what she was asked."""
    asked: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)

    def answer(question: str, **_: object) -> str:
        asked.append(question)
        return "oui"

    monkeypatch.setattr(typer, "prompt", answer)
    return asked


def test_the_preview_touches_nothing_and_applying_destroys(folder: Folder, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    before = command(capsys, "tidy", folder.path)
    assert before.out.startswith("Séance du jeudi 12 mars 2026, Un petit codev\n  à détruire le ")
    later(monkeypatch, days=8)
    preview = command(capsys, "tidy", folder.path)
    assert "  à détruire : le son et la transcription (les jours promis sont passés)" in preview.out
    assert preview.out.endswith("Rien n'a été touché : ajoutez --apply pour détruire ce qui est dû.\n")
    assert folder.sound.exists()
    applied = command(capsys, "tidy", folder.path, "--apply")
    assert "  détruit : le son et la transcription (les jours promis sont passés)" in applied.out
    assert not folder.sound.exists()
    assert "rien à détruire" in command(capsys, "tidy", folder.path).out


def test_sessions_of_the_same_day_and_title_are_told_apart(folder: Folder, tmp_path: Path, capsys: Capture) -> None:
    alone, twins = command(capsys, "tidy", folder.path).out, (tmp_path / "bis", tmp_path / "ter" / "bis")
    assert "dossier" not in alone
    for path in twins:
        shutil.copytree(folder.path, path)
    titles = [line for line in command(capsys, "tidy", folder.path, *twins).out.splitlines() if not line.startswith(" ")]
    assert titles == [f"Séance du jeudi 12 mars 2026, Un petit codev (dossier {name})" for name in ("séance", *map(str, twins))]


def test_what_was_destroyed_before_another_refused_is_said(
    folder: Folder, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, days=8)
    ran = command(capsys, "tidy", folder.path, tmp_path / "rien", "--apply")
    assert ran.code
    assert "  détruit : le son et la transcription" in ran.out


def test_without_a_folder_all_known_sessions_are_gone_through(
    folder: Folder, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command(capsys, "tidy").out == "Rien à détruire.\n"
    heard = command(capsys, "hear", tmp_path / "petit.jsonl", "--into", tmp_path / "autre", "--agreed")  # known from there on
    assert heard.code == 0
    later(monkeypatch, days=8)
    (tmp_path / "autre" / "seance.toml").write_text("= 3", encoding="utf-8")
    broken = command(capsys, "tidy", "--apply")
    assert (broken.code, broken.out) == (0, "")
    assert broken.err.startswith("autre : seance.toml n'est pas un fichier TOML")
    assert command(capsys, "tidy", tmp_path / "autre").code == 4


def test_opening_a_session_destroys_what_is_due_and_says_it(folder: Folder, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, days=8)
    apply_due(folder.path)
    assert "détruit : le son et la transcription" in capsys.readouterr().err
    assert not folder.sound.exists()
    apply_due(folder.path)
    assert capsys.readouterr().err == ""
    apply_due(folder.path / "ailleurs")


def test_a_review_read_makes_the_notices_due_the_next_time(folder: Folder, capsys: Capture) -> None:
    assert command(capsys, "review", folder.path).code == 0
    apply_due(folder.path)
    assert "une lettre" in command(capsys, "notices", folder.path).out  # she may still be reading
    assert "détruit : les phrases relevées (bilan relu)" in command(capsys, "tidy", folder.path, "--apply").out
    assert "Aucune phrase relevée" in command(capsys, "notices", folder.path).out


def test_a_session_is_forgotten_with_a_receipt_once_confirmed(folder: Folder, tmp_path: Path, capsys: Capture, answers: list[str]) -> None:
    ran = command(capsys, "forget", folder.path, "--receipt", tmp_path / "reçu.txt")
    assert ran.code == 0
    assert answers == ["Effacer vraiment la séance « séance », sans retour possible ? (oui, non)"]
    assert not folder.path.exists()
    assert (tmp_path / "reçu.txt").read_text(encoding="utf-8").startswith("Reçu d'effacement d'une séance")
    assert (tmp_path / "reçu.txt").stat().st_mode & 0o777 == 0o600


def test_nothing_goes_without_a_yes(folder: Folder, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        command(capsys, "forget", folder.path).last
        == "Rien n'a été effacé, il faut confirmer : ajoutez --yes, ou relancez dans un terminal."
    )
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "non")
    assert command(capsys, "forget", folder.path, "--person", "Fatou").code == 4
    inside = command(capsys, "forget", folder.path, "--yes", "--receipt", folder.path / "reçu.txt")
    assert inside.last.startswith("Le reçu serait effacé avec la séance")
    assert folder.journal.exists()


def test_one_person_is_forgotten_and_the_receipt_names_nobody_else(folder: Folder, capsys: Capture) -> None:
    ran = command(capsys, "forget", folder.path, "--person", "Fatou", "--yes")
    assert ran.code == 0
    assert ran.out.startswith("Reçu d'effacement de ce qu'a dit Fatou\n")
    assert not [name for name in ("Inès", "Marc", "Julien", "lettre") if name in ran.out]
    assert "une lettre" not in command(capsys, "transcript", folder.path).out
    assert command(capsys, "forget", folder.path, "--person", "Zoé", "--yes").code == 4


def test_hear_asks_once_whether_everybody_agreed(tmp_path: Path, capsys: Capture, answers: list[str]) -> None:
    source = tmp_path / "petit.jsonl"
    small_session(tmp_path)
    assert command(capsys, "hear", source, "--into", tmp_path / "s").code == 0
    assert len(answers) == 1
    assert "accepté" in answers[0]
    again = command(capsys, "hear", source, "--into", tmp_path / "s")
    assert len(answers) == 1
    assert "accord" not in again.err
    given = [(event.person, event.given) for event in read_events(tmp_path / "s" / "journal") if type(event).__name__ == "Consent"]  # type: ignore[union-attr] # told by its name
    assert given == [(None, True)]


def test_after_a_no_nothing_is_read_nor_written(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "petit.jsonl"
    small_session(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "non")
    for arguments in ((), ("--not-agreed",)):
        ran = command(capsys, "hear", source, "--into", tmp_path / "s", *arguments)
        assert ran.last.startswith("Sans l'accord de chacun, cette séance n'est ni lue ni écoutée")
        assert not (tmp_path / "s").exists()


def test_without_a_terminal_the_answer_is_an_option_and_nothing_is_done_without_it(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "petit.jsonl"
    small_session(tmp_path)
    content, before = source.read_bytes(), sorted(tmp_path.iterdir())
    ran = command(capsys, "hear", source, "--into", tmp_path / "s")
    assert (ran.code, ran.out, ran.err) == (
        4,
        "",
        "Rien n'a été lu, il faut savoir si chacun a dit oui : ajoutez --agreed si c'est le cas, ou relancez dans un terminal.\n",
    )
    assert sorted(tmp_path.iterdir()) == before
    assert command(capsys, "hear", tmp_path / "absent.vtt").last.startswith("absent.vtt est introuvable")
    assert command(capsys, "hear", source, "--into", tmp_path / "s", "--agreed").code == 0
    assert command(capsys, "hear", source, "--into", tmp_path / "s").code == 0  # once is enough
    assert source.read_bytes() == content
    assert sorted(place.name for place in (tmp_path / "s").iterdir() if place.name[0] != ".") == ["cle.toml", "journal", "seance.toml"]


def test_a_session_heard_before_it_was_asked_is_asked_about_when_it_is_heard_again(tmp_path: Path, capsys: Capture) -> None:
    small_session(tmp_path)
    hear(tmp_path / "petit.jsonl", into=tmp_path / "s")
    journal = (tmp_path / "s" / "journal").read_bytes()
    assert command(capsys, "hear", tmp_path / "petit.jsonl", "--into", tmp_path / "s").code == 4
    assert (tmp_path / "s" / "journal").read_bytes() == journal
    assert command(capsys, "hear", tmp_path / "petit.jsonl", "--into", tmp_path / "s", "--agreed").code == 0
