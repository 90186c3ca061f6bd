from __future__ import annotations

import datetime
import errno
import struct
import threading
from collections.abc import Callable
from pathlib import Path

import filelock
import keyring
import msgspec
import pytest

from codev_voice.errors import MachineError
from codev_voice.session import card, disk, keyfiles, keys, phrases, voiceprints
from codev_voice.session.card import NAME, Card, Method, new_id, read_card, write_card
from codev_voice.session.voiceprints import FILE, LOCK, Learnt, Voiceprint, voices_folder
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
    assert sorted(path.name for path in files) == [LOCK, NAME, FILE]
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
    before, sealed = read_card(place.path), (place.path / FILE).read_bytes()
    clear = (place.path / NAME).read_bytes()
    assert before is not None
    assert before.method is Method.FILE
    assert voiceprints.forget("inès")
    assert not place.path.exists()
    assert keyfiles.get(before.id) is None
    assert [one.voice for one in voiceprints.kept()] == [voice("Bruno")]
    place.path.mkdir()
    (place.path / FILE).write_bytes(sealed)
    (place.path / NAME).write_bytes(clear)
    assert voiceprints.of("Inès") is None
    assert [one.voice for one in voiceprints.kept()] == [voice("Bruno"), None]
    assert voiceprints.forget_all() == 2
    assert [path.name for path in voices_folder().iterdir()] == [LOCK]


@pytest.mark.parametrize("name", [FILE, NAME])
def test_what_was_altered_is_nobody_and_is_erased_with_the_rest(name: str) -> None:
    voiceprints.keep(voice("Inès"))
    (place,) = voiceprints.kept()
    (place.path / name).write_bytes(b"autre chose")
    (voices_folder() / "un dossier").mkdir()
    assert voiceprints.kept() == (voiceprints.Place(place.path, None),)
    assert voiceprints.forget_all() == 1
    assert {path.name for path in voices_folder().iterdir()} == {"un dossier", LOCK}


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


@pytest.mark.parametrize("method", [None, Method.NONE, Method.PHRASE])
def test_what_lies_there_in_clear_is_nobody_and_nothing_is_written_beside_it_in_clear(
    method: Method | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "ask", lambda *_, **__: pytest.fail("nobody is asked"))
    planted = voices_folder() / new_id()
    planted.mkdir(parents=True)
    if method:
        write_card(planted, Card(new_id(), method, cost=20))
    (planted / FILE).write_bytes(msgspec.msgpack.encode(voice("Inès", session="ailleurs")))
    assert voiceprints.of("Inès") is None
    voiceprints.keep(voice("Inès"))
    assert voiceprints.of("Inès") == voice("Inès")
    (own,) = (place.path for place in voiceprints.kept() if place.voice)
    assert own != planted
    assert VECTOR not in (own / FILE).read_bytes()


def test_one_person_s_file_opens_in_no_other_s_folder_nor_cut_short() -> None:
    voiceprints.keep(voice("Inès"))
    voiceprints.keep(voice("Bruno"))
    bruno, ines = (place.path / FILE for place in voiceprints.kept())
    whole = ines.read_bytes()
    bruno.write_bytes(whole)
    assert [place.voice for place in voiceprints.kept()] == [voice("Inès"), None]
    for size in (0, 1, 35, len(whole) - 1):
        ines.write_bytes(whole[:size])
        assert voiceprints.of("Inès") is None
    ines.unlink()
    ines.mkdir()
    assert voiceprints.of("Inès") is None


def _full_after(monkeypatch: pytest.MonkeyPatch, writes: int, failure: BaseException) -> None:
    left = [writes]

    def write(path: Path, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise failure
        disk.write_private(path, data)

    for module in (voiceprints, card, keyfiles):
        monkeypatch.setattr(module, "write_private", write)


@pytest.mark.parametrize("writes", range(3))
@pytest.mark.parametrize("failure", [disk.refusal(OSError(errno.ENOSPC, ""), FILE), KeyboardInterrupt()])
def test_stopped_before_it_is_kept_nothing_is_left(monkeypatch: pytest.MonkeyPatch, writes: int, failure: BaseException) -> None:
    voiceprints.keep(voice("Bruno"))
    with monkeypatch.context() as patch:
        _full_after(patch, writes, failure)
        with pytest.raises(type(failure)):
            voiceprints.keep(voice("Inès"))
    assert voiceprints.of("Inès") is None
    assert not voiceprints.forget("Inès")
    assert [place.voice for place in voiceprints.kept()] == [voice("Bruno")]


def test_a_full_disk_leaves_what_was_kept_and_lets_it_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    voiceprints.keep(voice("Inès"))
    _full_after(monkeypatch, 0, disk.refusal(OSError(errno.ENOSPC, ""), FILE))
    with pytest.raises(MachineError, match="plein"):
        voiceprints.keep(voice("Inès", session="autre"))
    assert voiceprints.of("Inès") == voice("Inès")
    assert voiceprints.forget("Inès")
    assert voiceprints.kept() == ()
    assert list(keyfiles.keys_folder().glob("[0-9a-f]*")) == []


@pytest.mark.parametrize("act", [lambda: voiceprints.forget("Claire"), lambda: voiceprints.keep(voice("Claire"))])
def test_what_a_process_that_was_killed_left_goes_with_the_next_act(act: Callable[[], object]) -> None:
    for person in ("Inès", "Bruno", "Dina"):
        voiceprints.keep(voice(person))
    bruno, dina, ines = (place.path for place in voiceprints.kept())
    (bruno / FILE).unlink()  # as before it was written
    (bruno / f".{FILE}.abcdefgh").write_bytes(b"...")
    keys.destroy(ines)  # as before it was unlinked
    foreign, damaged = voices_folder() / new_id(), voices_folder() / new_id()
    for path in (foreign, damaged):
        path.mkdir()
    (foreign / "autre chose").write_bytes(b"")
    (damaged / NAME).write_bytes(b"?")
    act()
    assert voiceprints.of("Dina") == voice("Dina")
    assert (dina.exists(), bruno.exists(), ines.exists(), foreign.exists(), damaged.exists()) == (True, False, False, True, True)


def test_all_that_is_kept_under_a_name_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    voiceprints.keep(voice("Inès"))
    with monkeypatch.context() as patch:
        patch.setattr(voiceprints, "kept", tuple)  # as another process that did not see it yet
        voiceprints.keep(voice("Inès", session="autre"))
        voiceprints.keep(voice("Bruno"))
        voiceprints.keep(voice("Bruno", session="autre"))
    assert len(voiceprints.kept()) == 4
    voiceprints.keep(voice("Bruno"))
    assert voiceprints.forget("Inès")
    assert [place.voice for place in voiceprints.kept()] == [voice("Bruno")]


def test_one_at_a_time_keeps_or_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = [threading.Thread(target=voiceprints.keep, args=(voice("Inès", session=str(at)),)) for at in range(8)]
    threads += [threading.Thread(target=voiceprints.forget, args=("Inès",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(voiceprints.kept()) <= 1
    voiceprints.keep(voice("Inès"))
    monkeypatch.setattr(voiceprints, "PATIENCE", 0.1)
    with (
        filelock.FileLock(voices_folder() / LOCK, is_singleton=False),
        pytest.raises(MachineError, match="en train d'être gardées ou effacées"),
    ):
        voiceprints.forget("Inès")
    assert voiceprints.of("Inès") == voice("Inès")
