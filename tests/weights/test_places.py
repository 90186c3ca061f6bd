from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest

from codev_voice.errors import MachineError, WeightsError
from codev_voice.weights import whisper_folder
from codev_voice.weights.checking import check, listing
from codev_voice.weights.pins import MODELS, FilePin
from codev_voice.weights.places import faults, kept_pins, pinned
from weights.standins import WHOLE, hexadecimal, toy


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def keep(root: Path, text: str) -> None:
    root.mkdir(parents=True, exist_ok=True)
    (root / "pins.json").write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def toy_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODELS, "base", toy())


def test_base_in_the_data_folder(root: Path) -> None:
    folder = fill(root / "whisper-base", WHOLE)
    assert whisper_folder("base") == folder


def test_absent_says_the_command(root: Path) -> None:
    with pytest.raises(WeightsError, match="« codev-voice models fetch small »"):
        whisper_folder("small")
    assert not root.exists()


def test_a_cut_file_is_seen_at_load(root: Path) -> None:
    fill(root / "whisper-base", WHOLE | {"model.bin": WHOLE["model.bin"][:-1]})
    with pytest.raises(WeightsError, match=r"abîmé \(model.bin : 1039 octets au lieu de 1040\).*models fetch base"):
        whisper_folder("base")


@pytest.mark.parametrize("name", ["whisper-base", "faster-whisper-base"])
def test_the_named_folder_wins(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    fill(root / "whisper-base", WHOLE)
    own = fill(tmp_path / "mine" / name, WHOLE | {"model.bin": b"another conversion"})
    monkeypatch.setenv("CODEV_VOICE_MODELS", str(tmp_path / "mine"))
    assert whisper_folder("base") == own


def test_an_incomplete_named_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "mine" / "whisper-small", {"model.bin": b"x", "config.json": b"", "vocabulary.json": b"[]"})
    monkeypatch.setenv("CODEV_VOICE_MODELS", str(tmp_path / "mine"))
    with pytest.raises(WeightsError, match=r"config.json manque, tokenizer.json manque.*CODEV_VOICE_MODELS"):
        whisper_folder("small")


def test_a_named_folder_without_that_size_falls_back(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fill(root / "whisper-base", WHOLE)
    monkeypatch.setenv("CODEV_VOICE_MODELS", str(tmp_path))
    assert whisper_folder("base") == folder


def test_a_vocabulary_is_needed(tmp_path: Path) -> None:
    folder = fill(tmp_path / "m", {"model.bin": b"x", "config.json": b"{}", "tokenizer.json": b"{}"})
    assert faults(folder, ()) == ("vocabulary.txt (ou .json) manque",)
    assert faults(folder, (FilePin("vocabulary.txt", 2, ""),)) == ("vocabulary.txt manque",)


def test_kept_pins_are_those_of_the_first_fetch(root: Path) -> None:
    small = MODELS["small"]
    assert pinned(small) == ()
    digest = hexadecimal(b"x")
    keep(root, json.dumps({"whisper-small": {"commit": "abc", "files": {"model.bin": {"size": 1, "sha256": digest}}}}))
    assert kept_pins(small) == ("abc", (FilePin("model.bin", 1, digest),))
    assert kept_pins(MODELS["medium"]) == ("", ())
    fill(root / "whisper-small", {"model.bin": b"xy"})
    with pytest.raises(WeightsError, match="2 octets au lieu de 1"):
        whisper_folder("small")


@pytest.mark.parametrize("text", ["{", "[]", '{"whisper-small": {}}', '{"whisper-small": {"commit": "a", "files": {"m": {"size": "?"}}}}'])
def test_damaged_pins_say_what_to_do(root: Path, text: str) -> None:
    keep(root, text)
    with pytest.raises(WeightsError, match="illisible : supprimez-le, puis lancez « codev-voice models fetch small »"):
        kept_pins(MODELS["small"])


def test_a_folder_that_cannot_be_read_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(root / "whisper-base", WHOLE)

    def refuse(_self: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    for look in (lambda: whisper_folder("base"), check, listing):
        with pytest.raises(MachineError, match="refusé"):
            look()
