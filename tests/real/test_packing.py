"""A session taken to another machine with age itself, whose passphrases cost a gigabyte and some seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.hear import hear
from codev_voice.companion.opening import open_session
from codev_voice.companion.packing import pack, unpack
from codev_voice.errors import FileError
from codev_voice.session import keys
from sessions import write_session

pytestmark = pytest.mark.real


def test_a_session_travels_in_an_age_file(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    folder = hear(transcript, people=settings, into=tmp_path / "s").folder
    made = pack(folder.path, tmp_path / "s.age", "quatre mots de passe")
    data = made.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"adjoint" not in data
    assert keys.find(folder.path).key.hex().encode() not in data
    with pytest.raises(FileError, match="phrase de passe n'est pas la bonne"):
        unpack(made, tmp_path / "ici", "une autre phrase")
    assert open_session(unpack(made, tmp_path / "ici", "quatre mots de passe").path).session == open_session(folder.path).session
    made.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(FileError, match="le fichier est abîmé"):
        unpack(made, tmp_path / "encore", "quatre mots de passe")
    assert not (tmp_path / "encore").exists()
