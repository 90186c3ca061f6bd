from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.runs import command
from codev_voice import __version__
from codev_voice.cli import running
from codev_voice.errors import SessionError

Capture = pytest.CaptureFixture[str]
SECRET = "Marc n'aura pas le poste"


def test_the_version(capsys: Capture) -> None:
    ran = command(capsys, "--version")
    assert (ran.code, ran.out.strip()) == (0, f"codev-voice {__version__}")


def test_help_is_in_french(capsys: Capture) -> None:
    for arguments in (["--help"], ["hear", "--help"], ["models", "--help"], ["eval", "text", "--help"], ["new", "--help"]):
        ran = command(capsys, *arguments)
        assert ran.code == 0
        for english in (
            "Usage:",
            "Options:",
            "Commands:",
            "Arguments:",
            "Show this",
            "required",
            "default:",
            "<path>",
            "<str>",
            "range",
            "<=",
            "{",
        ):
            assert english not in ran.out, arguments


def test_no_command_shows_the_help(capsys: Capture) -> None:
    ran = command(capsys)
    assert "hear" in ran.out + ran.err
    assert ran.code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["heer"], "n'existe pas"),
        (["hear"], "Il manque SOURCE"),
        (["hear", "x", "--tracks", "huit"], "La valeur de --tracks"),
        (["hear", "x", "--rapide"], "L'option --rapide n'existe pas"),
        (["hear", "x", "--into"], "--into attend une valeur"),
        (["hear", "x", "y"], "mot de trop"),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_french_line(capsys: Capture, arguments: list[str], said: str) -> None:
    ran = command(capsys, *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def _raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr(running, "_run", fail)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SessionError("La séance est partie", "cherchez-la"), 5, "La séance est partie : cherchez-la."),
        (KeyboardInterrupt(), 130, "Interrompu"),
        (MemoryError(), 7, "mémoire"),
        (PermissionError(errno.EACCES, SECRET, "dossier/seance.toml"), 7, "L'accès à seance.toml est refusé"),
        (OSError(errno.ENOSPC, SECRET), 7, "Le disque est plein"),
        (OSError(errno.ENAMETOOLONG, SECRET, "a" * 300), 7, "le nom est trop long"),
        (SessionError("Le fichier a\nb", "cherchez-le"), 5, "Le fichier a b : cherchez-le."),
        (ValueError(SECRET), 1, "Erreur imprévue (ValueError)"),
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_every_error_is_one_line_without_speech(
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    said: str,
    debug: bool,  # noqa: FBT001 - a column
) -> None:
    _raising(monkeypatch, error)
    ran = command(capsys, "hear", *(["--debug"] if debug else []))
    assert ran.code == code
    assert said in ran.last
    assert SECRET not in ran.err
    assert (len(ran.err.strip().splitlines()) > 1) is (debug and not isinstance(error, KeyboardInterrupt))


def test_a_reader_who_leaves_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    _raising(monkeypatch, BrokenPipeError())
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    assert command(capsys, "transcript").code == 0


def test_the_module_is_the_command_and_starts_light() -> None:
    script = (
        "import sys, codev_voice.cli.running as r; code = r.run(['--version']); "
        "heavy = {'numpy','scipy','onnxruntime','av','ctranslate2','faster_whisper','pyannote.core','docx','rich'}; "
        "print(sorted(set(sys.modules) & heavy), code)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[] 0"
    whole = subprocess.run(
        [sys.executable, "-m", "codev_voice", "--version"], check=True, capture_output=True, encoding="utf-8", cwd=Path.cwd()
    )
    assert whole.stdout.strip() == f"codev-voice {__version__}"


def test_small_sums_take_one_core_in_every_command_unless_somebody_says_otherwise(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    for wished, found in ((None, "1"), ("4", "4")):
        monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
        if wished:
            monkeypatch.setenv("OPENBLAS_NUM_THREADS", wished)
        assert command(capsys, "--version").code == 0
        assert os.environ["OPENBLAS_NUM_THREADS"] == found


def test_ctrl_c_inside_a_command_is_said_too(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("codev_voice.companion.hear.hear", stopped)
    ran = command(capsys, "hear", tmp_path / "x.wav")
    assert ran.code == 130
    assert ran.err.strip().startswith("Interrompu")


def test_a_refusal_before_any_progress_is_one_line_and_nothing_else(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "vide.wav").touch()
    ran = command(capsys, "hear", tmp_path / "vide.wav", "--into", tmp_path / "s", "--agreed")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "s").exists()
