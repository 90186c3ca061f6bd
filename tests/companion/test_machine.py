from __future__ import annotations

import ctypes
import hashlib
import json
import os
import sys
import types
from pathlib import Path
from typing import NoReturn

import pytest

from codev_voice.companion import machine
from codev_voice.companion.sizes import Timing
from codev_voice.errors import WeightsError
from codev_voice.hearing.words import Whisper
from codev_voice.weights.checking import Report, State

TIMING = Timing(0.3, 0.015, "cpu", 2)


def raising(error: Exception) -> object:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise error

    return refuse


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder that is not there yet, and no engine loaded for real."""
    monkeypatch.setattr(machine, "data_folder", lambda: tmp_path / "data" / "weights")
    monkeypatch.setattr(machine, "ENGINES", ("json",))
    monkeypatch.setattr(machine, "check", lambda: [Report("base", State.RIGHT, tmp_path)])
    monkeypatch.setattr(machine, "measure", lambda _cards: TIMING)
    monkeypatch.setattr(machine, "cuda_cards", lambda: 0)
    monkeypatch.setattr(machine, "microphones", lambda: 1)
    return tmp_path


def test_the_facts_of_a_machine(quick: Path) -> None:
    told: list[float] = []
    facts = machine.gather(lambda _, done: told.append(done))
    assert facts.python == sys.version_info[:3]
    assert facts.cores >= 1
    assert facts.memory is None or facts.memory > 100_000_000
    assert facts.free > 0
    assert facts.writable
    assert facts.timing == TIMING
    assert facts.broken == ()
    assert told == sorted(told)
    assert list(quick.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_base_is_not_timed_when_it_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "check", lambda: [Report("base", State.WRONG)])
    assert machine.gather().timing is None


@pytest.mark.usefixtures("quick")
def test_a_missing_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ENGINES", ("json", "ctranslate2"))
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    facts = machine.gather()
    assert (facts.broken, facts.cards, facts.timing) == (("ctranslate2",), 0, None)


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine._writable(tmp_path / "not" / "there")
    monkeypatch.setattr("tempfile.TemporaryFile", raising(PermissionError(13, "no")))
    assert not machine._writable(tmp_path)


def test_cores_are_those_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    assert machine.cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert machine.cores() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says its memory another way")
def test_memory_may_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sysconf", raising(ValueError("unknown name")))
    assert machine.memory() is None


class PortAudioError(Exception):
    pass


def sounddevice(inputs: list[int] | None) -> types.ModuleType:
    module = types.ModuleType("sounddevice")
    devices = raising(PortAudioError()) if inputs is None else lambda: [{"max_input_channels": number} for number in inputs]
    module.__dict__.update(PortAudioError=PortAudioError, query_devices=devices)
    return module


@pytest.mark.parametrize(("inputs", "count"), [([2, 0, 1], 2), ([0], 0), (None, 0)])
def test_microphones_are_counted(monkeypatch: pytest.MonkeyPatch, inputs: list[int] | None, count: int) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(inputs))
    assert machine.microphones() == count


def test_without_portaudio_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert machine.microphones() is None


@pytest.mark.parametrize(("count", "cards"), [(lambda: 2, 2), (raising(RuntimeError("driver")), 0)])
def test_cards_are_counted(monkeypatch: pytest.MonkeyPatch, count: object, cards: int) -> None:
    module = types.ModuleType("ctranslate2")
    module.__dict__["get_cuda_device_count"] = count
    monkeypatch.setitem(sys.modules, "ctranslate2", module)
    assert machine.cuda_cards() == cards


def test_a_network_is_right_by_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "bundled", tmp_path.joinpath)
    (tmp_path / "voices").mkdir()
    assert not machine.network_is_right("voices/a.onnx")
    (tmp_path / "voices" / "a.onnx").write_bytes(b"network")
    digests = {"files": {"a.onnx": hashlib.sha256(b"network").hexdigest()}}
    (tmp_path / "voices" / "digests.json").write_text(json.dumps(digests), encoding="utf-8")
    assert machine.network_is_right("voices/a.onnx")
    (tmp_path / "voices" / "a.onnx").write_bytes(b"cut")
    assert not machine.network_is_right("voices/a.onnx")
    monkeypatch.setattr(machine, "bundled", raising(WeightsError("Le modèle manque", "réinstallez")))
    assert not machine.network_is_right("voices/a.onnx")


def test_the_card_is_tried_first_then_the_processor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried: list[str] = []

    def time_whisper(whisper: Whisper) -> Timing:
        tried.append(whisper.device)
        if whisper.device == "cuda":
            message = "cublas is not found"
            raise RuntimeError(message)
        return Timing(0.3, 0.01, whisper.device, whisper.threads)

    monkeypatch.setattr(machine, "whisper_folder", lambda _: tmp_path)
    monkeypatch.setattr(machine, "time_whisper", time_whisper)
    monkeypatch.setattr(machine, "cores", lambda: 12)
    assert machine.measure(cards=1) == Timing(0.3, 0.01, "cpu", 6)
    assert tried == ["cuda", "cpu"]


def test_weights_that_do_not_load_are_not_timed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "whisper_folder", lambda _: tmp_path)
    monkeypatch.setattr(machine, "time_whisper", raising(RuntimeError("incomplete file")))
    assert machine.measure(cards=0) is None


def test_what_is_installed_is_found_without_importing_it() -> None:
    assert machine._findable("json.decoder")
    assert not machine._findable("no_such_package.metrics")


def test_windows_says_its_memory_in_kilobytes(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(answer: ctypes._Pointer[ctypes.c_ulonglong]) -> int:
        answer._obj.value = 8_000_000  # type: ignore[attr-defined] # what byref keeps, unknown to the types
        return 1

    windows = types.SimpleNamespace(kernel32=types.SimpleNamespace(GetPhysicallyInstalledSystemMemory=installed))
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    assert machine._windows_memory() == 8_192_000_000
    windows.kernel32.GetPhysicallyInstalledSystemMemory = lambda _: 0
    assert machine._windows_memory() is None
