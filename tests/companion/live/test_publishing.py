from __future__ import annotations

import queue
from typing import Any

from codev_voice.companion.desk import Message
from codev_voice.companion.live.publishing import Listeners, Publisher


def differing(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any] | None:
    changed = {key: value for key, value in new.items() if old.get(key) != value}
    return changed or None


class Stage:
    def __init__(self) -> None:
        self.kept: dict[str, Any] = {"stage": 1}
        self.passing: dict[str, Any] = {"t": 0.0}
        self.failed: list[Exception] = []
        self.publisher = Publisher(lambda: dict(self.kept), differing, lambda: dict(self.passing), self.failed.append)
        self.told: queue.Queue[Message] = queue.Queue()
        self.leave = self.publisher.follow(self.told.put)

    def next(self, kind: str) -> Message:
        while True:
            message = self.told.get(timeout=60)
            if message.kind == kind:
                return message


def test_what_changes_is_told_once_with_its_number() -> None:
    stage = Stage()
    stage.kept = {"stage": 2}
    stage.publisher.publish()
    stage.publisher.publish()
    assert stage.told.get_nowait() == Message("change", {"stage": 2, "seq": 1}, 1)
    assert stage.told.empty()
    assert stage.publisher.view() == {"stage": 2, "seq": 1, "t": 0.0}


def test_a_running_publisher_draws_what_is_said_to_have_changed() -> None:
    stage = Stage()
    stage.publisher.start()
    stage.kept = {"stage": 3}
    stage.publisher.changed()
    assert stage.next("change").data["stage"] == 3
    stage.passing = {"t": 7.0}
    stage.publisher.passes()
    while stage.next("vif").data["t"] != 7.0:
        pass
    stage.publisher.stop()


def test_a_listener_may_leave_while_it_is_told() -> None:
    listeners = Listeners()
    told: list[str] = []

    def once(message: Message) -> None:
        told.append(message.kind)
        leave()

    leave = listeners.follow(once)
    listeners.follow(lambda message: told.append(message.kind))
    listeners.tell(Message("etat", {}))
    listeners.tell(Message("etat", {}))
    assert told == ["etat"] * 3


def test_who_left_is_told_nothing_more() -> None:
    stage = Stage()
    stage.leave()
    stage.kept = {"stage": 2}
    stage.publisher.publish()
    assert stage.told.empty()


def test_what_is_left_is_told_at_the_end() -> None:
    stage = Stage()
    stage.publisher.start()
    stage.kept = {"stage": 5}
    stage.publisher.stop()
    assert stage.next("change").data["stage"] == 5


def test_what_is_being_said_is_told_at_once() -> None:
    stage = Stage()
    stage.passing = {"t": 3.0}
    stage.publisher.passes(now=True)
    assert stage.told.get_nowait() == Message("vif", {"t": 3.0})


def test_a_view_that_cannot_be_drawn_stops_nothing_and_is_said() -> None:
    stage = Stage()
    stage.publisher.start()
    del stage.kept  # drawing fails
    stage.publisher.changed()
    while not stage.failed:
        stage.publisher.changed()
    stage.kept = {"stage": 4}
    stage.publisher.changed()
    assert stage.next("change").data["stage"] == 4
    stage.publisher.stop()
    assert {type(error) for error in stage.failed} == {AttributeError}
