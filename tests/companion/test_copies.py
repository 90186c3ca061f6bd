from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion import copies
from codev_voice.companion.cache import FileCache
from codev_voice.companion.copies import copying, drop_copies, drop_handed, folders, undisturbed
from codev_voice.errors import SessionError
from codev_voice.session.folder import Folder, existing


def test_exports_and_what_an_interrupted_hearing_kept_go_and_nothing_else(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    drop_copies(folder)
    FileCache(folder.work).put("mots", b"x")
    (folder.exports / "pour le groupe").mkdir(parents=True)
    (folder.exports / "pour le groupe" / "plan.md").write_bytes(b"x")
    folder.journal.write_bytes(b"")
    drop_copies(folder)
    assert [place.name for place in tmp_path.iterdir()] == ["journal"]


def test_what_one_reader_was_handed_goes_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folders(folder) == frozenset()
    for name in ("pour le groupe", "pour Inès"):
        (folder.exports / name).mkdir(parents=True)
    drop_handed(folder, ["pour le groupe", "pour l'animation"])
    assert folders(folder) == {"pour Inès"}


def test_nothing_is_erased_while_it_is_copied_nor_copied_while_it_is_erased(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "PATIENCE", 0.0)
    folder = Folder(tmp_path)
    folder.journal.write_bytes(b"")
    with (
        copying(tmp_path, folder.exports / "pour le groupe"),
        pytest.raises(SessionError, match="en train d'être faits"),
        undisturbed(folder),
    ):
        pytest.fail("held twice")
    with undisturbed(folder), pytest.raises(SessionError, match="en train d'être faits"), copying(tmp_path, None, folder.exports):
        pytest.fail("held twice")
    with undisturbed(folder), copying(tmp_path, tmp_path.parent / "ailleurs", None) as found:  # out of reach, and never erased
        assert found == folder


def test_a_session_forgotten_while_one_waited_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "séance"
    place.mkdir()
    (place / "journal").write_bytes(b"")

    def forgotten(path: Path) -> Folder:
        found = existing(path)
        found.journal.unlink()
        path.rmdir()
        return found

    monkeypatch.setattr("codev_voice.companion.copies.existing", forgotten)
    with pytest.raises(SessionError, match="n'existe pas"), copying(place, place / "exports"):
        pytest.fail("there is no session")
    assert not place.exists()


def test_no_copy_is_made_in_the_session_where_a_cut_would_leave_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.journal.write_bytes(b"")
    for place in (tmp_path / "bilan.md", tmp_path / "images"):
        with (
            pytest.raises(SessionError, match=f"« {place.name} » n'est pas écrit") as told,
            copying(tmp_path, folder.exports / "x", place),
        ):
            raise AssertionError("copied")
        assert str(folder.exports) in str(told.value.remedy)
