from __future__ import annotations

import sys
from pathlib import Path

import pytest
import typer

from cli.runs import command
from codev_voice.companion import keeping_voices
from codev_voice.companion.keeping_voices import Kept
from codev_voice.session import voiceprints
from codev_voice.session.card import NAME
from codev_voice.session.progress import Progress
from companion.kept_sessions import small_session
from companion.kept_voices import keep

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str, Path | None]]:
    """What was asked to be kept."""
    calls: list[tuple[Path, str, Path | None]] = []

    def kept(path: Path, person: str, source: Path | None, *, progress: Progress) -> Kept:
        calls.append((path, person, source))
        return Kept(person, 31.5, 2)

    monkeypatch.setattr(keeping_voices, "keep", kept)
    return calls


def test_the_voices_are_listed_with_since_when_and_from_how_many_sessions(capsys: Capture) -> None:
    assert command(capsys, "voices").out == "Aucune voix n'est gardée.\n"
    keep("Inès", 0, 1)
    keep("Bruno", 0, network="avant")
    old = " ; entendue par une version précédente, elle ne sert plus : gardez-la de nouveau"
    assert command(capsys, "voices").out.splitlines() == [
        f"Bruno : voix gardée le jeudi 12 mars 2026, d'après 1 séance{old}",
        "Inès : voix gardée le jeudi 12 mars 2026, d'après 2 séances",
    ]
    (voiceprints.kept()[0].path / NAME).unlink()
    assert command(capsys, "voices").out.splitlines()[1].startswith("Voix que plus rien n'ouvre (la clé n'est pas là) : 1")


def test_a_voice_is_kept_once_she_asked(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[Path, str, Path | None]]
) -> None:
    folder = small_session(tmp_path).path
    refused = command(capsys, "voices", "keep", folder, "inès")
    assert refused.last == "Rien n'a été gardé, il faut confirmer : ajoutez --yes, ou relancez dans un terminal."
    questions: list[str] = []
    answers = ["non", "oui"]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)

    def answer(question: str, **_: object) -> str:
        questions.append(question)
        return answers.pop(0)

    monkeypatch.setattr(typer, "prompt", answer)
    assert command(capsys, "voices", "keep", folder, "inès").code == 4
    assert asked == []
    done = command(capsys, "voices", "keep", folder, "inès")
    assert asked == [(folder, "Inès", None)]
    assert questions[0] == (
        "La voix d'Inès sera gardée sur cette machine, pour être reconnue la prochaine fois : Inès l'a demandé ? (oui, non)"
    )
    assert done.out == (
        "La voix d'Inès est gardée, chiffrée (32 s entendues ici, 2 séances en tout). Pour l'effacer : codev-voice voices forget \"Inès\"\n"
    )


def test_yes_says_that_she_asked(tmp_path: Path, capsys: Capture, asked: list[tuple[Path, str, Path | None]]) -> None:
    folder = small_session(tmp_path).path
    assert command(capsys, "voices", "keep", folder, "Inès", "--yes", "--from", tmp_path / "son.m4a").code == 0
    assert asked == [(folder, "Inès", tmp_path / "son.m4a")]
    assert command(capsys, "voices", "keep", folder, "Zoé", "--yes").last.startswith("Aucune voix ne porte le nom « Zoé »")


def test_a_voice_is_forgotten_and_it_is_said(capsys: Capture) -> None:
    keep("Inès", 0)
    keep("Bruno", 0)
    keep("Claire", 0)
    assert command(capsys, "voices", "forget", "inès").out == "La voix d'inès est effacée, et sa clé détruite.\n"
    assert command(capsys, "voices", "forget", "Inès").last.startswith("Aucune voix n'est gardée sous le nom « Inès »")
    assert command(capsys, "voices", "forget").code == 4
    assert command(capsys, "voices", "forget", "Bruno", "--all").code == 4
    assert command(capsys, "voices", "forget", "--all").out == "Voix gardées effacées, clés détruites : 2.\n"
    assert command(capsys, "voices", "forget", "--all").out == "Aucune voix n'est gardée.\n"


def test_to_forget_what_somebody_said_tells_of_her_voice_and_does_not_erase_it(tmp_path: Path, capsys: Capture) -> None:
    folder = small_session(tmp_path).path
    keep("Fatou", 0)
    ran = command(capsys, "forget", folder, "--person", "Fatou", "--yes")
    assert (
        'La voix de Fatou reste gardée sur cette machine, à sa demande, pour la prochaine fois : « codev-voice voices forget "Fatou" »'
        in ran.out
    )
    assert voiceprints.of("Fatou") is not None
    assert "reste gardée" not in command(capsys, "forget", folder, "--person", "Julien", "--yes").out
