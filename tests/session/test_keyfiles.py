from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from codev_voice.errors import MachineError
from codev_voice.session import keyfiles

KEY = bytes(range(32))


def test_a_key_is_its_owners_alone_and_kept_out_of_backups() -> None:
    folder = keyfiles.keys_folder()
    assert keyfiles.get("a") is None
    keyfiles.put("a", KEY)
    assert keyfiles.get("a") == KEY
    assert (folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o600


def test_a_key_that_is_destroyed_is_overwritten_first(tmp_path: Path) -> None:
    keyfiles.put("a", KEY)
    os.link(keyfiles.keys_folder() / "a", tmp_path / "the same blocks")
    keyfiles.delete("a")
    keyfiles.delete("a")
    assert keyfiles.get("a") is None
    left = (tmp_path / "the same blocks").read_bytes()
    assert len(left) == 64
    assert KEY.hex().encode() not in left


def test_they_lie_in_the_users_data_unless_somebody_names_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    assert keyfiles.named()
    monkeypatch.setenv(keyfiles.VARIABLE, " ")
    assert not keyfiles.named()
    assert keyfiles.keys_folder() == tmp_path / "data" / "cles"


def test_what_is_no_key_is_none_and_a_refusal_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    keyfiles.put("a", KEY)
    (keyfiles.keys_folder() / "a").write_bytes(b"\xff not a key")
    assert keyfiles.get("a") is None
    monkeypatch.setenv(keyfiles.VARIABLE, str(keyfiles.keys_folder() / "a"))
    with pytest.raises(MachineError):
        keyfiles.put("b", KEY)
