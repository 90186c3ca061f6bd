from __future__ import annotations

import io
import queue
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from codev_voice.errors import WeightsError
from codev_voice.hearing.live import __main__ as entry
from codev_voice.hearing.live.messages import Begin, Command, Failed, Finish, Flush, Message, Ready, decode_message
from codev_voice.hearing.live.voices_beside import Beside
from codev_voice.hearing.words import Whisper
from codev_voice.session.lines import encode

BEGIN = Begin(folder="sound", model="nulle part", quick="nulle part", prompt="Séance avec Lucie.")


def _run(monkeypatch: pytest.MonkeyPatch, told: bytes) -> tuple[int, list[Message]]:
    said = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(told)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=said))
    monkeypatch.setattr(entry, "yield_to_the_call", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    code = entry.main()
    return code, [decode_message(line) for line in said.getvalue().splitlines()]


def test_told_nothing_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, b"") == (0, [])


@pytest.mark.parametrize("told", [b"{\n", b'{"kind":"begin"}\n', b'{"kind":"dance"}\n', encode(Flush())])
def test_what_is_no_beginning_is_refused(monkeypatch: pytest.MonkeyPatch, told: bytes) -> None:
    assert _run(monkeypatch, told) == (2, [])


def test_a_model_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = _run(monkeypatch, encode(BEGIN))
    assert code == WeightsError.exit_code
    (failed,) = said
    assert isinstance(failed, Failed)
    assert "absent ou incomplet" in failed.problem
    assert failed.remedy


def test_a_companion_that_is_gone_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(entry, "_hear", gone)
    assert _run(monkeypatch, encode(BEGIN)) == (0, [])


def test_what_it_says_is_there_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def hear(begin: Begin, told: object, tell: Callable[[Message], None]) -> int:
        assert begin == BEGIN
        tell(Ready())
        return 0

    monkeypatch.setattr(entry, "_hear", hear)
    assert _run(monkeypatch, encode(BEGIN)) == (0, [Ready()])


@pytest.mark.parametrize(("same", "threads"), [(True, 3), (False, 3), (True, 1)])
def test_one_model_is_loaded_once_and_a_core_is_left_to_the_voices(
    monkeypatch: pytest.MonkeyPatch,
    same: bool,  # noqa: FBT001 - a case
    threads: int,
) -> None:
    loaded: list[tuple[Path, str, str, int]] = []
    ran: list[object] = []

    class Worker:
        def __init__(self, begin: Begin, ears: tuple[object, object], voices: object, tell: object, again: object) -> None:
            ran.append(ears)
            alone = voices._voices if isinstance(voices, Beside) else voices
            assert isinstance(voices, Beside) == (threads > 1)
            assert alone == {"people": 5, "two_tracks": False, "threads": 1}

        def run(self, commands: queue.Queue[Command]) -> None:
            ran.append(commands.get(timeout=30))

    ear = SimpleNamespace(french=True)

    def load(whisper: Whisper) -> SimpleNamespace:
        loaded.append((whisper.folder, whisper.prompt, whisper.device, whisper.threads))
        return ear

    monkeypatch.setattr("codev_voice.hearing.live.decoding.Decoder", load)
    monkeypatch.setattr("codev_voice.hearing.live.voices.LiveVoices", lambda **how: how)
    monkeypatch.setattr("codev_voice.hearing.live.worker.Worker", Worker)
    quick = "large" if same else "base"
    begin = Begin(folder="sound", model="large", quick=quick, prompt="Séance.", people=5, two_tracks=False, threads=threads)
    code, _ = _run(monkeypatch, encode(begin) + encode(Finish()))
    assert code == 0
    assert ran == [(ear, None if same else ear), Finish()]
    words = max(1, threads - 1)
    assert loaded == [(Path("large"), "Séance.", "auto", words), (Path("base"), "Séance.", "cpu", words)][: 1 if same else 2]


class _EndedError(Exception):
    """Instead of the process."""


def _listened(monkeypatch: pytest.MonkeyPatch, told: bytes) -> list[Command]:
    commands: queue.Queue[Command] = queue.Queue()

    def end(code: int) -> None:
        raise _EndedError(code)

    monkeypatch.setattr("os._exit", end)
    try:
        entry._listen(io.BytesIO(told), commands)
    finally:
        found = [commands.get_nowait() for _ in range(commands.qsize())]
    return found


def test_commands_are_passed_on_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    told = encode(Flush()) + b'{"kind":"dance"}\nnoise\n' + encode(Finish()) + encode(Flush())
    assert _listened(monkeypatch, told) == [Flush(), Finish()]


def test_it_ends_with_its_companion(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(_EndedError, match="0"):
        _listened(monkeypatch, encode(Flush()))


def test_as_a_process_it_answers_on_its_output_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "codev_voice.hearing.live"], input=encode(BEGIN), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == WeightsError.exit_code
    assert isinstance(decode_message(done.stdout), Failed)
    assert done.stderr == b""
