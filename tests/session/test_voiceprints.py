from __future__ import annotations

import datetime
import struct

import keyring
import pytest

from codev_voice.errors import MachineError
from codev_voice.session import keyfiles, keys, voiceprints
from codev_voice.session.card import NAME, Method, read_card
from codev_voice.session.voiceprints import FILE, Learnt, Voiceprint, voices_folder
from session.fake_keyring import FakeKeyring

VECTOR = struct.pack("<192f", *(at / 192 for at in range(192)))


def voice(person: str, *, session: str = "s") -> Voiceprint:
    return Voiceprint(person, datetime.date(2026, 3, 12), "campplus", (Learnt(session, VECTOR),))


@pytest.fixture(autouse=True)
def _a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_ASKED", {})


def test_nobody_is_kept_and_nothing_lies_there_before_somebody_asks() -> None:
    assert voiceprints.kept() == ()
    assert voiceprints.of("Inès") is None
    assert not voiceprints.forget("Inès")
    assert voiceprints.forget_all() == 0
    assert not voices_folder().exists()


def test_a_voice_is_kept_under_a_name_however_it_is_typed() -> None:
    voiceprints.keep(voice("Inès"))
    assert voiceprints.of("inès ") == voice("Inès")
    assert voiceprints.of("Ines") is None


def test_neither_a_name_nor_a_number_lies_in_clear_and_all_is_its_owner_s_alone() -> None:
    voiceprints.keep(voice("Inès"))
    files = [path for path in voices_folder().rglob("*") if path.is_file()]
    assert sorted(path.name for path in files) == [NAME, FILE]
    for path in (voices_folder(), *voices_folder().rglob("*")):
        assert path.stat().st_mode & 0o077 == 0
        assert "In" not in path.name
    written = b"".join(path.read_bytes() for path in files)
    assert all(part not in written for part in ("Inès".encode(), b"campplus", VECTOR, VECTOR[4:36], b"2026"))
    assert "Inès" not in repr(voice("x").learnt)
    assert VECTOR.hex()[:16] not in repr(voice("x"))


def test_kept_again_it_takes_the_place_of_the_first() -> None:
    voiceprints.keep(voice("Inès"))
    voiceprints.keep(voice("INÈS", session="autre"))
    voiceprints.keep(voice("Bruno"))
    assert [place.voice.person for place in voiceprints.kept() if place.voice] == ["Bruno", "INÈS"]


def test_forgotten_neither_key_nor_file_is_left_and_no_copy_opens() -> None:
    voiceprints.keep(voice("Inès"))
    voiceprints.keep(voice("Bruno"))
    place = next(place for place in voiceprints.kept() if place.voice == voice("Inès"))
    card, sealed = read_card(place.path), (place.path / FILE).read_bytes()
    clear = (place.path / NAME).read_bytes()
    assert card is not None
    assert card.method is Method.FILE
    assert voiceprints.forget("inès")
    assert not place.path.exists()
    assert keyfiles.get(card.id) is None
    assert [one.voice for one in voiceprints.kept()] == [voice("Bruno")]
    place.path.mkdir()
    (place.path / FILE).write_bytes(sealed)
    (place.path / NAME).write_bytes(clear)
    assert voiceprints.of("Inès") is None
    assert [one.voice for one in voiceprints.kept()] == [voice("Bruno"), None]
    assert voiceprints.forget_all() == 2
    assert list(voices_folder().iterdir()) == []


@pytest.mark.parametrize("name", [FILE, NAME])
def test_what_was_altered_is_nobody_and_is_erased_with_the_rest(name: str) -> None:
    voiceprints.keep(voice("Inès"))
    (place,) = voiceprints.kept()
    (place.path / name).write_bytes(b"autre chose")
    (voices_folder() / "un dossier").mkdir()
    assert voiceprints.kept() == (voiceprints.Place(place.path, None),)
    assert voiceprints.forget_all() == 1
    assert [path.name for path in voices_folder().iterdir()] == ["un dossier"]


def test_with_a_keyring_the_key_is_there_and_one_that_refuses_erases_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = FakeKeyring()
    monkeypatch.delenv(keyfiles.VARIABLE)
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    voiceprints.keep(voice("Inès"))
    assert len(ring.kept) == 1
    ring.locked = True
    with pytest.raises(MachineError):
        voiceprints.forget("Inès")
    ring.locked = False
    assert voiceprints.forget("Inès")
    assert ring.kept == {}
