from __future__ import annotations

import datetime
import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from codev_voice.errors import MachineError, SessionError
from codev_voice.session import journal as module
from codev_voice.session.events import Cut, Ended, Heard, KeptForNotes, Noticed, Opened, StageMoved, Unknown
from codev_voice.session.frames import frame, scan
from codev_voice.session.journal import RESCUED, Journal, read_events
from codev_voice.session.sealing import PLAIN, KeySeal, Seal
from codev_voice.session.values import Level, Piece, Stage

NOON = datetime.datetime(2026, 3, 12, 12, tzinfo=datetime.UTC)
OPENED = Opened(version="1", source="s", by="import")
MOVED = StageMoved(piece="p1", stage=Stage.ACCOUNT)


@pytest.fixture(params=[PLAIN, KeySeal(bytes(32))], ids=["plain", "sealed"], autouse=True)
def seal(request: pytest.FixtureRequest) -> Iterator[Seal]:
    """All of it holds of a sealed journal too."""
    with pytest.MonkeyPatch.context() as apart:  # a test may undo its own changes
        apart.setattr(module, "part_of", lambda *_: request.param)
        yield request.param


def _written(path: Path) -> Journal:
    journal = Journal(path, clock=lambda: NOON)
    journal.append(OPENED)
    journal.append(MOVED, Ended(seconds=3.0))
    return journal


def test_events_get_a_rank_and_a_date_and_are_read_again(tmp_path: Path) -> None:
    with _written(tmp_path / "journal") as journal:
        kept = tuple(journal.events)
    assert [event.seq for event in kept if not isinstance(event, Unknown)] == [0, 1, 2]
    assert all(event.at == NOON for event in kept if not isinstance(event, Unknown))
    assert read_events(tmp_path / "journal") == kept
    assert stat.S_IMODE((tmp_path / "journal").stat().st_mode) == 0o600 or os.name == "nt"


def test_a_torn_last_batch_is_dropped_and_writing_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    _written(path).close()
    path.write_bytes(path.read_bytes()[:-3])
    assert read_events(path) == read_events(path)
    assert len(read_events(path)) == 1
    with Journal(path, clock=lambda: NOON) as journal:
        assert journal.append(MOVED)[0].seq == 1
    assert len(read_events(path)) == 2


def test_damage_in_the_middle_is_refused_by_name_and_what_is_readable_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path, clock=lambda: NOON) as journal:
        for _ in range(3):
            journal.append(MOVED)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(SessionError, match=r"abîmé à l'octet .* 2 événements restent lisibles"):
        Journal(path)
    assert path.read_bytes() == bytes(data)
    assert len(read_events(tmp_path / RESCUED)) == 2
    with pytest.raises(SessionError):
        read_events(path)


def test_a_frame_that_holds_no_events_is_refused(tmp_path: Path, seal: Seal) -> None:
    path = tmp_path / "journal"
    path.write_bytes(frame(seal.close(b"pas du JSON", 0)))
    with pytest.raises(SessionError, match="codev-voice"):
        read_events(path)
    path.write_bytes(frame(seal.close(b'[{"kind":"heard"}]', 0)))
    with pytest.raises(SessionError):
        Journal(path)


def test_an_event_of_things_in_things_without_end_is_refused(tmp_path: Path, seal: Seal) -> None:
    path = tmp_path / "journal"
    path.write_bytes(frame(seal.close(b'[{"kind": ' + b'{"a": ' * 20_000 + b"1" + b"}" * 20_001 + b"]", 0)))
    with pytest.raises(SessionError, match="sait lire"):
        read_events(path)


def test_a_full_disk_leaves_no_half_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal"
    with _written(path) as journal:
        before = path.read_bytes()
        real = os.write

        def half(file: int, data: bytes) -> int:
            if len(data) > 10:
                return real(file, data[:10])
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(os, "write", lambda file, data: half(file, data) if len(data) < 30 else real(file, data[:-12]))
        with pytest.raises(MachineError, match="disque est plein"):
            journal.append(MOVED)
        monkeypatch.undo()
        assert path.read_bytes() == before
        journal.append(MOVED)
    assert len(read_events(path)) == 4


def test_a_journal_that_cannot_be_read_is_the_machines_refusal(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    with pytest.raises(MachineError):
        read_events(tmp_path / "journal")


@pytest.mark.parametrize("content", [b"Mon journal, 3 mars : il pleut.", b"\0" * 64, b"\xc5CV?" + b"x" * 40])
def test_somebody_s_own_file_called_journal_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal"
    path.write_bytes(content)
    for opened in (Journal, read_events):
        with pytest.raises(SessionError, match="n'est pas un journal"):
            opened(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("kept", [0, 1, 3, 4, 9])
def test_a_journal_torn_in_its_very_first_batch_starts_again(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "journal"
    _written(path).close()
    path.write_bytes(path.read_bytes()[:kept])
    with Journal(path) as journal:
        assert journal.events == []
        journal.append(OPENED)
    assert len(read_events(path)) == 1


def test_what_an_earlier_damage_left_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    (tmp_path / RESCUED).write_bytes(b"an earlier rescue")
    with Journal(path) as journal:
        for _ in range(3):
            journal.append(Ended(seconds=1.0))
    data = bytearray(path.read_bytes())
    data[20] ^= 0xFF
    path.write_bytes(data)
    for _ in range(2):  # asked again, the same rescue serves
        with pytest.raises(SessionError, match=f"{RESCUED}-2"):
            read_events(path)
    assert (tmp_path / RESCUED).read_bytes() == b"an earlier rescue"
    assert sorted(place.name for place in tmp_path.iterdir()) == ["journal", RESCUED, f"{RESCUED}-2"]
    assert len(read_events(tmp_path / f"{RESCUED}-2")) == 2


def _spoken(path: Path) -> Journal:
    journal = Journal(path, clock=lambda: NOON)
    journal.append(OPENED)
    for piece in ("a", "b", "c"):
        told = Noticed(piece=piece, advice="A1", excerpt=f"secret {piece}", confidence=0.9, level=Level.ALERT)
        journal.append(Heard.of(Piece(piece, 0.0, 1.0, "v", f"secret {piece}")), told)
    journal.append(KeptForNotes(piece="b"), MOVED)
    return journal


def test_what_is_erased_is_nowhere_in_the_folder_and_the_rest_keeps_its_rank(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with _spoken(path) as journal:
        before = {event.seq: event for event in journal.events if not isinstance(event, Unknown)}
        (cut,) = journal.erase({"b"}, Cut(after="a", by="facilitator"))
        assert [place.name for place in tmp_path.iterdir()] == ["journal"]
        assert b"secret b" not in path.read_bytes()
        kept = read_events(path)
        assert kept == tuple(journal.events)
        ranks = [event.seq for event in kept if not isinstance(event, Unknown)]
        assert ranks == [0, 1, 2, 5, 6, 8, 9] == sorted(ranks)
        assert [before[event.seq] for event in kept[:-1] if not isinstance(event, Unknown)] == list(kept[:-1])
        assert (cut, cut.seq, cut.at) == (kept[-1], 9, NOON)
        assert journal.append(MOVED)[0].seq == 10
    assert len(scan(path.read_bytes()).payloads) == 6
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"


def test_a_journal_that_cannot_be_rewritten_is_left_whole_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal"
    with _spoken(path) as journal:
        before, events = path.read_bytes(), list(journal.events)

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(MachineError, match="disque est plein"):
            journal.erase({"b"}, Cut(after="a"))
        monkeypatch.undo()
        assert path.read_bytes() == before
        assert journal.events == events
        assert [place.name for place in tmp_path.iterdir()] == ["journal"]
        journal.append(MOVED)
    assert len(read_events(path)) == len(events) + 1


def test_a_rewriting_that_fails_once_it_is_there_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal"
    with _spoken(path) as journal:

        def busy(*_: object) -> None:
            raise MachineError("Le dossier ne répond pas", "recommencez")

        monkeypatch.setattr(module, "sync_folder", busy)
        with pytest.raises(MachineError, match="ne répond pas"):
            journal.erase({"a", "b"}, Cut(after=""))
        monkeypatch.undo()
        assert read_events(path) == tuple(journal.events)
        journal.append(MOVED)
        assert read_events(path) == tuple(journal.events)
    journal.close()  # a second time: the file's number may be another's by now


def test_who_was_reading_while_it_was_erased_has_read_the_former_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with _spoken(path) as journal:
        before = path.read_bytes()
        with path.open("rb") as reader:
            head = reader.read(10)
            journal.erase({"b"}, Cut(after="a"))
            assert head + reader.read() == before


def test_a_rewriting_keeps_what_is_left_and_drops_what_an_earlier_damage_saved_beside(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with _spoken(path) as journal:
        (tmp_path / RESCUED).write_bytes(b"secret b")
        (tmp_path / f"{RESCUED}-2").write_bytes(b"secret b")
        journal.rewrite(lambda events: [None if isinstance(event, Heard | Noticed) else event for event in events], MOVED)
        assert [place.name for place in tmp_path.iterdir()] == ["journal"]
        assert read_events(path) == tuple(journal.events)
    assert not any(isinstance(event, Heard | Noticed) for event in read_events(path))
    assert b"secret" not in path.read_bytes()


def _sealed_frames(path: Path, key: bytes = bytes(32)) -> list[bytes]:
    """A sealed journal's frames, as they lie."""
    with Journal(path, clock=lambda: NOON, seal=KeySeal(key)) as journal:
        for piece in ("a", "b", "c"):
            journal.append(Heard.of(Piece(piece, 0.0, 1.0, "v", f"secret {piece}")))
    return [frame(payload) for payload in scan(path.read_bytes()).payloads]


def test_what_is_sealed_cannot_be_read_swapped_dropped_nor_brought_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    one, two, three = _sealed_frames(path)
    assert b"secret" not in path.read_bytes()
    other = _sealed_frames(tmp_path / "autre", bytes([1]) * 32)
    sealed = scan(two).payloads[0]
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for frames in ([two, one, three], [one, three], [two, three], [one, one, two], [one, other[1]], [one, frame(altered), three]):
        path.write_bytes(b"".join(frames))
        with pytest.raises(SessionError, match="modifiée ou déplacée"):
            Journal(path, seal=KeySeal(bytes(32)))
        assert path.read_bytes() == b"".join(frames)  # nothing is taken for a torn tail
    path.write_bytes(one + two)
    with Journal(path, seal=KeySeal(bytes(32))) as journal:
        assert len(journal.events) == 2


def test_a_wrong_key_opens_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    _sealed_frames(path)
    with pytest.raises(SessionError, match="sa clé n'est pas la bonne"):
        Journal(path, seal=KeySeal(bytes([1]) * 32))
    with pytest.raises(SessionError, match=r"remettez le fichier « cle\.toml »"):  # it says with which key, and is gone
        Journal(path, seal=PLAIN)


def test_a_rescued_journal_takes_the_place_of_the_damaged_one(tmp_path: Path, seal: Seal) -> None:
    path = tmp_path / "journal"
    with _spoken(path) as journal:
        ranks = [event.seq for event in journal.events if not isinstance(event, Unknown)]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(SessionError, match="abîmé"):
        Journal(path)
    (tmp_path / RESCUED).replace(path)
    with Journal(path, clock=lambda: NOON) as journal:
        left = [event.seq for event in journal.events if not isinstance(event, Unknown)]
        assert set(left) < set(ranks)
        assert len(left) == len(ranks) - 2
        journal.append(MOVED)
    assert len(read_events(path)) == len(left) + 1


_APPENDS = """
import sys
from pathlib import Path
from codev_voice.session.events import Ended
from codev_voice.session.journal import Journal
from codev_voice.session.sealing import seal_of
with Journal(Path(sys.argv[1]), seal=seal_of(bytes.fromhex(sys.argv[2]))) as journal:
    for rank in range(10_000_000):
        journal.append(Ended(seconds=float(rank)))
        print(rank, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 40])
def test_killed_while_it_writes_it_keeps_all_that_was_acknowledged(tmp_path: Path, seal: Seal, acknowledged: int) -> None:
    path = tmp_path / "journal"
    with subprocess.Popen([sys.executable, "-c", _APPENDS, path, seal.key.hex()], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(acknowledged)]
        process.kill()
        last = int([*said, *process.stdout.read().split()][-1])
    with Journal(path) as journal:
        kept = [event.seconds for event in journal.events if isinstance(event, Ended)]
        assert kept == [float(rank) for rank in range(len(kept))]
        assert last < len(kept) <= last + 2
        journal.append(MOVED)
    assert len(read_events(path)) == len(kept) + 1
