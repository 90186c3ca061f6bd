from __future__ import annotations

import shutil
import stat
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from codev_voice.errors import MachineError, WeightsError
from codev_voice.session.progress import silent
from codev_voice.weights.disk import alone, megabytes, need_room, staging, swap_in, write_pieces


@pytest.mark.parametrize(("size", "said"), [(148e6, "148 Mo"), (3.09e9, "3,1 Go"), (999e6, "999 Mo"), (0, "0 Mo")])
def test_sizes_for_people(size: float, said: str) -> None:
    assert megabytes(size) == said


def test_room_is_asked_before(tmp_path: Path) -> None:
    need_room(tmp_path, 1)
    with pytest.raises(MachineError, match=r"Il faut .* libres .* il en reste"):
        need_room(tmp_path, shutil.disk_usage(tmp_path).free + 1)


def test_a_second_fetcher_waits_then_is_refused(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        FileLock(tmp_path / "fetch.lock"),
        pytest.raises(WeightsError, match="toujours en cours"),
        alone(tmp_path, lambda doing, _: told.append(doing), patience=0.01),
    ):
        pass
    assert told == ["Attente d'un autre téléchargement"]


def test_the_lock_is_given_back_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), alone(tmp_path, silent):
        _ = 1 / 0
    with alone(tmp_path, silent):
        pass


def test_staging_leaves_nothing(tmp_path: Path) -> None:
    with staging(tmp_path, "whisper-base") as temporary:
        (temporary / "half").write_bytes(b"x")
        assert temporary.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_pieces_are_written_or_added_in_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    write_pieces(path, [b"a", b"\r\nb"])
    write_pieces(path, [b"c"], append=True)
    assert path.read_bytes() == b"a\r\nbc"
    write_pieces(path, [b"d"])
    assert path.read_bytes() == b"d"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_replaces_another_at_once(tmp_path: Path) -> None:
    old, new, target = tmp_path / ".whisper-base.old", tmp_path / "new", tmp_path / "whisper-base"
    for folder, text in ((target, "before"), (new, "after"), (old, "forgotten by an interruption")):
        folder.mkdir()
        (folder / "file").write_text(text, encoding="utf-8")
    swap_in(new, target)
    assert [(path.name, (path / "file").read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("whisper-base", "after")]


def test_what_was_there_comes_back_when_the_new_one_cannot_be_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, target = tmp_path / "new", tmp_path / "whisper-base"
    fresh.mkdir()
    target.mkdir()
    (target / "file").write_bytes(b"before")
    rename = Path.rename

    def refuse_fresh(self: Path, destination: Path) -> Path:
        if self == fresh:
            raise PermissionError(13, "busy")
        return rename(self, destination)

    monkeypatch.setattr(Path, "rename", refuse_fresh)
    with pytest.raises(PermissionError):
        swap_in(fresh, target)
    assert (target / "file").read_bytes() == b"before"
