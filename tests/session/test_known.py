from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from codev_voice.session.known import forget, known, list_file, remember


@pytest.fixture(autouse=True)
def _list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEV_VOICE_SESSIONS", str(tmp_path / "données" / "liste.json"))


def _session(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "journal").write_bytes(b"")
    return path


def test_sessions_are_remembered_once_the_last_at_the_end(tmp_path: Path) -> None:
    one, two = _session(tmp_path / "une"), _session(tmp_path / "deux")
    for path in (one, two, one):
        remember(path)
    assert known() == (two, one)
    forget(two)
    assert known() == (one,)


def test_the_list_is_private_and_holds_nothing_but_paths(tmp_path: Path) -> None:
    remember(_session(tmp_path / "une"))
    assert (list_file().stat().st_mode & 0o777, list_file().parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert json.loads(list_file().read_bytes()) == [str(tmp_path / "une")]


def test_a_session_that_is_gone_is_left_out_and_one_on_an_absent_disk_is_not_dropped(tmp_path: Path) -> None:
    gone, away, here = _session(tmp_path / "partie"), _session(tmp_path / "disque" / "ailleurs"), _session(tmp_path / "ici")
    for path in (gone, away, here):
        remember(path)
    shutil.rmtree(gone)
    shutil.move(tmp_path / "disque", tmp_path / "débranché")
    assert known() == (here,)
    remember(here)
    assert str(gone) not in list_file().read_text(encoding="utf-8")
    shutil.move(tmp_path / "débranché", tmp_path / "disque")
    assert known() == (away, here)


def test_a_folder_that_may_not_be_read_is_neither_told_nor_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, here = _session(tmp_path / "fermée"), _session(tmp_path / "ici")
    remember(closed)
    stat = Path.stat

    def refused(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if closed in {path, path.parent}:
            raise PermissionError
        return stat(path, follow_symlinks=follow_symlinks)

    with monkeypatch.context() as today:
        today.setattr(Path, "stat", refused)
        remember(here)
        assert known() == (here,)
    assert known() == (closed, here)


def test_a_path_that_is_no_text_and_a_list_that_is_damaged(tmp_path: Path) -> None:
    odd = _session(tmp_path / b"s\xe9ance".decode("utf-8", "surrogateescape"))
    remember(odd)
    assert known() == (odd,)
    list_file().write_bytes(b"{")
    assert known() == ()
    for damaged in (b'{"a": 1}', b"[" * 100_000):
        list_file().write_bytes(damaged)
        assert known() == ()


def test_the_list_is_among_the_user_s_data_unless_it_is_said_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODEV_VOICE_SESSIONS")
    assert list_file().name == "seances.json"
    assert list_file().parent.name == "codev_voice"
