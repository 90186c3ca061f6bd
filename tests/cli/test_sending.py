from __future__ import annotations

import base64
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.runs import command
from codev_voice.companion.hear import hear
from codev_voice.companion.papers import sheets
from codev_voice.documents.sheet import Document
from codev_voice.session.card import Method
from codev_voice.session.events import Heard
from codev_voice.session.identity import identity
from codev_voice.session.journal import read_events
from sessions import write_session

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entendue")
    transcript, settings = write_session(folder)
    hear(transcript, people=settings, into=folder / "séance", method=Method.NONE)
    return folder / "séance"


@pytest.fixture
def place(heard: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(heard, tmp_path / "séance"))


def answer(place: Path, decision: dict[str, Any], *documents: Document) -> Path:
    answered = []
    for sheet in sheets(place):
        if sheet.document in (documents or (Document.PLAN,)):
            approved = {"digest": sheet.digest, "audience": "groupe"} if decision["kind"] == "approve" else {}
            about = {"consultation": 0, "document": sheet.document, "version": 1, "digest": sheet.digest, "after": sheet.digest}
            answered.append({**about, "decision": {**decision, **approved}})
    whole = {"format": "codev-voice reponse", "version": 1, "session": identity(read_events(place / "journal")), "letter": "l"}
    file = place.parent / "réponse.json"
    file.write_text(json.dumps({**whole, "person": "Inès", "at": "2026-03-12T19:30:05Z", "documents": answered}), encoding="utf-8")
    return file


def test_send_says_where_the_page_is_and_what_to_do_with_it(place: Path, capsys: Capture) -> None:
    ran = command(capsys, "send", place)
    assert ran.code == 0
    assert Path(ran.out.strip()).is_file()
    assert ran.last == "Envoyez ce fichier à Inès par le moyen que vous utilisez d'habitude."


def test_a_phrase_is_asked_twice_and_is_to_be_said_aloud(place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("trois petits chats\ntrois petits chiens\ntrois petits chats\ntrois petits chats\n"))
    assert "pas les mêmes" in command(capsys, "send", place, "--phrase").last
    ran = command(capsys, "send", place, "--phrase")
    assert "de vive voix" in ran.last
    assert "Marc" not in Path(ran.out.strip()).read_text(encoding="utf-8")


def test_approve_says_how_each_document_now_stands(place: Path, capsys: Capture) -> None:
    file = answer(place, {"kind": "approve"})
    assert command(capsys, "approve", place, file).out == "Mon plan d'action : approuvé en entier, partagé avec le groupe.\n"
    assert "déjà enregistrée" in command(capsys, "approve", place, file).out


def test_approve_says_whose_files_went_when_she_no_longer_shares(place: Path, capsys: Capture) -> None:
    command(capsys, "approve", place, answer(place, {"kind": "approve"}))
    assert command(capsys, "export", place, "--for", "groupe", "--format", "md").code == 0
    file = answer(place, {"kind": "approve"})
    file.write_text(file.read_text(encoding="utf-8").replace('"groupe"', '"moi"').replace("19:30", "19:45"), encoding="utf-8")
    ran = command(capsys, "approve", place, file)
    assert ran.out.splitlines()[1] == "Effacé du dossier exports : pour le groupe. Ce qui a déjà été envoyé ne se reprend pas."


def test_approve_says_what_was_erased(place: Path, capsys: Capture) -> None:
    assert "est effacé" in command(capsys, "approve", place, answer(place, {"kind": "refuse"})).out


def test_what_was_heard_is_destroyed_once_everything_is_decided(place: Path, capsys: Capture) -> None:
    assert command(capsys, "approve", place, answer(place, {"kind": "approve"}, Document.PLAN, Document.NOTES)).err == ""
    assert any(isinstance(event, Heard) for event in read_events(place / "journal"))
    ran = command(capsys, "approve", place, answer(place, {"kind": "refuse"}, Document.CONTRACT))
    assert "transcription" in ran.err
    assert not any(isinstance(event, Heard) for event in read_events(place / "journal"))


def _typed(*lines: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(b"".join(lines)), encoding="utf-8")


def _armoured(data: bytes, name: str = "CODEV-VOICE REPONSE") -> bytes:
    return f"Bonjour,\n\n-----BEGIN {name}-----\n".encode() + base64.encodebytes(data) + f"-----END {name}-----\n".encode()


def test_an_answer_is_pasted_without_a_file(place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    data = answer(place, {"kind": "approve"}).read_bytes()
    monkeypatch.setattr("sys.stdin", _typed(_armoured(data), b"Bien \xc3\xa0 vous,\n"))
    assert command(capsys, "approve", place, "-").out == "Mon plan d'action : approuvé en entier, partagé avec le groupe.\n"
    monkeypatch.setattr("sys.stdin", _typed(data))
    assert "déjà enregistrée" in command(capsys, "approve", place, "-").out
    monkeypatch.setattr("sys.stdin", _typed(b" \n"))
    ran = command(capsys, "approve", place, "-")
    assert (ran.code, ran.last.split(" : ")[0]) == (3, "Rien n'a été collé")


def test_the_phrase_comes_after_a_closed_answer_that_is_pasted(place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    from codev_voice.documents.letter.age import seal

    closed = seal(answer(place, {"kind": "approve"}).read_bytes(), "trois petits chats", bytes, 4)
    monkeypatch.setattr("sys.stdin", _typed(_armoured(closed, "AGE ENCRYPTED FILE"), b"trois petits chats\n"))
    assert command(capsys, "approve", place, "-").out == "Mon plan d'action : approuvé en entier, partagé avec le groupe.\n"


def test_how_to_paste_is_in_the_help(capsys: Capture) -> None:
    assert "« - »" in command(capsys, "approve", "--help").out


def test_what_is_no_answer_is_one_line(place: Path, capsys: Capture) -> None:
    ran = command(capsys, "approve", place, place / "seance.toml")
    assert ran.code == 3
    assert ran.last.startswith("Ce fichier n'est pas une réponse")


def test_a_phrase_is_asked_again_when_it_was_not_the_right_one(place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    from codev_voice.documents.letter.age import seal

    file = answer(place, {"kind": "approve"})
    file.write_bytes(seal(file.read_bytes(), "trois petits chats", bytes, 4))
    monkeypatch.setattr("sys.stdin", io.StringIO("un chat\n"))
    ran = command(capsys, "approve", place, file)
    assert (ran.code, ran.last) == (5, "Aucune phrase de passe n'a été donnée : relancez la commande et tapez-la.")
    monkeypatch.setattr("sys.stdin", io.StringIO("un chat\ntrois petits chats\n"))
    ran = command(capsys, "approve", place, file)
    assert ran.code == 0
    assert "Ce n'est pas la bonne phrase." in ran.err
