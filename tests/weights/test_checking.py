from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from codev_voice.errors import WeightsError
from codev_voice.weights.checking import State, check, listing
from codev_voice.weights.pins import MODELS
from weights.standins import WHOLE, hexadecimal, toy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def toy_base(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    assert not root.exists()
    monkeypatch.setitem(MODELS, "base", toy())


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def states(*names: str) -> dict[str, State]:
    return {report.name: report.state for report in check(names)}


def test_base_is_always_looked_at() -> None:
    (report,) = check()
    assert (report.name, report.state, report.mend) == ("base", State.ABSENT, "codev-voice models fetch base")
    assert not report.usable


def test_right_bytes(root: Path) -> None:
    fill(root / "whisper-base", WHOLE)
    assert states() == {"base": State.RIGHT}


def test_bytes_changed_without_changing_the_size(root: Path) -> None:
    fill(root / "whisper-base", WHOLE | {"config.json": b"[]"})
    (report,) = check(["base"])
    assert (report.state, report.detail) == (State.WRONG, "config.json : empreinte inattendue")
    assert not report.usable


def test_a_cut_file_and_a_missing_one(root: Path) -> None:
    fill(root / "whisper-base", {name: data for name, data in WHOLE.items() if name != "tokenizer.json"} | {"config.json": b""})
    (report,) = check(["base"])
    assert report.detail == "config.json : 0 octets au lieu de 2, tokenizer.json manque"
    assert report.mend == "codev-voice models fetch base"


def test_a_size_without_pins_is_only_complete(root: Path) -> None:
    fill(root / "whisper-small", WHOLE)
    assert states() == {"base": State.ABSENT, "small": State.UNPINNED}


def test_a_size_pinned_at_its_first_fetch(root: Path) -> None:
    fill(root / "whisper-small", WHOLE)
    files = {name: {"size": len(data), "sha256": hexadecimal(data)} for name, data in WHOLE.items()}
    (root / "pins.json").write_text(json.dumps({"whisper-small": {"commit": "a", "files": files}}), encoding="utf-8")
    assert states("small") == {"small": State.RIGHT}
    (root / "whisper-small" / "vocabulary.txt").write_bytes(b"b\n")
    assert states("small") == {"small": State.WRONG}


def test_a_named_folder_s_bytes_are_its_owner_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEV_VOICE_MODELS", str(tmp_path))
    folder = fill(tmp_path / "whisper-base", WHOLE | {"model.bin": b"another conversion"})
    assert states("base") == {"base": State.UNPINNED}
    (folder / "config.json").unlink()
    (report,) = check(["base"])
    assert report.state is State.WRONG
    assert report.mend == f"complétez ou retirez {folder}"


def test_an_unknown_name() -> None:
    with pytest.raises(WeightsError, match="huge"):
        check(["huge"])


def test_the_list(root: Path) -> None:
    fill(root / "whisper-base", WHOLE)
    found = {entry.name: entry for entry in listing()}
    assert set(found) == set(MODELS)
    assert found["base"].folder == root / "whisper-base"
    assert found["base"].size == sum(map(len, WHOLE.values()))
    assert found["base"].default
    assert found["base"].origin == "index Python"
    assert found["small"].folder is None
    assert found["small"].origin == "dépôt Systran/faster-whisper-small"
