from __future__ import annotations

import io
import os

import pytest

from codev_voice.sound.messages import Level, Message, Paused, Stopped, decode_message
from codev_voice.sound.telling import LEVELS, Outlet
from sound.fakes import until

LEVEL = Level(channel="micro", t=1.0, db=-20.0, peak_db=-10.0, clipped=0.0)


def said(data: bytes) -> list[Message]:
    return [decode_message(line) for line in data.splitlines()]


def test_messages_are_said_in_order_and_all_before_the_end() -> None:
    output = io.BytesIO()
    outlet = Outlet(output)
    messages = [Paused(t=float(rank)) for rank in range(100)]
    for message in messages:
        outlet.tell(message)
    outlet.close()
    assert said(output.getvalue()) == messages


def test_whoever_does_not_read_never_makes_sound_wait() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as reader, os.fdopen(writing, "wb") as writer:
        outlet = Outlet(writer)
        for _ in range(20_000):  # far more than a pipe holds
            outlet.tell(LEVEL)
        outlet.tell(Stopped(t=2.0))
        assert len(outlet._waiting) <= LEVELS + 1
        lines = []
        while not isinstance(message := decode_message(reader.readline()), Stopped):
            lines.append(message)
        assert set(lines) == {LEVEL}  # old levels are left out, never another message


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_reader_that_has_gone_is_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    outlet = Outlet(os.fdopen(writing, "wb", buffering=0))
    outlet.tell(LEVEL)
    until(lambda: not outlet._thread.is_alive())
    for _ in range(10):
        outlet.tell(Paused(t=1.0))
    assert not outlet._waiting  # nothing heaps up
    outlet.close()
