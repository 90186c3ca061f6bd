from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.runs import command
from sessions import LINES, write_session

Capture = pytest.CaptureFixture[str]
ADVICE = "Tu devrais lui écrire une lettre avant de le voir."


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    transcript, settings = write_session(tmp_path)
    assert command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--agreed").code == 0
    return tmp_path / "s"


def test_the_sentences_are_listed_and_nobody_is_named(folder: Path, capsys: Capture) -> None:
    ran = command(capsys, "notices", folder)
    assert ran.code == 0
    assert "pour vous seul·e" in ran.out
    lines = ran.out.splitlines()
    at = lines.index(f"   « {ADVICE} »")
    assert lines[at - 1].startswith("1. ≈ ")
    assert lines[at - 1].endswith("consultant·e, conseil direct")
    assert lines[at + 1].startswith("   Question possible : « ")
    assert not any(name in ran.out for name, _, _, _ in LINES)


def test_an_answer_is_kept_shown_and_replaced(folder: Path, capsys: Capture) -> None:
    ran = command(capsys, "answer", folder, 1, "dit")
    assert (ran.code, ran.out.strip()) == (0, f"1. « {ADVICE} » : question dite.")
    assert "Votre réponse : question dite" in command(capsys, "notices", folder).out
    assert "Phrases relevées" in command(capsys, "review", folder).out
    assert command(capsys, "answer", folder, 1, "Pas-un-conseil").code == 0
    assert "Votre réponse : ce n'était pas un conseil" in command(capsys, "notices", folder).out
    review = command(capsys, "review", folder).out
    assert ADVICE not in review
    assert "Phrases relevées" not in review
    turns = json.loads(command(capsys, "transcript", folder, "--format", "json").out)["turns"]
    assert turns[7]["notices"][0]["answer"] == "not_advice"
    assert command(capsys, "answer", folder, 1, "ignore").out.strip().endswith(": ignoré.")


def test_as_json(folder: Path, capsys: Capture) -> None:
    command(capsys, "answer", folder, 1, "ignoré")
    (one,) = json.loads(command(capsys, "notices", folder, "--json").out)
    assert {key: one[key] for key in ("number", "turn", "role", "kind", "name", "excerpt", "level", "withdrawn", "answer")} == {
        "number": 1, "turn": 7, "role": "consultant", "kind": "A1", "name": "conseil direct", "excerpt": ADVICE, "level": "alert",
        "withdrawn": False, "answer": "ignored",
    }  # fmt: skip
    assert one["question"]
    assert len(json.loads(command(capsys, "notices", folder, "--all", "--json").out)) >= 1


def test_what_was_only_logged_comes_among_the_others_when_asked(tmp_path: Path, capsys: Capture) -> None:
    transcript, settings = write_session(tmp_path)
    settings.write_text("mute_other = true\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    said = "En fait, il se sent menacé par toi, c'est un problème de légitimité."
    transcript.write_text(
        transcript.read_text(encoding="utf-8").replace("Il est là depuis combien de temps, Marc ?", said), encoding="utf-8"
    )
    command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--agreed")
    told = command(capsys, "notices", tmp_path / "s").out
    every = command(capsys, "notices", tmp_path / "s", "--all").out
    assert "menacé" not in told
    assert {line for line in told.splitlines() if line[:1].isdigit()} < {line for line in every.splitlines() if line[:1].isdigit()}
    assert "noté seulement" in every
    assert "menacé" in every


def test_a_session_without_any_says_so(tmp_path: Path, capsys: Capture) -> None:
    transcript, settings = write_session(tmp_path)
    transcript.write_text(transcript.read_text(encoding="utf-8").replace(ADVICE, "Oui."), encoding="utf-8")
    command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--agreed")
    assert command(capsys, "notices", tmp_path / "s").out.strip() == "Aucune phrase relevée dans la clarification."
    assert command(capsys, "notices", tmp_path / "s", "--json").out.strip() == "[]"
    assert command(capsys, "answer", tmp_path / "s", 1, "dit").code == 4


def test_refusals_are_one_line_and_repeat_nothing_that_was_said(folder: Path, capsys: Capture) -> None:
    for arguments, code in (
        (["answer", folder, 9, "dit"], 4),
        (["answer", folder, 1, "peut-être"], 4),
        (["answer", folder, "un", "dit"], 2),
        (["answer", folder.parent, 1, "dit"], 5),
        (["notices", folder.parent], 5),
    ):
        ran = command(capsys, *arguments)
        assert (ran.code, len(ran.err.strip().splitlines())) == (code, 1), arguments
        assert "lettre" not in ran.err


def test_an_interrupted_hearing_is_told(folder: Path, capsys: Capture) -> None:
    from codev_voice.session.events import Ended, Unknown
    from codev_voice.session.journal import Journal, read_events

    events = [event for event in read_events(folder / "journal") if not isinstance(event, Ended | Unknown)]
    (folder / "journal").unlink()
    with Journal(folder / "journal") as journal:
        journal.append(*events)
    assert "À savoir : l'écoute a été interrompue" in command(capsys, "notices", folder).err
