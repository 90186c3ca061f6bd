from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import keyring
import pytest

from codev_voice import __version__
from codev_voice.companion.forgetting import forget, receipt, receipt_of
from codev_voice.companion.tidying import remember, sessions
from codev_voice.companion.withdrawing import TakenOut
from codev_voice.errors import SessionError
from codev_voice.session import keyfiles
from codev_voice.session.card import Method, read_card, write_card
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import read_events
from companion.kept_sessions import small_session
from session.fake_keyring import FakeKeyring

AT = datetime.datetime(2026, 12, 1, 8, 30, tzinfo=datetime.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_session(tmp_path)


def test_a_session_forgotten_leaves_neither_folder_nor_key_and_no_copy_opens(folder: Folder, tmp_path: Path) -> None:
    copy = tmp_path / "copie"
    shutil.copytree(folder.path, copy)
    card = read_card(folder.path)
    assert card is not None
    assert card.method is Method.FILE
    assert keyfiles.get(card.id) is not None
    remember(folder.path)
    weight = sum(file.stat().st_size for file in folder.path.rglob("*") if file.is_file() and file != folder.lock)
    erased = forget(folder.path)
    assert not folder.path.exists()
    assert keyfiles.get(card.id) is None
    assert sessions() == ()
    with pytest.raises(SessionError, match="clé"):
        read_events(copy / "journal")
    assert sum(kind.size for kind in erased.kinds) == weight
    assert (erased.day, erased.others) == (datetime.date(2026, 3, 12), 0)
    assert {kind.name: kind.files for kind in erased.kinds}["son"] == 2
    assert (tmp_path / "petit.jsonl").exists()  # the source is nobody's but hers


def test_the_receipt_tells_what_and_how_much_without_a_word_nor_a_name(folder: Folder) -> None:
    text = receipt(forget(folder.path), AT)
    assert "Séance : du jeudi 12 mars 2026" in text
    assert f"2026-12-01T08:30:00Z), par codev-voice {__version__}" in text
    assert "- son : 2 fichiers, " in text
    assert "- clé de chiffrement : détruite ; elle était dans un fichier de cette machine" in text
    assert "l'enregistrement ou la transcription d'origine" in text
    for word in ("Marc", "Inès", "Julien", "Fatou", "Claire", "petit codev", "lettre", str(folder.path)):
        assert word not in text


def test_somebody_s_own_files_are_left_and_told(folder: Folder) -> None:
    (folder.path / "journal de bord.docx").write_bytes(b"x")
    (folder.path / "seance.toml.bak").write_bytes(b"x")
    erased = forget(folder.path)
    assert sorted(place.name for place in folder.path.iterdir()) == ["journal de bord.docx", "seance.toml.bak"]
    assert erased.others == 2
    assert "2 fichier(s) qui ne sont pas du programme sont restés" in receipt(erased, AT)


def test_a_session_that_can_no_longer_be_read_is_forgotten_alike(folder: Folder) -> None:
    folder.journal.write_bytes(b"abime")
    folder.seance.write_text("= 3", encoding="utf-8")
    card = read_card(folder.path)
    assert card is not None
    keyfiles.delete(card.id)
    assert forget(folder.path).day is None
    assert not folder.path.exists()


@pytest.mark.parametrize(
    ("method", "told"), [(Method.FILE, "introuvable sur cette machine"), (Method.KEYRING, "introuvable dans le trousseau")]
)
def test_a_key_that_is_not_here_is_not_said_to_be_destroyed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, method: Method, told: str
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", FakeKeyring)  # an empty one
    card = read_card(folder.path)
    assert card is not None
    write_card(folder.path, replace(card, method=method))
    away = keyfiles.keys_folder()
    monkeypatch.setenv(keyfiles.VARIABLE, str(tmp_path / "la clé USB n'est pas là"))
    text = receipt(forget(folder.path), AT)
    assert f"- clé de chiffrement : {told}" in text
    assert "pas détruite" in text
    assert (card.id in text) is (method is Method.FILE)
    assert (away / card.id).exists()


def test_a_damaged_card_hinders_nothing_and_is_told(folder: Folder) -> None:
    (folder.path / "cle.toml").write_text("= 3", encoding="utf-8")
    assert "- clé de chiffrement : introuvable : le fichier cle.toml était abîmé" in receipt(forget(folder.path), AT)
    assert not folder.path.exists()


def test_what_a_stop_in_the_middle_left_is_erased_by_the_same_command(folder: Folder) -> None:
    folder.journal.unlink()
    forget(folder.path)
    assert not folder.path.exists()


def test_a_folder_of_something_else_and_a_session_in_use_are_left_alone(folder: Folder, tmp_path: Path) -> None:
    other = tmp_path / "photos"
    other.mkdir()
    (other / "seance.toml").write_text("x", encoding="utf-8")
    for path in (other, tmp_path / "nulle part"):
        with pytest.raises(SessionError, match="n'est pas le dossier d'une séance"):
            forget(path)
    assert (other / "seance.toml").exists()
    with writing(folder), pytest.raises(SessionError, match="en cours d'écriture"):
        forget(folder.path)
    assert folder.journal.exists()


def test_a_session_in_clear_says_that_it_had_no_key(folder: Folder) -> None:
    (folder.path / "cle.toml").unlink()
    assert "cette séance n'en avait pas" in receipt(forget(folder.path), AT)


def test_the_receipt_of_one_person_is_honest_about_what_stays() -> None:
    text = receipt_of(TakenOut("Fatou", 4, 83.4, 1, 3, 2), datetime.date(2026, 3, 12), AT)
    assert "Reçu d'effacement de ce qu'a dit Fatou" in text
    assert "transcription et du son : 4 (1 min 23 s)" in text
    assert "2 document(s) que la personne cliente a déjà validés sont à elle" in text
    assert "quelques mots dits en" in text
    assert "l'enregistrement ou la transcription d'origine, ce qui a été envoyé ou exporté ailleurs" in text
    assert "validés" not in receipt_of(TakenOut("Fatou", 4, 83.4, 1, 3, 0), None, AT)
