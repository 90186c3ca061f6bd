from __future__ import annotations

import os
import sys

import pytest

from codev_voice.hearing.live.priority import yield_to_the_call

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
