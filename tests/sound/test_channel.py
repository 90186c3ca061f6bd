from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codev_voice.errors import MachineError
from codev_voice.sound import channel as module
from codev_voice.sound.channel import ENDED, MUTE, NOTHING, UNPLUGGED, Channel
from codev_voice.sound.devices.values import Capture, Source
from codev_voice.sound.messages import Back, Level, Lost, Message, Opened
from codev_voice.sound.segments import MICRO, SegmentWriter, read_blocks
from sound.fakes import SOURCES, FakeCapture, until


def near(seconds: float) -> Any:  # noqa: ANN401 - stands for a float
    return pytest.approx(seconds)


class Bench:
    """A channel whose device, clock and turn the test holds in its hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.moment = 10.0
        self.said: list[Message] = []
        self.refusals: list[MachineError] = []
        self.captures: list[FakeCapture] = []
        self.there: Source | MachineError | None = SOURCES[0]
        self.mine = True
        self.channel = Channel(
            MICRO,
            writer=SegmentWriter(folder, MICRO),
            find=self.find,
            now=lambda: self.moment,
            tell=self.said.append,
            mine=lambda: self.mine,
            refused=self.refusals.append,
        )

    def find(self) -> tuple[Source, Capture] | None:
        if isinstance(self.there, MachineError):
            raise self.there
        if self.there is None:
            return None
        self.captures.append(FakeCapture())
        return self.there, self.captures[-1]

    def start(self, *, storing: bool = True) -> None:
        self.channel.storing = storing
        self.channel.start()
        until(lambda: self.captures)

    def reopened(self, count: int) -> None:
        until(lambda: len(self.captures) == count)

    def told(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.said if isinstance(message, kind)]

    def stored(self) -> list[tuple[float, int]]:
        return [(round(block.start, 3), int(block.samples[0])) for block in read_blocks(self.folder)]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr(module, "AGAIN", 0.01)
    bench = Bench(tmp_path / "sound")
    yield bench
    bench.channel.stop()


def heard(bench: Bench, *blocks: tuple[int, float]) -> None:
    """Blocks of 40 ms (value, moment of their end), each done with before the next comes."""
    for value, moment in blocks:
        before = len(bench.stored()) if bench.channel.storing and bench.mine else None
        bench.moment = moment
        bench.captures[-1].hear(value)
        if before is not None:
            until(lambda before=before: len(bench.stored()) > before)  # type: ignore[misc] # bound now


def test_sound_is_stored_at_its_time(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0), (2, 10.04), (3, 10.08))
    assert bench.stored() == [(9.96, 1), (10.0, 2), (10.04, 3)]
    assert bench.said == [Opened(channel=MICRO, device="Micro interne")]
    assert bench.channel.runs


def test_a_level_each_fifth_of_a_second_and_nothing_stored_before_it_is_asked(bench: Bench) -> None:
    bench.start(storing=False)
    for _ in range(10):
        bench.captures[-1].hear(3_277)
    until(lambda: len(bench.told(Level)) == 2)
    level = bench.told(Level)[0]
    assert isinstance(level, Level)
    assert (level.channel, level.db, level.clipped) == (MICRO, -20.0, 0.0)
    assert not bench.folder.exists()


def test_a_source_that_ends_is_lost_then_back_with_the_gap(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0))
    bench.captures[-1].end()
    bench.reopened(2)
    bench.moment = 13.0
    heard(bench, (2, 13.0))
    assert bench.said == [
        Opened(channel=MICRO, device="Micro interne"),
        Lost(channel=MICRO, t=10.0, why=ENDED),
        Opened(channel=MICRO, device="Micro interne"),
        Back(channel=MICRO, t=12.96, gap=near(2.96)),
    ]
    assert bench.stored() == [(9.96, 1), (12.96, 2)]


def test_a_source_that_is_not_there_is_said_once_and_looked_for(bench: Bench) -> None:
    bench.there = None
    bench.channel.start()
    until(lambda: bench.channel._attempts > 3)
    assert bench.said == [Lost(channel=MICRO, t=10.0, why=NOTHING)]
    bench.there = MachineError("Le serveur de son ne répond pas", "relancez-le")
    until(lambda: bench.channel._attempts > 6)
    bench.there = SOURCES[0]
    until(lambda: bench.captures)
    bench.channel.storing = True
    heard(bench, (1, 15.0))
    assert bench.said[1:] == [Opened(channel=MICRO, device="Micro interne"), Back(channel=MICRO, t=14.96, gap=near(4.96))]


def test_a_source_lost_before_a_pause_is_missed_from_its_end_on(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0))
    bench.there = None
    bench.captures[-1].end()
    until(lambda: bench.told(Lost))
    bench.channel.pause()
    bench.moment, bench.there = 600.0, SOURCES[0]
    bench.channel.start()
    bench.reopened(2)
    heard(bench, (2, 601.04))
    assert bench.told(Back) == [Back(channel=MICRO, t=601.0, gap=near(1.0))]


def test_a_server_that_does_not_answer_is_why(bench: Bench) -> None:
    bench.there = MachineError("Le serveur de son ne répond pas", "relancez-le")
    bench.channel.start()
    until(lambda: bench.said)
    assert bench.said == [Lost(channel=MICRO, t=10.0, why="Le serveur de son ne répond pas")]


def test_after_long_a_source_is_looked_for_less_often_but_at_once_when_devices_change(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SOON", 0)
    monkeypatch.setattr(module, "RARELY", 3_600.0)
    bench.there = None
    bench.channel.start()
    until(lambda: bench.channel._attempts == 1)
    bench.there = SOURCES[0]
    bench.channel.wake()
    until(lambda: bench.captures)


@pytest.mark.parametrize(("quiet", "begun", "lost"), [(2.1, True, True), (1.9, True, False), (2.1, False, False), (5.1, False, True)])
def test_a_source_that_gives_nothing_any_more_is_lost(bench: Bench, quiet: float, *, begun: bool, lost: bool) -> None:
    bench.start()
    if begun:
        heard(bench, (1, 10.0))
    bench.captures[-1].quiet = quiet
    bench.channel.look()
    assert bench.captures[0].closed is lost
    if lost:
        until(lambda: bench.told(Lost))
        assert bench.told(Lost) == [Lost(channel=MICRO, t=10.0, why=MUTE)]


def test_a_source_that_was_unplugged_is_lost(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0))
    bench.channel.unplugged()
    until(lambda: bench.told(Lost))
    assert bench.told(Lost) == [Lost(channel=MICRO, t=10.0, why=UNPLUGGED)]


def test_another_source_is_heard_without_a_word_of_loss(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0))
    bench.there = Source("b", "Casque", MICRO)
    bench.channel.again()
    bench.reopened(2)
    heard(bench, (2, 10.1))
    assert bench.said == [Opened(channel=MICRO, device="Micro interne"), Opened(channel=MICRO, device="Casque")]
    assert bench.captures[0].closed


def test_a_pause_lets_go_of_the_source_and_stores_nothing_more(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0))
    bench.channel.pause()
    assert bench.captures[0].closed
    bench.captures[0].hear(9)
    assert not bench.channel.open
    bench.moment = 20.0
    bench.channel.start()
    bench.reopened(2)
    heard(bench, (2, 20.0))
    assert bench.stored() == [(9.96, 1), (19.96, 2)]
    assert bench.told(Lost) == bench.told(Back) == []


def test_a_pause_while_a_source_is_being_opened(bench: Bench) -> None:
    asked, go = threading.Event(), threading.Event()
    real = bench.find

    def slow() -> tuple[Source, Capture] | None:
        asked.set()
        go.wait(10)
        return real()

    bench.channel._find = slow
    bench.channel.start()
    asked.wait(10)
    bench.channel.pause()
    go.set()
    until(lambda: bench.captures and bench.captures[0].closed)
    assert not bench.channel.open


def test_sound_that_never_came_is_a_gap(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0), (2, 70.0))  # a minute has passed by the wall clock, and none by the one that sleeps with the machine
    assert bench.told(Back) == [Back(channel=MICRO, t=69.96, gap=near(59.96))]
    assert bench.stored() == [(9.96, 1), (69.96, 2)]


def test_nothing_is_stored_once_another_has_taken_over(bench: Bench) -> None:
    bench.start()
    heard(bench, (1, 10.0))
    bench.mine = False
    heard(bench, *[(2, 10.0 + 0.04 * rank) for rank in range(1, 11)])
    until(lambda: len(bench.told(Level)) == 2)
    assert bench.stored() == [(9.96, 1)]


def test_a_full_disk_is_told_and_what_is_written_stays(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int, __: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    bench.start()
    heard(bench, (1, 10.0))
    monkeypatch.setattr(os, "write", full)
    bench.captures[-1].hear(2)
    until(lambda: bench.refusals)
    monkeypatch.undo()
    assert bench.refusals[0].problem == "Le disque est plein"
    assert bench.stored() == [(9.96, 1)]


def test_a_recording_heard_to_its_end_is_finished(bench: Bench) -> None:
    bench.start()
    capture = bench.captures[-1]
    capture.start = 10.0
    heard(bench, (1, 10.0))
    capture.ended = True
    capture.end()
    until(lambda: bench.channel.finished)
    assert bench.told(Lost) == []


def test_a_recording_played_for_its_level_begins_again(bench: Bench) -> None:
    bench.start(storing=False)
    bench.captures[-1].start = 10.0
    bench.captures[-1].end()
    bench.reopened(2)
    assert bench.told(Lost) == []


def test_stopping_before_anything_was_started(bench: Bench) -> None:
    bench.channel.stop()
    assert not bench.captures
