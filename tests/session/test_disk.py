from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from codev_voice.errors import MachineError
from codev_voice.session.disk import guarded, make_folder, write_private


def test_files_and_folders_are_their_owners_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    write_private(tmp_path / "a" / "f", b"x")
    assert (tmp_path / "a" / "f").read_bytes() == b"x"
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700  # those above that were not there too
        assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "a" / "f").stat().st_mode) == 0o600


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_private(tmp_path / "f", b"before")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineError, match="disque est plein"):
        write_private(tmp_path / "f", b"after")
    assert (tmp_path / "f").read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "plein"), (errno.EACCES, "refusé"), (errno.EROFS, "refusé"), (errno.EIO, "ne peut pas"), (None, "inconnue")],
)
def test_every_refusal_is_said_in_french(code: int | None, said: str) -> None:
    with pytest.raises(MachineError, match=said), guarded(Path("x")):
        raise OSError(code, "x") if code else OSError
