from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest

from codev_voice.hearing import apart
from codev_voice.hearing.apart import Wanted, heard_apart
from codev_voice.session.values import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

SOUND = np.linspace(-0.5, 0.5, 1600, dtype=np.float32)
WORDS = [Word("Bonjour,", 0.0, 0.4, 0.9), Word("Yann.", 0.5, 0.9)]
WANTED = Wanted(model="base", prompt="Séance.", samples=SOUND.size)
MODULE = "codev_voice.hearing.apart"


class _EndedError(Exception):
    """Instead of the process."""


def _stands_for(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Have another program run instead of the module."""
    real = subprocess.Popen

    def run(command: list[str], **how: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - as it is called
        assert command == [sys.executable, "-m", MODULE]
        return real([sys.executable, "-c", program], **how)

    monkeypatch.setattr(subprocess, "Popen", run)


def test_what_the_process_says_are_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    said = msgspec.json.encode(WORDS).decode()
    _stands_for(
        monkeypatch,
        "import sys, json; told = sys.stdin.buffer; wanted = json.loads(told.readline());"
        "assert wanted == {'model': 'base', 'prompt': 'Séance.', 'samples': 1600}, wanted;"
        f"assert len(told.read(6400)) == 6400; print({said!r})",
    )
    assert heard_apart(SOUND, Path("base"), "Séance.") == WORDS


@pytest.mark.parametrize("program", ["raise SystemExit(1)", "import sys; sys.stdin.buffer.readline(); raise SystemExit(1)"])
def test_a_process_that_ends_has_said_nothing(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    _stands_for(monkeypatch, program)
    assert heard_apart(np.zeros(1 << 20, dtype=np.float32), Path("base"), "Séance.") == []


def test_a_model_that_is_not_there_gives_no_word_and_says_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    assert heard_apart(SOUND, Path("nulle part"), "Séance.") == []
    assert capfd.readouterr() == ("", "")


def test_the_process_hears_what_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[NDArray[np.float32], Path, str]] = []

    def words(held: bytes, model: Path, prompt: str) -> list[Word]:
        heard.append((np.frombuffer(held, dtype=np.float32), model, prompt))
        return WORDS

    said = io.BytesIO()
    monkeypatch.setattr(apart, "_words", words)
    monkeypatch.setattr(apart, "yield_to_everything", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(apart, "_end_with", lambda _: None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(msgspec.json.encode(WANTED) + b"\n" + SOUND.tobytes() + b"more")))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=said))
    assert apart.main() == 0
    assert msgspec.json.decode(said.getvalue(), type=list[Word]) == WORDS
    ((sound, model, prompt),) = heard
    assert np.array_equal(sound, SOUND)
    assert (model, prompt) == (Path("base"), "Séance.")


def test_it_ends_with_whoever_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(code: int) -> None:
        raise _EndedError(code)

    monkeypatch.setattr(os, "_exit", end)
    with pytest.raises(_EndedError, match="0"):
        apart._end_with(io.BytesIO(b""))
