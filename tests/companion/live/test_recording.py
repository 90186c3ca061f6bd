from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from codev_voice.companion.live import recording
from codev_voice.companion.live.options import LiveOptions
from codev_voice.companion.live.recording import Recorders
from codev_voice.session import keys
from codev_voice.session.lines import encode
from codev_voice.session.sealing import SOUND
from codev_voice.sound.messages import Level, Message, Pause, Record, Recording, Resume, Stop, decode_command


class Child:
    """A recorder process that only notes what it is told."""

    made: list[Child]

    def __init__(
        self,
        arguments: Callable[[], Sequence[str]],
        *,
        opening: Callable[[], bytes],
        line: Callable[[bytes], None],
        failed: Callable[[Exception], None],
        died: Callable[[int], None],
    ) -> None:
        self.arguments, self.opening, self.line, self.died = arguments, opening, line, died
        self.pid: int | None = None
        self.told: list[bytes] = []
        self.made.append(self)

    def start(self) -> None:
        self.pid = 1
        self.told += [self.opening()]

    def tell(self, line: bytes) -> None:
        if self.pid:
            self.told.append(line)

    def stop(self, last: bytes = b"") -> None:
        self.tell(last)
        self.pid = None

    def dies(self) -> None:
        self.died(-9)
        self.told += [self.opening()]

    @property
    def commands(self) -> list[type]:
        return [type(decode_command(line)) for told in self.told for line in told.splitlines()]


class Kept:
    def __init__(self) -> None:
        Child.made = []
        self.said: list[Message] = []
        self.options = LiveOptions(micro="casque", began=12.5)
        self.recorders = Recorders(Path("son"), lambda: self.options, self.said.append, print)
        self.first, self.second = Child.made


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.setattr(recording, "Child", Child)
    return Kept()


def level(db: float) -> Level:
    return Level(channel="micro", t=1.0, db=db, peak_db=db, clipped=0.0)


def test_at_the_door_one_process_hears_levels_and_stores_nothing(kept: Kept) -> None:
    kept.recorders.open()
    assert kept.first.commands == []
    assert kept.second.pid is None
    kept.first.line(encode(level(-30.0)))
    assert kept.said == [level(-30.0)]
    assert list(kept.first.arguments()) == [
        "-m", "codev_voice.sound.recorder", "son", "--origin", "12.5", "--micro", "casque", "--speed", "1.0",
    ]  # fmt: skip


def test_once_it_stores_a_spare_runs_beside_and_is_not_listened_to(kept: Kept) -> None:
    kept.recorders.record()
    kept.recorders.open()
    assert kept.first.commands == [Record]
    kept.first.line(encode(Recording(t=0.4)))
    assert kept.second.pid == 1
    assert kept.second.commands == []
    kept.second.line(encode(level(-20.0)))
    assert kept.said == [Recording(t=0.4)]


def test_when_it_dies_the_spare_stores_at_once_and_the_dead_becomes_the_spare(kept: Kept) -> None:
    kept.recorders.record()
    kept.recorders.open()
    kept.first.line(encode(Recording(t=0.4)))
    kept.first.dies()
    assert kept.second.commands == [Record]
    assert kept.first.commands == [Record]  # of its first life: it only hears levels now
    kept.second.line(encode(level(-20.0)))
    assert kept.said[-1] == level(-20.0)
    kept.second.dies()
    assert kept.first.commands == [Record, Record]


def test_a_spare_that_dies_changes_nothing(kept: Kept) -> None:
    kept.recorders.record()
    kept.recorders.open()
    kept.first.line(encode(Recording(t=0.4)))
    kept.second.dies()
    assert kept.first.commands == [Record]
    assert kept.second.commands == []


def test_hors_micro_is_for_both_and_for_who_is_born_meanwhile(kept: Kept) -> None:
    kept.recorders.record()
    kept.recorders.open()
    kept.first.line(encode(Recording(t=0.4)))
    kept.recorders.pause()
    kept.first.dies()
    assert kept.second.commands == [Pause, Record]
    assert kept.first.commands == [Record, Pause, Pause]
    kept.recorders.resume()
    assert kept.second.commands[-1] is Resume
    assert kept.first.commands[-1] is Resume


def test_the_end_closes_what_is_stored_first(kept: Kept) -> None:
    kept.recorders.record()
    kept.recorders.open()
    kept.first.line(encode(Recording(t=0.4)))
    kept.recorders.stop()
    assert kept.first.commands == [Record, Stop]
    assert kept.second.commands == [Stop]


def test_a_line_cut_short_by_a_death_is_nothing(kept: Kept) -> None:
    kept.recorders.open()
    kept.first.line(b'{"kind":"lev')
    assert kept.said == []


def test_the_key_of_the_sound_goes_by_the_input_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "Child", Child)
    Child.made = []
    key = keys.create(tmp_path).part(SOUND).key.hex()
    recorders = Recorders(tmp_path / "sound", LiveOptions, lambda _: None, print)
    recorders.record()
    recorders.open()
    first, _ = Child.made
    told = decode_command(first.opening())
    assert told == Record(key=key)
    assert key not in repr(told)
    assert key not in " ".join(first.arguments())
    assert key not in " ".join(os.environ.values())
