from __future__ import annotations

from pathlib import Path

import keyring
import pytest

from codev_voice.errors import MachineError, SessionError
from codev_voice.session import keyfiles, keys, phrases
from codev_voice.session.card import NAME, Method, read_card
from codev_voice.session.events import Ended
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal, read_events
from codev_voice.session.sealing import JOURNAL, PLAIN
from session.fake_keyring import FakeKeyring


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    made = FakeKeyring()
    monkeypatch.delenv(keyfiles.VARIABLE)
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_ASKED", {})
    monkeypatch.setattr(phrases, "COST", 14)
    monkeypatch.setattr(phrases, "_ASKING", [])


def test_without_a_keyring_the_key_is_in_a_file_and_that_is_said(tmp_path: Path) -> None:
    said = keys.begin(Folder(tmp_path))
    card = read_card(tmp_path)
    assert card is not None
    assert card.method is Method.FILE
    assert str(keyfiles.keys_folder()) in said
    assert "dans un fichier de cette machine" in said
    seal = keys.find(tmp_path)
    assert seal.key == keyfiles.get(card.id)
    assert seal.key.hex() not in (tmp_path / NAME).read_text(encoding="utf-8")
    assert keys.part_of(tmp_path, JOURNAL).key == seal.part(JOURNAL).key
    assert keys.begin(Folder(tmp_path)) == ""  # it stays what it is
    assert keys.find(tmp_path).key == seal.key


def test_with_a_keyring_it_is_there_and_asked_for_once(tmp_path: Path, ring: FakeKeyring) -> None:
    assert keys.begin(Folder(tmp_path)) == "la clé de cette séance est dans le trousseau du système"
    (kept,) = ring.kept.values()
    assert keys.find(tmp_path).key.hex() == kept
    assert not keyfiles.keys_folder().exists()
    ring.locked = True
    assert keys.find(tmp_path).key.hex() == kept


def test_a_keyring_that_refuses_gives_way_to_a_file_but_to_who_chose_it(tmp_path: Path, ring: FakeKeyring) -> None:
    ring.locked = True
    keys.create(tmp_path)
    assert read_card(tmp_path) is not None
    assert "fichier" in keys.where(tmp_path)
    with pytest.raises(MachineError, match="trousseau"):
        keys.create(tmp_path, Method.KEYRING)


def test_behind_a_phrase_nothing_is_on_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []

    def ask(what: str, new: bool) -> str:  # noqa: FBT001 - as it is called
        asked.append((what, new))
        return "une phrase assez longue" if len(asked) < 3 else "une autre phrase"

    phrases.asked_by(ask)
    made = keys.create(tmp_path, Method.PHRASE)
    assert keys.find(tmp_path).key == made.key
    assert [new for _, new in asked] == [True]
    monkeypatch.setattr(keys, "_ASKED", {})  # another process
    assert keys.find(tmp_path).key == keys.find(tmp_path).key == made.key
    assert [new for _, new in asked] == [True, False]
    assert not keyfiles.keys_folder().exists()
    monkeypatch.setattr(keys, "_ASKED", {})
    with pytest.raises(SessionError, match="pas la phrase"):
        keys.find(tmp_path)


@pytest.mark.parametrize("method", [Method.FILE, Method.KEYRING, Method.PHRASE])
def test_a_key_that_is_destroyed_takes_the_session_with_it(tmp_path: Path, ring: FakeKeyring, method: Method) -> None:
    phrases.asked_by(lambda *_: "une phrase assez longue")
    keys.create(tmp_path, method)
    with Journal(tmp_path / "journal") as journal:
        journal.append(Ended(seconds=1.0))
    assert len(read_events(tmp_path / "journal")) == 1
    assert keys.destroy(tmp_path)
    keys.destroy(tmp_path)
    with pytest.raises(SessionError, match="a été détruite"):
        read_events(tmp_path / "journal")
    with pytest.raises(SessionError, match="a été détruite"):
        Journal(tmp_path / "journal")
    assert ring.kept == {}
    assert "détruite" in keys.where(tmp_path)
    if keyfiles.keys_folder().exists():
        assert [file.name for file in keyfiles.keys_folder().iterdir()] == ["CACHEDIR.TAG"]


def test_a_key_that_is_elsewhere_or_no_key_is_said(tmp_path: Path) -> None:
    keys.create(tmp_path)
    card = read_card(tmp_path)
    assert card is not None
    place = keyfiles.keys_folder() / card.id
    for left in (b"00", None):
        place.write_bytes(left) if left else place.unlink()
        with pytest.raises(SessionError, match=r"n'est plus sur cette machine.*codev-voice pack"):
            keys.find(tmp_path)


def test_sessions_of_before_and_those_in_clear_stay_so(tmp_path: Path) -> None:
    assert keys.find(tmp_path) is PLAIN
    assert keys.where(tmp_path) == ""
    keys.destroy(tmp_path)
    with Journal(tmp_path / "journal") as journal:
        journal.append(Ended(seconds=1.0))
    assert keys.begin(Folder(tmp_path)) == ""
    assert read_card(tmp_path) is None
    (tmp_path / "claire").mkdir()
    assert "n'est pas chiffrée" in keys.begin(Folder(tmp_path / "claire"), Method.NONE)
    assert keys.find(tmp_path / "claire") is PLAIN
    keys.destroy(tmp_path / "claire")
    assert keys.find(tmp_path / "claire") is PLAIN


def test_only_a_session_behind_a_phrase_would_ask_and_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not keys.asks(tmp_path)
    keys.create(tmp_path, Method.FILE)
    assert not keys.asks(tmp_path)
    phrases.asked_by(lambda _what, _new: "quatre mots bien choisis")
    keys.create(tmp_path, Method.PHRASE)
    assert not keys.asks(tmp_path)
    monkeypatch.setattr(keys, "_ASKED", {})
    assert keys.asks(tmp_path)
    keys.find(tmp_path)
    assert not keys.asks(tmp_path)
