from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.errors import MachineError, SessionError
from codev_voice.session.frames import frame, scan
from codev_voice.session.sealing import PLAIN, KeySeal, Seal
from codev_voice.sound import segments
from codev_voice.sound.segments import CALL, LONGEST, MICRO, Block, Follower, SegmentWriter, erase, read_between, read_blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture(params=[PLAIN, KeySeal(bytes(32))], ids=["plain", "sealed"], autouse=True)
def seal(request: pytest.FixtureRequest) -> Iterator[Seal]:
    """All of it holds of sealed sound too, whoever writes and reads it."""
    given: Seal = request.param
    with pytest.MonkeyPatch.context() as apart:  # a test may undo its own changes
        apart.setattr(segments, "part_of", lambda *_: given)
        apart.setattr(SegmentWriter.__init__, "__defaults__", (given,))
        apart.setattr(Follower.__init__, "__defaults__", (0.0, given))
        yield given


def tenth(value: int) -> NDArray[np.int16]:
    return np.full(1_600, value, dtype=np.int16)


def spoken(folder: Path, channel: str, *values: int, since: float = 0.0) -> Path:
    """One file of tenths of a second, each filled with its value, from `since`; the file."""
    before = set(folder.glob("*.son"))
    with SegmentWriter(folder, channel) as writer:
        for rank, value in enumerate(values):
            writer.write(since + rank / 10, tenth(value))
    (made,) = set(folder.glob("*.son")) - before
    return made


def frames_of(path: Path) -> list[bytes]:
    """The frames of a file, as they lie."""
    return [frame(payload) for payload in scan(path.read_bytes()).payloads]


def heard(blocks: list[Block]) -> list[tuple[str, float, int]]:
    return [(block.channel, round(block.start, 6), int(block.samples[0])) for block in blocks]


def long_spoken(folder: Path, channel: str) -> None:
    """Eight tenths of a second, filled with 1 to 8, in as many files as it takes."""
    with SegmentWriter(folder, channel) as writer:
        for rank in range(8):
            writer.write(rank / 10, tenth(rank + 1))


def test_what_is_written_is_read_again_by_start(tmp_path: Path) -> None:
    spoken(tmp_path, MICRO, 1, 2)
    spoken(tmp_path, CALL, 3, 4)
    assert heard(read_blocks(tmp_path)) == [(CALL, 0.0, 3), (MICRO, 0.0, 1), (CALL, 0.1, 4), (MICRO, 0.1, 2)]
    assert heard(read_blocks(tmp_path, MICRO)) == [(MICRO, 0.0, 1), (MICRO, 0.1, 2)]
    assert read_blocks(tmp_path / "nulle part") == []


def test_a_block_is_there_as_soon_as_it_is_written(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path / "sound", MICRO)
    assert not (tmp_path / "sound").exists()
    writer.write(12.5, tenth(7))
    (block,) = read_blocks(tmp_path / "sound")
    assert (block.start, block.end, block.samples.tolist()) == (12.5, 12.6, [7] * 1_600)
    writer.close()


def test_long_sound_is_cut_into_frames(tmp_path: Path) -> None:
    samples = np.arange(2 * LONGEST + 5, dtype=np.int16)
    with SegmentWriter(tmp_path, MICRO) as writer:
        writer.write(1.0, samples)
    blocks = read_blocks(tmp_path)
    assert [block.samples.size for block in blocks] == [LONGEST, LONGEST, 5]
    assert [round(block.start, 6) for block in blocks] == [1.0, 1.2, 1.4]
    assert np.concatenate([block.samples for block in blocks]).tolist() == samples.tolist()


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_sound_is_its_owners_alone(tmp_path: Path) -> None:
    made = spoken(tmp_path / "sound", MICRO, 1)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_files_roll_and_a_new_writer_takes_the_next_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "ROLL", 2 * 1_600)
    with SegmentWriter(tmp_path, MICRO) as writer:
        for rank in range(3):
            writer.write(rank / 10, tenth(rank))
        with SegmentWriter(tmp_path, MICRO) as other:
            other.write(0.3, tenth(3))
        writer.write(0.4, tenth(4))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["micro-000001.son", "micro-000002.son", "micro-000003.son"]
    assert [value for *_, value in heard(read_blocks(tmp_path))] == [0, 1, 2, 3, 4]


def test_a_number_taken_in_between_is_left_to_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = spoken(tmp_path, MICRO, 1)
    before = taken.read_bytes()
    monkeypatch.setattr(segments, "_files", lambda *_: [])  # the other's file came after this one had looked
    with SegmentWriter(tmp_path, MICRO) as writer:
        writer.write(0.0, tenth(2))
    assert taken.read_bytes() == before
    assert (tmp_path / "micro-000002.son").exists()


@pytest.mark.parametrize("lost", [1, 100, 3_200, 3_210])
def test_a_torn_tail_loses_only_the_last_block(tmp_path: Path, lost: int) -> None:
    made = spoken(tmp_path, MICRO, 1, 2, 3)
    os.truncate(made, made.stat().st_size - lost)
    assert [value for *_, value in heard(read_blocks(tmp_path))] == [1, 2]


def damage(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("at", [0, 5, 9, 12, 2_000])
def test_damage_in_the_middle_loses_only_its_block(tmp_path: Path, at: int) -> None:
    made = spoken(tmp_path, MICRO, 1, 2, 3)
    damage(made, made.stat().st_size // 3 + at)
    assert [value for *_, value in heard(read_blocks(tmp_path))] == [1, 3]
    assert [value for *_, value in heard(Follower(tmp_path).poll())] == [1, 3]


def test_other_files_are_not_sound(tmp_path: Path, seal: Seal) -> None:
    for name in ("notes.txt", "micro-1.son", ".preneur"):
        (tmp_path / name).write_bytes(b"x")
    short = frame(seal.part("micro-000001.son").close(b"short", 0))
    (tmp_path / "micro-000001.son").write_bytes(short + frame(bytes(20_000)))
    assert read_blocks(tmp_path) == []
    assert Follower(tmp_path).poll() == []


def test_only_the_files_of_a_moment_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "ROLL", 3_200)
    monkeypatch.setattr(segments, "TAKEN_OVER", 0.0)
    for channel in (CALL, MICRO):
        long_spoken(tmp_path, channel)
    opened: list[str] = []
    whole = segments._bytes

    def read(path: Path) -> bytes:
        opened.append(path.name)
        return whole(path)

    monkeypatch.setattr(segments, "_bytes", read)
    found = heard(read_between(tmp_path, 0.45, 0.55))
    assert found == [(CALL, 0.4, 5), (MICRO, 0.4, 5), (CALL, 0.5, 6), (MICRO, 0.5, 6)]
    assert sorted(opened) == ["appel-000003.son", "micro-000003.son"]
    assert read_between(tmp_path, 9.0, 9.5) == []
    assert read_between(tmp_path / "nulle part", 0.0, 1.0) == []


def test_a_file_whose_beginning_is_damaged_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "ROLL", 3_200)
    long_spoken(tmp_path, CALL)
    path = tmp_path / "appel-000003.son"
    data = bytearray(path.read_bytes())
    data[20:60] = bytes(40)
    path.write_bytes(data)
    assert heard(read_between(tmp_path, 0.45, 0.55)) == [(CALL, 0.5, 6)]


def test_a_follower_gives_each_block_once_across_files_and_channels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "ROLL", 2 * 1_600)
    follower = Follower(tmp_path / "sound")
    assert follower.poll() == []
    micro, call = SegmentWriter(tmp_path / "sound", MICRO), SegmentWriter(tmp_path / "sound", CALL)
    seen = []
    for rank in range(5):
        micro.write(rank / 10, tenth(rank))
        call.write(rank / 10, tenth(10 + rank))
        seen += heard(follower.poll())
        assert follower.poll() == []
    micro.close()
    call.close()
    assert [value for *_, value in seen] == [10, 0, 11, 1, 12, 2, 13, 3, 14, 4]


def test_a_follower_waits_for_a_block_that_is_being_written(tmp_path: Path) -> None:
    made = spoken(tmp_path / "whole", MICRO, 1, 2)
    whole = made.read_bytes()
    growing = tmp_path / "micro-000001.son"
    follower = Follower(tmp_path)
    half = len(whole) // 2
    edges = {edge + near for edge in (0, half, len(whole)) for near in range(-40, 41)}
    seen = []
    for size in sorted({*range(0, len(whole), 211), *edges} & {*range(len(whole) + 1)}):
        growing.write_bytes(whole[:size])
        seen += [(value, size) for *_, value in heard(follower.poll())]
    assert seen == [(1, half), (2, len(whole))]


def test_a_follower_goes_on_after_damage_and_torn_ends(tmp_path: Path, seal: Seal) -> None:
    made = spoken(tmp_path, MICRO, 1, 2, 3)
    first, *others = frames_of(made)
    follower, seal = Follower(tmp_path), seal.part(made.name)
    made.write_bytes(first + b"?" * 50)
    assert [value for *_, value in heard(follower.poll())] == [1]
    rest = b""
    for size, other in zip((len(first), 2 * len(first)), others, strict=True):  # as they would be written after it
        rest += frame(seal.close(seal.open(scan(other).payloads[0], size), size + 50))
    made.write_bytes(first + b"?" * 50 + rest[:2])
    assert follower.poll() == []
    made.write_bytes(first + b"?" * 50 + rest)
    assert [value for *_, value in heard(follower.poll())] == [2, 3]


def test_a_follower_far_behind_catches_up_by_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "SLICE", 1)
    for first in range(3):
        with SegmentWriter(tmp_path, MICRO) as writer:
            writer.write(first, tenth(first))
    follower = Follower(tmp_path)
    assert [[value for *_, value in heard(follower.poll())] for _ in range(4)] == [[0], [1], [2], []]


def test_a_follower_begins_where_it_is_asked(tmp_path: Path) -> None:
    spoken(tmp_path, MICRO, 0, 1, 2)
    assert [value for *_, value in heard(Follower(tmp_path, since=0.15).poll())] == [1, 2]


def test_a_follower_says_of_which_channel_more_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it gives may be nothing (all of it is from before), and the two channels do not go equally far."""
    monkeypatch.setattr(segments, "SLICE", 1)
    for first in range(3):
        spoken(tmp_path, MICRO, first)
    spoken(tmp_path, CALL, 7)
    follower = Follower(tmp_path, since=60.0)
    assert follower.waiting == frozenset()
    assert [(follower.poll(), follower.waiting) for _ in range(3)] == [([], {MICRO}), ([], {MICRO}), ([], frozenset())]


def test_a_follower_bears_what_is_erased_under_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "micro-000001.son"
    monkeypatch.setattr(segments, "_files", lambda *_: [(MICRO, 1, gone)])
    assert Follower(tmp_path).poll() == []
    assert read_blocks(tmp_path) == []


def test_erasing_puts_silence_in_every_file_and_nowhere_else(tmp_path: Path) -> None:
    made = [spoken(tmp_path, channel, 5, 6, 7) for channel in (MICRO, CALL, MICRO)]
    sizes = [path.stat().st_size for path in made]
    erase(tmp_path, (0.05, 0.15), (0.1, 0.2))
    assert [path.stat().st_size for path in made] == sizes
    for channel, files in ((MICRO, 2), (CALL, 1)):
        blocks = read_blocks(tmp_path, channel)
        assert len(blocks) == 3 * files
        for block in blocks:
            times = block.start + np.arange(block.samples.size) / 16_000
            kept = {0.0: 5, 0.1: 6, 0.2: 7}[round(block.start, 1)]
            assert block.samples.tolist() == np.where((times >= 0.05 - 1e-6) & (times < 0.2 - 1e-6), 0, kept).tolist()
    assert b"\x06\x00" * 10 not in b"".join(path.read_bytes() for path in made)


def test_erasing_wipes_what_can_no_longer_be_read(tmp_path: Path) -> None:
    middle, torn, later = (spoken(tmp_path, MICRO, 5, 6, 7) for _ in range(3))
    damage(middle, middle.stat().st_size // 3 + 20)
    os.truncate(torn, torn.stat().st_size - 2)
    damage(later, later.stat().st_size // 3 + 20)
    later.rename(tmp_path / "kept")
    erase(tmp_path, (0.1, 0.3))
    left = middle.read_bytes() + torn.read_bytes()
    assert b"\x06\x00" * 10 not in left
    assert b"\x07\x00" * 10 not in left
    (tmp_path / "kept").rename(later)
    assert [value for *_, value in heard(read_blocks(tmp_path))] == [5, 5, 5, 0, 0, 7]
    before = later.read_bytes()
    erase(tmp_path, (0.0, 0.1))  # the damaged block is after that: it may still be asked for
    damaged = len(before) // 3 + 20
    assert later.read_bytes()[damaged:] == before[damaged:]


def test_only_the_files_of_that_time_are_read_and_written_anew_by_erasing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "TAKEN_OVER", 0.0)
    made = [spoken(tmp_path, MICRO, 5, 6, 7, since=10.0 * at) for at in range(6)]
    before = {path: path.read_bytes() for path in made}
    opened: list[Path] = []
    whole = segments._bytes

    def read(path: Path) -> bytes:
        opened.append(path)
        return whole(path)

    monkeypatch.setattr(segments, "_bytes", read)
    erase(tmp_path, *((20.0 + each / 1000, 20.0 + (each + 0.5) / 1000) for each in range(100, 200)), (40.05, 40.1))
    assert opened == [made[4], made[2]]
    assert [path for path in made if path.read_bytes() != before[path]] == [made[2], made[4]]
    (half,) = (block.samples for block in read_blocks(tmp_path) if round(block.start, 1) == 20.1)
    times = np.arange(half.size) % 16
    assert half.tolist() == np.where(times < 8, 0, 6).tolist()


def test_sound_from_before_the_clock_was_set_back_is_erased_too(tmp_path: Path) -> None:
    for since in (0.0, 500.0, 100.0, 130.0):
        spoken(tmp_path, MICRO, 5, 6, 7, since=since)
    erase(tmp_path, (500.1, 500.2))
    assert [value for _, start, value in heard(read_blocks(tmp_path)) if start > 499] == [5, 0, 7]


def test_a_full_disk_is_said_in_french_and_leaves_no_half_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seal: Seal) -> None:
    real, calls = os.write, []

    def full(file: int, data: bytes) -> int:
        calls.append(data)
        if len(calls) == 2:
            return real(file, data[:500])
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "full")
        return real(file, data)

    writer = SegmentWriter(tmp_path, MICRO)
    monkeypatch.setattr(os, "write", full)
    writer.write(0.0, tenth(1))
    with pytest.raises(MachineError, match="disque est plein"):
        writer.write(0.1, tenth(2))
    writer.write(0.2, tenth(3))
    writer.close()
    assert [value for *_, value in heard(read_blocks(tmp_path))] == [1, 3]
    (made,) = tmp_path.iterdir()
    assert made.stat().st_size == 2 * (12 + 8 + 3_200 + seal.longer)


def test_a_disk_that_takes_back_its_word_is_said_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "lost")

    monkeypatch.setattr(os, "fdatasync", refuse, raising=False)
    writer = SegmentWriter(tmp_path, MICRO)
    writer.write(0.0, tenth(1))
    with pytest.raises(MachineError, match="disque répond mal"):
        writer.close()


def test_a_busy_disk_does_not_keep_sound_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    synced: list[int] = []

    def slow(file: int) -> None:
        assert go.wait(10)
        synced.append(file)

    monkeypatch.setattr(os, "fdatasync", slow, raising=False)
    monkeypatch.setattr(segments, "SYNC", 0.0)
    monkeypatch.setattr(segments, "ROLL", 3 * 1_600)
    writer = SegmentWriter(tmp_path, MICRO)
    for rank in range(5):
        writer.write(rank / 10, tenth(rank))
    assert [value for *_, value in heard(read_blocks(tmp_path))] == [0, 1, 2, 3, 4]
    assert synced == []
    go.set()
    writer.close()
    assert len(set(synced)) == 2  # both files


def test_sealed_sound_cannot_be_read_swapped_nor_brought_from_elsewhere(tmp_path: Path, seal: Seal) -> None:
    micro, call = spoken(tmp_path, MICRO, 5, 6), spoken(tmp_path, CALL, 5, 6)
    plain = b"\x05\x00" * 1_600
    assert (plain in micro.read_bytes()) is (seal is PLAIN)
    if seal is PLAIN:
        return
    before, (one, two) = micro.read_bytes(), frames_of(micro)
    altered = frame(scan(one).payloads[0][:-1] + b"?")
    for wrong in (two + one, two, one + one, altered + two, call.read_bytes()):
        micro.write_bytes(wrong)
        for read in (lambda: read_blocks(tmp_path), Follower(tmp_path).poll, lambda: erase(tmp_path, (0.0, 1.0))):
            with pytest.raises(SessionError, match="modifiée ou déplacée"):
                read()
        assert micro.read_bytes() == wrong
    micro.write_bytes(before)
    with pytest.raises(SessionError, match="sa clé n'est pas la bonne"):
        Follower(tmp_path, seal=KeySeal(bytes([1]) * 32)).poll()


def test_a_follower_opens_what_is_sealed_as_it_comes_and_what_is_erased_is_sealed_anew(tmp_path: Path, seal: Seal) -> None:
    writer, follower = SegmentWriter(tmp_path, MICRO), Follower(tmp_path)
    for rank in range(3):
        writer.write(rank / 10, tenth(rank + 1))
        assert [value for *_, value in heard(follower.poll())] == [rank + 1]
    erase(tmp_path, (0.0, 0.1))
    writer.write(0.3, tenth(4))  # it goes on after that
    writer.close()
    assert [value for *_, value in heard(read_blocks(tmp_path))] == [0, 2, 3, 4]
    assert [value for *_, value in heard(follower.poll())] == [4]
