from __future__ import annotations

import io
import os
import stat
import tarfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyrage
import pytest

from codev_voice.companion import packing
from codev_voice.companion.packing import pack, unpack
from codev_voice.errors import FileError, MachineError, SessionError
from codev_voice.session import keyfiles, keys, phrases
from codev_voice.session.card import Method, read_card
from codev_voice.session.events import Opened
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal, read_events
from codev_voice.sound.segments import MICRO, SegmentWriter, read_blocks, sound_seal
from companion.age_standin import StandIn

PHRASE = "quatre mots de passe"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyrage, "passphrase", StandIn())


def session(path: Path, method: Method | None = None) -> Path:
    """A session with sound, sealed."""
    path.mkdir()
    keys.begin(Folder(path), method)
    with Journal(path / "journal") as journal:
        journal.append(Opened(version="1", source="direct base", by="facilitator"))
    with SegmentWriter(path / "sound", MICRO, sound_seal(path / "sound")) as writer:
        writer.write(0.0, np.full(1_600, 7, dtype=np.int16))
    (path / "seance.toml").write_text('title = "Essai"\n', encoding="utf-8")
    (path / "exports").mkdir()
    (path / "exports" / "plan.md").write_bytes(b"plan")
    return path


def test_a_session_comes_back_whole_with_its_key_on_this_machine(tmp_path: Path) -> None:
    folder = session(tmp_path / "s")
    (folder / "lien").symlink_to("/etc/passwd")
    (folder / "dehors").symlink_to(tmp_path)
    made = pack(folder, tmp_path / "s.age", PHRASE)
    events, key = read_events(folder / "journal"), keys.find(folder).key
    keys.destroy(folder)
    there = unpack(made, tmp_path / "ici", PHRASE)
    assert read_events(there.journal) == events
    (block,) = read_blocks(there.sound)
    assert block.samples.tolist() == [7] * 1_600
    assert (there.path / "exports" / "plan.md").read_bytes() == b"plan"
    assert keys.find(there.path).key == key
    names = {place.relative_to(there.path).as_posix() for place in there.path.rglob("*") if place.is_file()}
    assert names - {".trackerignore"} == {"journal", "cle.toml", "seance.toml", "exports/plan.md", "sound/micro-000001.son"}
    keys.destroy(there.path)  # the copy's key is another one to destroy
    with pytest.raises(SessionError, match="détruite"):
        read_events(there.journal)
    if os.name != "nt":
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert all(stat.S_IMODE(place.stat().st_mode) == (0o700 if place.is_dir() else 0o600) for place in there.path.rglob("*"))


def test_two_copies_each_have_their_own_card(tmp_path: Path) -> None:
    folder = session(tmp_path / "s")
    there = unpack(pack(folder, tmp_path / "s.age", PHRASE), tmp_path / "ici", PHRASE)
    assert read_card(folder) != read_card(there.path)
    keys.destroy(there.path)
    assert len(read_events(folder / "journal")) == 1


def test_a_session_in_clear_stays_so_and_a_phrase_can_be_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = unpack(pack(session(tmp_path / "s", Method.NONE), tmp_path / "s.age", PHRASE), tmp_path / "ici", PHRASE, Method.PHRASE)
    card = read_card(plain.path)
    assert card is not None
    assert card.method is Method.NONE
    monkeypatch.setattr(phrases, "COST", 14)
    monkeypatch.setattr(phrases, "_ASKING", [lambda *_: "une autre phrase longue"])
    sealed = unpack(pack(session(tmp_path / "t"), tmp_path / "t.age", PHRASE), tmp_path / "là", PHRASE, Method.PHRASE)
    card = read_card(sealed.path)
    assert card is not None
    assert card.method is Method.PHRASE
    assert len(read_events(sealed.journal)) == 1


def test_the_folders_name_and_the_files_are_each_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session(tmp_path / "2026-11-24 codev - Essai n. 1")
    assert pack(Path("2026-11-24 codev - Essai n. 1"), None, PHRASE) == Path("2026-11-24 codev - Essai n. 1.age")
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")
    there = unpack(Path("..") / "2026-11-24 codev - Essai n. 1.age", None, PHRASE)
    assert there.path == Path("2026-11-24 codev - Essai n. 1")


def test_nothing_is_written_over_and_a_session_that_is_held_is_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = session(tmp_path / "s")
    made = pack(folder, tmp_path / "s.age", PHRASE)
    with pytest.raises(FileError, match=r"s\.age existe déjà"):
        pack(folder, made, PHRASE)
    with pytest.raises(SessionError, match="s existe déjà"):
        unpack(made, folder, PHRASE)
    (tmp_path / "lien").symlink_to(tmp_path / "nulle part")
    with pytest.raises(SessionError, match="lien existe déjà"):
        unpack(made, tmp_path / "lien", PHRASE)
    with writing(Folder(folder)), pytest.raises(SessionError, match="en cours d'écriture"):
        pack(folder, tmp_path / "autre.age", PHRASE)
    monkeypatch.setattr(packing, "MOST", 10)
    with pytest.raises(SessionError, match="trop grosse"):
        pack(folder, tmp_path / "autre.age", PHRASE)
    with pytest.raises(FileError, match="trop gros"):
        unpack(made, tmp_path / "ici", PHRASE)
    assert sorted(place.name for place in tmp_path.iterdir()) == ["lien", "s", "s.age"]


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    made = pack(session(tmp_path / "s"), tmp_path / "s.age", PHRASE)
    (tmp_path / "texte").write_bytes(b"Bonjour")
    for file, phrase, said in (
        (tmp_path / "absent", PHRASE, "introuvable"),
        (tmp_path / "texte", PHRASE, "n'est pas une séance emballée"),
        (made, "une autre phrase", "la phrase de passe n'est pas la bonne"),
    ):
        with pytest.raises(FileError, match=said):
            unpack(file, tmp_path / "ici", phrase)
    before = set(keyfiles.keys_folder().iterdir())
    made.write_bytes(made.read_bytes()[:-20])
    with pytest.raises(FileError, match="abîmé"):
        unpack(made, tmp_path / "ici", PHRASE)
    assert not (tmp_path / "ici").exists()
    assert set(keyfiles.keys_folder().iterdir()) == before


def packed(tmp_path: Path, members: Iterable[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """A file of these members, as somebody could make it who knows the phrase."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for member, data in members:
            member.size = len(data) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(data))
    (tmp_path / "a.age").write_bytes(StandIn().encrypt(made.getvalue(), PHRASE))
    return tmp_path / "a.age"


def named(name: str, data: bytes = b"x", kind: bytes = tarfile.REGTYPE, link: str = "") -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    return member, data


KEY = named("cle", b"00" * 32)


@pytest.mark.parametrize(
    "member",
    [
        named("seance/../../ailleurs"),
        named("../ailleurs"),
        named("/tmp/ailleurs"),  # noqa: S108 - nothing is written there, precisely
        named("seance//ailleurs"),
        named("seance/sound/../../../ailleurs"),
        named("seance\\..\\..\\ailleurs"),
        named("seance/C:ailleurs"),
        named("seance/.verrou"),
        named("seance/cle.toml"),
        named("seance/a."),
        named("seance/" + "a/" * 10 + "b"),
        named("ailleurs"),
        named("seance"),
        named("cle", b"11" * 32),
        named("seance/lien", kind=tarfile.SYMTYPE, link="/etc/passwd"),
        named("seance/lien", kind=tarfile.LNKTYPE, link="cle"),
        named("seance/tube", kind=tarfile.FIFOTYPE),
        named("seance/disque", kind=tarfile.BLKTYPE),
        named("seance/dossier", kind=tarfile.DIRTYPE),
    ],
    ids=lambda member: member[0].name[:30],
)
def test_what_no_session_contains_is_refused_and_nothing_stays(tmp_path: Path, member: tuple[tarfile.TarInfo, bytes]) -> None:
    inside = tmp_path / "dossier"
    inside.mkdir()
    with pytest.raises(FileError, match="ce qu'aucune séance ne contient"):
        unpack(packed(inside, [KEY, named("seance/journal"), member]), inside / "ici", PHRASE)
    assert [place.name for place in inside.iterdir()] == ["a.age"]
    assert [place.name for place in tmp_path.iterdir()] == ["dossier"]
    assert not keyfiles.keys_folder().exists()


@pytest.mark.parametrize(
    "members",
    [[], [KEY], [named("seance/journal")], [named("cle", b"zz"), named("seance/journal")], [named("cle", b"00"), named("seance/journal")]],
)
def test_what_is_no_whole_session_is_refused(tmp_path: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    with pytest.raises(FileError, match="ne contient pas une séance entière"):
        unpack(packed(tmp_path, members), tmp_path / "ici", PHRASE)
    (tmp_path / "b.age").write_bytes(StandIn().encrypt(b"no tar" * 200, PHRASE))
    with pytest.raises(FileError, match="ne contient pas une séance entière"):
        unpack(tmp_path / "b.age", tmp_path / "ici", PHRASE)
    assert sorted(place.name for place in tmp_path.iterdir()) == ["a.age", "b.age"]


def test_the_same_file_twice_and_too_many_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MachineError, match="existe déjà"):
        unpack(packed(tmp_path, [KEY, named("seance/journal"), named("seance/journal")]), tmp_path / "ici", PHRASE)
    monkeypatch.setattr(packing, "MOST_FILES", 2)
    with pytest.raises(FileError, match="aucune séance"):
        unpack(packed(tmp_path, [KEY, named("seance/journal"), named("seance/b")]), tmp_path / "ici", PHRASE)
    assert [place.name for place in tmp_path.iterdir()] == ["a.age"]


def test_interrupted_it_leaves_neither_a_folder_nor_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = pack(session(tmp_path / "s"), tmp_path / "s.age", PHRASE)
    before = set(keyfiles.keys_folder().iterdir())

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        unpack(made, tmp_path / "ici", PHRASE)
    assert sorted(place.name for place in tmp_path.iterdir()) == ["s", "s.age"]
    assert set(keyfiles.keys_folder().iterdir()) == before
