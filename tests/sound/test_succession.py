from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.errors import MachineError
from codev_voice.sound.succession import NAME, Turn


def test_the_last_that_took_its_turn_has_it(tmp_path: Path) -> None:
    first, second = Turn(tmp_path / "sound"), Turn(tmp_path / "sound")
    assert not first.over
    first.take()
    assert not first.over
    assert not second.over  # it has not begun
    second.take()
    assert first.over
    assert not second.over


def test_a_token_that_is_gone_is_nobody_else_s(tmp_path: Path) -> None:
    turn = Turn(tmp_path)
    turn.take()
    (tmp_path / NAME).unlink()
    assert not turn.over


def test_a_folder_that_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MachineError):
        Turn(tmp_path / "file").take()
