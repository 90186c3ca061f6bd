from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.live.held import Held, holding


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    with holding(tmp_path / "s", monkeypatch) as found:
        yield found


def _opened(held: Held) -> list[str]:
    """What recorders and hearings were told that opens a device or begins to hear."""
    told = [word for recorders in type(held.recorders).made for word in recorders.told]
    return [
        word
        for word in [*told, *(word for hearing in type(held.hearing).made for word in hearing.told)]
        if word in {"open", "record", "start"}
    ]


def test_without_everybody_s_yes_no_device_is_ever_opened_and_the_session_ends_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.act("consent", person="Bruno", given=False)
        held.session.open()
        for act, what in (("stage", {"stage": 2}), ("pause", {}), ("stop", {})):
            held.act(act, **what)
        assert held.session.over.is_set()
        view = held.view()
        assert (view["phase"], view["stage"], view["levels"], view["line"], view["recording"]) == ("fin", 2, {}, "", False)
        assert _opened(held) == []
        assert not held.folder.sound.exists()
    with holding(tmp_path / "s", monkeypatch) as held:  # and so it stays when it is taken up again
        held.session.open()
        assert _opened(held) == []
        assert held.session.over.is_set()


def test_by_hand_before_everybody_was_asked_lets_go_of_the_devices_until_all_agree(held: Held) -> None:
    held.session.open()
    assert held.recorders.told == ["open"]
    held.act("stage", stage=1)
    assert held.recorders.told == ["open", "stop"]
    held.agree()
    held.act("start")
    assert held.recorders.told == ["record", "open"]


def test_a_no_that_was_a_slip_opens_the_devices_again_for_their_levels(held: Held) -> None:
    held.session.open()
    held.act("consent", person="Bruno", given=False)
    held.act("consent", person="Bruno", given=True)
    assert held.recorders.told == ["open"]
