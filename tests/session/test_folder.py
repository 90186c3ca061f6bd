from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.errors import SessionError
from codev_voice.session.folder import Folder, existing, writing
from codev_voice.session.seance import Seance


def test_a_folder_that_is_no_session_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="n'existe pas"):
        existing(tmp_path / "nulle part")
    with pytest.raises(SessionError, match="n'est pas le dossier d'une séance"):
        existing(tmp_path)
    (tmp_path / "journal").touch()
    assert existing(tmp_path).journal == tmp_path / "journal"


def test_settings_are_kept(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "s")
    assert folder.settings() == Seance()
    folder.save_settings(Seance(title="T"))
    assert folder.settings() == Seance(title="T")
    assert folder.work.parent == folder.exports.parent == folder.sound.parent == folder.path


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "s")
    with writing(folder), pytest.raises(SessionError, match="en cours d'écriture"), writing(folder):
        raise AssertionError
    with writing(folder):
        pass


def test_what_a_killed_process_was_writing_goes_and_nothing_else(tmp_path: Path) -> None:
    torn, mine = tmp_path / ".seance.toml.ab_12345", tmp_path / ".seance.toml.copie"
    torn.touch()
    mine.touch()
    with writing(Folder(tmp_path)):
        assert not torn.exists()
    assert mine.exists()


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "appel.vtt").touch()
    with pytest.raises(SessionError, match="est un fichier"):
        existing(tmp_path / "appel.vtt")
