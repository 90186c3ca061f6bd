from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from cli.runs import command
from codev_voice.cli.keeping import ask_phrase, method_of
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session import keyfiles, keys, phrases
from codev_voice.session.card import Method
from companion.age_standin import StandIn
from sessions import write_session

PHRASE = "quatre mots de passe"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyrage, "passphrase", StandIn())
    monkeypatch.setattr(phrases, "COST", 14)
    monkeypatch.setattr(keys, "_ASKED", {})


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def type_in(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_in


def test_a_session_goes_to_another_machine_by_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], types: Callable[..., None]
) -> None:
    monkeypatch.chdir(tmp_path)
    transcript, settings = write_session(tmp_path)
    heard = command(capsys, "hear", transcript, "--people", settings, "--into", "s", "--agreed")
    assert f"la clé de cette séance est dans un fichier de cette machine, {keyfiles.keys_folder()}" in heard.err
    whole = command(capsys, "transcript", "s", "--format", "json").out
    types(PHRASE, PHRASE)
    assert command(capsys, "pack", "s").out == "s.age\n"
    monkeypatch.setenv(keyfiles.VARIABLE, str(tmp_path / "l'autre machine"))
    assert "n'est plus sur cette machine" in command(capsys, "transcript", "s").last
    types(PHRASE)
    there = command(capsys, "unpack", "s.age", "ici")
    assert (there.out, there.code) == ("ici\n", 0)
    assert "l'autre machine" in there.err
    assert command(capsys, "transcript", "ici", "--format", "json").out == whole
    types("pas la bonne phrase")
    assert "la phrase de passe n'est pas la bonne" in command(capsys, "unpack", "s.age", "encore").last


def test_behind_a_phrase_it_is_asked_at_each_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], types: Callable[..., None]
) -> None:
    transcript, settings = write_session(tmp_path)
    types(PHRASE, PHRASE)
    heard = command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--phrase", "--agreed")
    assert (heard.code, "derrière votre phrase de passe" in heard.err) == (0, True)
    for typed, code, said in ((PHRASE, 0, ""), ("une autre", SessionError.exit_code, "Ce n'est pas la phrase"), ("", 5, "Aucune phrase")):
        monkeypatch.setattr(keys, "_ASKED", {})
        types(typed)
        read = command(capsys, "transcript", tmp_path / "s", "--format", "txt")
        assert (read.code, said in read.last) == (code, True)


def test_a_session_in_clear_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    transcript, settings = write_session(tmp_path)
    heard = command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--plain", "--agreed")
    assert "cette séance n'est pas chiffrée" in heard.err
    assert b'"kind":"heard"' in (tmp_path / "s" / "journal").read_bytes()
    assert command(capsys, "hear", transcript, "--into", tmp_path / "t", "--plain", "--phrase", "--agreed").code == SettingsError.exit_code
    assert not (tmp_path / "t").exists()


def test_where_a_key_goes() -> None:
    assert method_of(plain=False, phrase=False) is None
    assert method_of(plain=True, phrase=False) is Method.NONE
    assert method_of(plain=False, phrase=True) is Method.PHRASE


def test_a_new_phrase_is_typed_twice_without_being_shown(monkeypatch: pytest.MonkeyPatch, types: Callable[..., None]) -> None:
    types("une phrase", "une autre")
    with pytest.raises(SettingsError, match="ne sont pas les mêmes"):
        ask_phrase("Phrase", new=True)
    typed, asked = iter(["une phrase", "une phrase"]), []

    def hidden(prompt: str, stream: object) -> str:
        asked.append((prompt, stream))
        return next(typed)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", hidden)
    assert ask_phrase("Phrase", new=True) == "une phrase"
    assert asked == [("Phrase : ", sys.stderr), ("La même, encore une fois : ", sys.stderr)]
