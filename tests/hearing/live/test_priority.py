from __future__ import annotations

import os
import sys
import threading

import pytest

from codev_voice.hearing.live.priority import yield_to_the_call, yield_to_the_words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority instead")


def test_others_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "nice", asked.append)
    yield_to_the_call()
    assert asked == [10]


def test_a_system_that_refuses_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def refuse(by: int) -> None:
        asked.append(by)
        raise PermissionError

    monkeypatch.setattr(os, "nice", refuse)
    yield_to_the_call()
    assert asked


@pytest.mark.skipif(sys.platform != "linux", reason="only there has a thread a priority of its own")
def test_a_thread_that_can_wait_goes_last_with_those_it_begins() -> None:
    found: list[int] = []

    def look() -> None:
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def wait_for_others() -> None:
        yield_to_the_words()
        look()
        inner = threading.Thread(target=look)
        inner.start()
        inner.join()

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    outer = threading.Thread(target=wait_for_others)
    outer.start()
    outer.join()
    assert found == [19, 19]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_elsewhere_no_thread_is_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(os, "setpriority", lambda *what: asked.append(what))
    yield_to_the_words()
    assert not asked
