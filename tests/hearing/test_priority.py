from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from codev_voice.hearing.priority import yield_to_everything, yield_to_the_call

if TYPE_CHECKING:
    from collections.abc import Callable

YIELDS = [(yield_to_the_call, 10, 0x4000), (yield_to_everything, 19, 0x40)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority instead")
@pytest.mark.parametrize(("yields", "nice", "_"), YIELDS)
def test_others_go_first(monkeypatch: pytest.MonkeyPatch, yields: Callable[[], None], nice: int, _: int) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "nice", asked.append)
    yields()
    assert asked == [nice]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority instead")
def test_a_system_that_refuses_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def refuse(by: int) -> None:
        asked.append(by)
        raise PermissionError

    monkeypatch.setattr(os, "nice", refuse)
    yield_to_the_call()
    assert asked


@pytest.mark.skipif(sys.platform == "win32", reason="a process of this system")
def test_a_process_that_yields_twice_goes_last() -> None:
    told = "import os, codev_voice.hearing.priority as p; p.yield_to_the_call(); p.yield_to_everything(); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "19"


@pytest.mark.parametrize(("yields", "_", "rank"), YIELDS)
def test_windows_has_classes(monkeypatch: pytest.MonkeyPatch, yields: Callable[[], None], _: int, rank: int) -> None:
    import ctypes

    asked: list[tuple[str, int]] = []
    kernel = SimpleNamespace(GetCurrentProcess=lambda: "self", SetPriorityClass=lambda process, rank: asked.append((process, rank)))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    yields()
    assert asked == [("self", rank)]
