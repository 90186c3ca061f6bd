from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from cli.runs import command
from codev_voice.session.known import known
from codev_voice.transcripts import WRITTEN
from opinion.standin import body, said, serving
from sessions import write_session

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    transcript, settings = write_session(tmp_path)
    ran = command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--agreed")
    assert ran.code == 0
    assert ran.out.strip() == str(tmp_path / "s")
    return tmp_path / "s"


@pytest.mark.parametrize("form", WRITTEN)
def test_every_form_of_the_transcript_has_every_word(folder: Path, capsys: Capture, form: str) -> None:
    ran = command(capsys, "transcript", folder, "--format", form)
    assert ran.code == 0
    assert "Julien" in ran.out
    assert form == "rttm" or "combien de temps" in ran.out


def test_the_json_of_a_turn_has_the_promised_keys(folder: Path, capsys: Capture) -> None:
    turns = json.loads(command(capsys, "transcript", folder, "--format", "json").out)["turns"]
    assert {"index", "speaker", "role", "start", "end", "text", "stage", "stage_live", "notices"} <= turns[0].keys()
    assert {"kind", "excerpt", "level", "confidence"} <= turns[7]["notices"][0].keys()
    assert turns[7]["notices"][0]["level"] == "alert"


def test_documents_have_the_promised_shape(folder: Path, capsys: Capture) -> None:
    made = json.loads(command(capsys, "documents", folder, "--json").out)
    assert {"client", "facilitator", "consultants", "subject", "demand", "kinds", "out_of_scope", "protections", "reserves",
            "reformulated_by", "agreed", "version", "history", "sources"} == made["contract"].keys()  # fmt: skip
    assert {"kept", "actions", "dropped"} == made["plan"].keys()
    (action,) = made["plan"]["actions"]
    assert (action["due"], action["status"], action["sources"]) == ("2026-03-17", "commitment", [17])
    text = command(capsys, "documents", folder).out
    assert "brouillon à relire par Inès" in text
    assert "mardi 17 mars 2026" in text


def test_the_review_says_that_times_are_estimated(folder: Path, capsys: Capture) -> None:
    assert json.loads(command(capsys, "review", folder, "--json").out)["estimated"] is True
    assert "estimé" in command(capsys, "review", folder).out


def test_to_a_file_of_ones_own(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    ran = command(capsys, "transcript", folder, "--format", "vtt", "--output", tmp_path / "la" / "t.vtt")
    assert ran.code == 0
    assert ran.out == ""
    assert (tmp_path / "la" / "t.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert os.name == "nt" or stat.S_IMODE((tmp_path / "la" / "t.vtt").stat().st_mode) == 0o600


def test_a_corrected_name_is_everywhere(capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "sans fiche"
    command(capsys, "hear", write_session(tmp_path)[0], "--into", folder, "--agreed")
    ran = command(capsys, "rename", folder, "Fatou", "Aline", "--role", "consultant")
    assert ran.out.strip() == "Fatou est maintenant Aline, consultant·e."
    for arguments in (["transcript", folder], ["documents", folder], ["review", folder, "--json"]):
        ran = command(capsys, *arguments)
        assert ran.code == 0
        assert "Fatou" not in ran.out, arguments


def test_a_stage_is_said_where_it_begins_and_taken_back(folder: Path, capsys: Capture) -> None:
    numbered = command(capsys, "transcript", folder, "--format", "txt", "--numbers").out
    assert "[5] Julien (≈ " in numbered
    ran = command(capsys, "move", folder, 5, "contrat")
    assert ran.code == 0
    assert ran.out.startswith("Les étapes de la séance :\n")
    assert "Tour 5 : 3. Contrat (d'après vous)\n" in ran.out
    assert json.loads(command(capsys, "transcript", folder, "--format", "json").out)["turns"][5]["stage"] == 3
    ran = command(capsys, "move", folder, 5, "--undo")
    assert ran.code == 0
    assert "d'après vous" not in ran.out
    for arguments, code in (([5], 4), ([5, "3", "--undo"], 4), ([5, "--undo"], 4), ([99, "3"], 4), ([5, "pause"], 4), (["x", "3"], 2)):
        ran = command(capsys, "move", folder, *arguments)
        assert (ran.code, len(ran.err.strip().splitlines())) == (code, 1), arguments


def test_what_is_no_session_is_refused(capsys: Capture, tmp_path: Path) -> None:
    for arguments in (["transcript", tmp_path], ["documents", tmp_path / "x"], ["review", tmp_path], ["rename", tmp_path, "a", "b"]):
        ran = command(capsys, *arguments)
        assert ran.code == 5
        assert len(ran.err.strip().splitlines()) == 1


def test_a_folder_that_was_renamed_is_known_again_once_it_is_read(folder: Path, capsys: Capture) -> None:
    moved = folder.rename(folder.with_name("renommé"))
    assert moved.resolve() not in known()
    command(capsys, "transcript", moved)
    assert moved.resolve() in known()


def test_heard_twice_it_is_said(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    ran = command(capsys, "hear", tmp_path / "petit.jsonl", "--into", folder, "--agreed")
    assert ran.code == 0
    assert "Déjà fait" in ran.err


def test_a_session_is_never_written_over_by_what_is_read_from_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    folder = tmp_path / "s"
    assert command(capsys, "hear", transcript, "--people", settings, "--into", folder, "--agreed").code == 0
    for name in ("journal", "seance.toml"):
        before = (folder / name).read_bytes()
        ran = command(capsys, "transcript", folder, "--output", folder / name)
        assert ran.code == 5
        assert f"« {name} »" in ran.last
        assert (folder / name).read_bytes() == before
    ran = command(capsys, "transcript", folder, "--output", tmp_path)
    assert ran.code == 7
    assert "c'est un dossier" in ran.last or "refusé" in ran.last


def test_nothing_is_refused_of_what_the_extraction_proposes(folder: Path, capsys: Capture) -> None:
    assert "La vérification n'a rien refusé." in command(capsys, "documents", folder, "--refused").out
    assert json.loads(command(capsys, "documents", folder, "--json", "--refused").out)["refused"] == []


def test_a_second_reader_is_verified_and_what_is_refused_is_shown(folder: Path, capsys: Capture) -> None:
    blank = dict.fromkeys(("echeance", "indicateur", "appui", "obstacle"))
    actions = [
        {"tours": [17], "action": "Voir Marc", "ferme": True, "premier_pas": "voir Marc mardi", **blank},
        {"tours": [17], "action": "Licencier Marc", "ferme": True, "premier_pas": None, **blank},
    ]
    with serving(body(said(json.dumps({"actions": actions})))) as server:
        ran = command(capsys, "documents", folder, "--reader", server.url, "--refused")
    assert ran.code == 0
    assert "voir Marc mardi" in ran.out
    assert "Licencier" in ran.out.partition("Refusé par la vérification")[2]


def test_a_second_reader_elsewhere_is_refused_and_one_in_trouble_is_told(folder: Path, capsys: Capture) -> None:
    assert command(capsys, "documents", folder, "--reader", "http://192.0.2.1:80").code != 0
    with serving(body(b"{}", "404 Not Found")) as server:
        ran = command(capsys, "documents", folder, "--reader", server.url)
    assert ran.code == 0
    assert "ne connaît pas ce modèle" in ran.err
    assert "Voir Marc" in ran.out
