from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice import weights
from codev_voice.companion.live.opening import holding, prepare
from codev_voice.companion.live.options import LiveOptions, load
from codev_voice.errors import FileError, SessionError
from codev_voice.session.events import IMPORT, Opened
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal

SHEET = 'title = "Un client difficile"\ndate = 2026-11-24\n'


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(weights, "whisper_folder", Path)
    path = tmp_path / "fiche" / "seance.toml"
    path.parent.mkdir()
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_sheet_makes_a_folder_that_sorts(sheet: Path) -> None:
    folder = prepare(sheet, None)
    assert folder.path == Path("2026-11-24 codev - Un client difficile")
    assert folder.seance.read_text(encoding="utf-8") == SHEET
    assert prepare(sheet, None).path == folder.path


def test_a_folder_is_itself_and_a_sheet_in_a_session_is_its_session(sheet: Path, tmp_path: Path) -> None:
    assert prepare(sheet.parent, None).path == sheet.parent
    Journal(sheet.parent / "journal").close()
    assert prepare(sheet, None).path == sheet.parent
    assert prepare(sheet, tmp_path / "ailleurs").path == tmp_path / "ailleurs"


def test_a_long_title_makes_a_name_that_file_systems_take(sheet: Path) -> None:
    sheet.write_text(f'title = "{"🎧" * 90} : suite ?"\ndate = 2026-11-24\n', encoding="utf-8")
    folder = prepare(sheet, None)
    assert folder.seance.exists()
    assert len(folder.path.name.encode()) < 255


def test_no_sheet_and_another_sessions_folder_are_refused(sheet: Path, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="introuvable"):
        prepare(tmp_path / "rien.toml", None)
    taken = tmp_path / "prise"
    taken.mkdir()
    (taken / "seance.toml").write_text('title = "Autre"\n', encoding="utf-8")
    with pytest.raises(SessionError, match="une autre fiche"):
        prepare(sheet, taken)


def test_a_session_is_held_by_one_program_and_keeps_its_address(sheet: Path) -> None:
    folder = prepare(sheet, None)
    with holding(folder, LiveOptions(threads=1)) as session:
        token = session.options.token
        assert len(token) > 20
        with pytest.raises(SessionError, match="en cours d'écriture"), holding(folder, None):
            pass
    with holding(folder, None) as again:
        assert again.options.token == token
        assert again.options.threads == 1


def test_at_the_door_new_options_win_and_in_the_call_those_it_was_begun_with(sheet: Path) -> None:
    folder = prepare(sheet, None)
    with holding(folder, LiveOptions(threads=1)) as session:
        token = session.options.token
    with holding(folder, LiveOptions(threads=2)) as session:
        assert session.options.threads == 2
        assert session.options.token != token  # the door opens anew, at another address
        session._set(began=1.0)
    with holding(folder, LiveOptions(threads=4)) as session:
        assert session.options.threads == 2
    assert load(folder).began == 1.0


def test_a_session_read_from_a_file_is_refused(sheet: Path) -> None:
    folder = Folder(sheet.parent)
    with Journal(folder.journal) as journal:
        journal.append(Opened(by=IMPORT, version="1", source="0123456789abcdef base"))
    with pytest.raises(SessionError, match="lue d'un fichier"), holding(folder, LiveOptions()):
        pass


def test_what_was_never_opened_live_cannot_be_taken_up_again(sheet: Path) -> None:
    with pytest.raises(SessionError, match="pas été ouverte en direct"), holding(Folder(sheet.parent), None):
        pass
