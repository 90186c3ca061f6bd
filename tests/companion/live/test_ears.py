from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from codev_voice.companion.live import ears, recording
from codev_voice.companion.live.recording import Recorders
from codev_voice.errors import SessionError
from codev_voice.sound.messages import Record, decode_command
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


class Process:
    """A recorder's process, which has the devices open while it runs."""

    made: list[Process]

    def __init__(self, *_: object, opening: Callable[[], bytes], **__: object) -> None:
        self.opening, self.runs = opening, False
        self.told: list[bytes] = []
        self.made.append(self)

    def start(self) -> None:
        self.runs = True
        self.tell(self.opening())

    def tell(self, line: bytes) -> None:
        self.told += line.splitlines()

    def stop(self, last: bytes = b"") -> None:
        self.tell(last)
        self.runs = False


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """A session at its door, whose recorders are the real ones, but for their processes."""
    with holding(tmp_path / "s", monkeypatch) as held:
        Process.made = []
        monkeypatch.setattr(ears, "Recorders", Recorders)
        monkeypatch.setattr(recording, "Child", Process)
        held.session.open()
        yield held


def _running() -> int:
    return sum(process.runs for process in Process.made)


def _storing() -> bool:
    return any(isinstance(decode_command(line), Record) for process in Process.made for line in process.told)


def test_while_answers_are_awaited_a_device_is_open_for_its_level_alone(door: Held) -> None:
    door.act("consent", person="Bruno", given=True)
    assert (_running(), _storing()) == (1, False)
    with pytest.raises(SessionError, match="Malik, Sophie"):
        door.act("start")
    assert (_running(), _storing()) == (1, False)
    assert not door.folder.sound.exists()


def test_no_device_is_open_after_one_no_whoever_answers_next(door: Held) -> None:
    door.act("consent", person="Bruno", given=False)
    assert _running() == 0
    door.act("consent", person="Malik", given=True)
    assert (_running(), _storing()) == (0, False)


@pytest.mark.parametrize("answered", [(), ("Malik",), ("Malik", "Sophie")])
def test_no_device_stays_open_once_she_begins_by_hand_with_an_answer_missing(door: Held, answered: tuple[str, ...]) -> None:
    for person in answered:
        door.act("consent", person=person, given=True)
    door.act("stage", stage=1)
    assert (_running(), _storing()) == (0, False)
    door.act("consent", person="Bruno", given=True)  # who says yes later opens nothing by that alone
    assert (_running(), _storing()) == (0, False)
    assert door.view()["levels"] == {}
    assert not door.folder.sound.exists()
