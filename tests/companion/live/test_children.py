from __future__ import annotations

import os
import queue
import signal
import textwrap
from collections.abc import Callable

import pytest

from codev_voice.companion.live.children import Child

ECHO = textwrap.dedent("""
    import sys
    print("né", flush=True)
    for line in sys.stdin:
        print(line.strip(), flush=True)
        if line.strip() == "fin":
            break
""")


class Watched:
    """A child whose opening may be another, and one of whose words cannot be heard."""

    def __init__(self, program: str = ECHO, *, opening: Callable[[], bytes] = lambda: b"bonjour\n", unheard: str = "") -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        self.deaths: queue.Queue[int | None] = queue.Queue()
        self.errors: queue.Queue[Exception] = queue.Queue()
        self.unheard = unheard
        self.child = Child(lambda: ["-c", program], opening=opening, line=self.line, failed=self.errors.put, died=self.deaths.put)

    def line(self, line: bytes) -> None:
        said = line.decode().strip()
        self.lines.put(said)
        if said == self.unheard:
            raise IndexError(said)

    def hears(self) -> str:
        return self.lines.get(timeout=60)


def test_a_child_is_told_its_opening_then_what_comes() -> None:
    watched = Watched()
    watched.child.start()
    assert [watched.hears(), watched.hears()] == ["né", "bonjour"]
    watched.child.tell(b"un\n")
    assert watched.hears() == "un"
    watched.child.stop(b"fin\n")
    assert watched.hears() == "fin"
    assert watched.deaths.empty()


def test_a_killed_child_is_born_again_and_told_its_opening_again() -> None:
    watched = Watched()
    watched.child.start()
    assert [watched.hears(), watched.hears()] == ["né", "bonjour"]
    pid = watched.child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert watched.deaths.get(timeout=60) == -signal.SIGKILL
    assert [watched.hears(), watched.hears()] == ["né", "bonjour"]
    assert watched.child.pid != pid
    watched.child.stop(b"fin\n")


@pytest.mark.parametrize(("wished", "found"), [(None, "1"), ("4", "4")])
def test_small_sums_take_one_core_in_a_child_unless_somebody_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, wished: str | None, found: str
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if wished:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", wished)
    watched = Watched("import os; print(os.environ['OPENBLAS_NUM_THREADS'], flush=True); input(); input()")
    watched.child.start()
    assert watched.hears() == found
    watched.child.stop(b"fin\n")


def test_a_child_that_does_not_end_is_ended() -> None:
    deaf = Watched("import time; print('né', flush=True); time.sleep(600)")
    deaf.child.start()
    assert deaf.hears() == "né"
    deaf.child.stop(b"fin\n", patience=0.1)
    assert deaf.deaths.empty()


def test_what_is_told_to_the_dead_is_lost_in_silence() -> None:
    watched = Watched("print('né', flush=True)")
    watched.child.tell(b"trop tard\n")
    watched.child.start()
    assert watched.hears() == "né"
    assert watched.deaths.get(timeout=60) == 0
    watched.child.tell(b"trop tard\n")
    watched.child.stop()


def test_a_child_that_was_never_started_is_stopped_at_once() -> None:
    Watched().child.stop(b"fin\n")


def test_what_cannot_be_made_of_a_line_is_told_and_the_next_is_heard() -> None:
    watched = Watched(unheard="bonjour")
    watched.child.start()
    assert [watched.hears(), watched.hears()] == ["né", "bonjour"]
    assert isinstance(watched.errors.get(timeout=60), IndexError)
    watched.child.tell(b"un\n")
    assert watched.hears() == "un"
    watched.child.stop(b"fin\n")
    assert watched.hears() == "fin"
    assert watched.deaths.empty()


def test_a_child_that_cannot_be_told_its_opening_is_a_dead_one_born_again() -> None:
    tries = iter((KeyError(), b"bonjour\n"))

    def opening() -> bytes:
        told = next(tries)
        if isinstance(told, bytes):
            return told
        raise told

    watched = Watched(opening=opening)
    watched.child.start()
    assert isinstance(watched.errors.get(timeout=60), KeyError)
    assert watched.deaths.get(timeout=60) is None
    assert watched.hears() == "né"
    assert watched.hears() == "bonjour"
    watched.child.stop(b"fin\n")
