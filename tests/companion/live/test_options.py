from __future__ import annotations

import stat
from pathlib import Path

import pytest

from codev_voice.companion.live.options import NAME, LiveOptions, load, save
from codev_voice.errors import SessionError
from codev_voice.session.folder import Folder


def test_what_is_kept_comes_back_and_is_this_users_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    options = LiveOptions(micro="m1", call="c1", file="/x/é.wav", speed=2.0, threads=1, port=4000, token="jeton", began=12.5, played=0.25)
    save(folder, options)
    assert load(folder) == options
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_time_goes_on_from_the_start_to_the_end() -> None:
    assert LiveOptions().moment(100.0) == 0.0
    assert LiveOptions(by_hand=40.0).moment(100.0) == 60.0
    assert LiveOptions(by_hand=40.0, began=90.0, speed=2.0).moment(100.0) == 20.0
    assert LiveOptions(began=40.0, until=50.0).moment(100.0) == 50.0


def test_a_session_that_was_not_opened_live_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="n'a pas été ouverte en direct"):
        load(Folder(tmp_path))


@pytest.mark.parametrize("data", [b"", b"{", b'{"speed": "vite"}', b"\xff", b'{"x": ' + b"[" * 100_000])
def test_a_damaged_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(SessionError, match="abîmé"):
        load(Folder(tmp_path))
