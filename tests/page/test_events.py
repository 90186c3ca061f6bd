from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from codev_voice.companion.desk import Message
from codev_voice.page import events
from codev_voice.page.events import WAITING, Mailbox, Streams, written
from page.standin import StandIn, view

if TYPE_CHECKING:
    import pytest


def _read(chunk: bytes) -> tuple[str, str | None, dict[str, Any]]:
    """An event's kind, id and data."""
    lines = dict(line.split(": ", 1) for line in chunk.decode().strip().split("\n"))
    return lines["event"], lines.get("id"), json.loads(lines["data"])


def test_an_event_is_one_line_whatever_was_said() -> None:
    chunk = written(Message("change", {"text": "deux\nlignes\r\n\u2028et « trois »"}, 7))
    assert _read(chunk) == ("change", "7", {"text": "deux\nlignes\r\n\u2028et « trois »"})
    assert chunk.count(b"\n") == 4


def test_what_passes_has_no_number() -> None:
    assert b"id:" not in written(Message("vif", {"lag": 1.5}))


def test_the_whole_view_comes_first_then_what_changes() -> None:
    async def run() -> list[bytes]:
        desk = StandIn(view("ecoute"))
        stream = Streams(desk).stream()
        got = [await anext(stream), await anext(stream)]
        desk.change(stage=3)
        got.append(await anext(stream))
        desk.pass_by(lag=2.5)
        got.append(await anext(stream))
        assert desk.listening == 1
        await stream.aclose()  # type: ignore[attr-defined]  # an async generator behind its interface
        assert desk.listening == 0
        return got

    retry, whole, change, vif = asyncio.run(run())
    assert retry.startswith(b"retry:")
    assert _read(whole)[:2] == ("etat", "41")
    assert _read(whole)[2]["title"] == "Codev du mardi"
    assert _read(change) == ("change", "42", {"stage": 3, "seq": 42})
    assert _read(vif) == ("vif", None, {"lag": 2.5})


def test_what_the_view_already_holds_is_not_told_again() -> None:
    async def run() -> bytes:
        desk = StandIn(view("ecoute"))
        stream = Streams(desk).stream()
        await anext(stream)
        desk.change(stage=3)  # followed, and not yet viewed
        assert _read(await anext(stream))[1] == "42"
        desk.change(stage=4)
        return await anext(stream)

    assert _read(asyncio.run(run())) == ("change", "43", {"stage": 4, "seq": 43})


def test_a_slow_page_is_given_a_fresh_view() -> None:
    async def run() -> list[tuple[str, str | None, dict[str, Any]]]:
        desk = StandIn(view("ecoute"))
        stream = Streams(desk).stream()
        await anext(stream)
        await anext(stream)
        for number in range(WAITING + 1):
            desk.change(stage=number % 7)
        await asyncio.sleep(0)
        desk.change(stage=5)  # waits, and is already in the fresh view
        got = [_read(await anext(stream))]
        desk.change(stage=6)
        return [*got, _read(await anext(stream))]

    fresh, then = asyncio.run(run())
    assert (fresh[0], fresh[2]["stage"]) == ("etat", 5)
    assert then == ("change", str(41 + WAITING + 3), {"stage": 6, "seq": 41 + WAITING + 3})


def test_what_passes_is_replaced_not_queued() -> None:
    async def run() -> tuple[tuple[Message, ...], bool]:
        box = Mailbox(asyncio.get_running_loop())
        for number in range(10 * WAITING):
            box.put(Message("vif", {"t": number}))
        box.put(Message("vif", {"lag": 1.0}))
        await asyncio.sleep(0)
        return await box.take()

    assert asyncio.run(run()) == ((Message("vif", {"t": 10 * WAITING - 1, "lag": 1.0}),), False)


def test_a_silent_session_keeps_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING", 0.01)

    async def run() -> bytes:
        stream = Streams(StandIn(view("pause"))).stream()
        await anext(stream)
        await anext(stream)
        return await anext(stream)

    assert asyncio.run(run()) == b": ping\n\n"


def test_a_silent_page_is_told_what_another_program_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING", 0.01)
    desk = StandIn(view("lecture"))
    looks: list[int] = []

    def looked() -> dict[str, Any]:
        looks.append(1)
        if len(looks) == 2:  # the first is the page's own view
            desk.change(phase="fini")
        return {"phase": "lecture", "seq": 0}

    async def run() -> bytes:
        monkeypatch.setattr(desk, "view", looked)
        stream = Streams(desk).stream()
        return [await anext(stream) for _ in range(4)][-1]

    kind, _, data = _read(asyncio.run(run()))
    assert (kind, data["phase"]) == ("change", "fini")


def test_streams_end_when_they_are_closed() -> None:
    async def run() -> list[bytes]:
        streams = Streams(StandIn(view("ecoute")))
        stream = streams.stream()
        await anext(stream)
        await anext(stream)
        streams.close()
        return [chunk async for chunk in stream]

    assert asyncio.run(run()) == []


def test_a_message_after_the_end_is_lost_without_a_fault() -> None:
    async def run() -> Mailbox:
        return Mailbox(asyncio.get_running_loop())

    box = asyncio.run(run())
    box.put(Message("vif", {}))
    assert not box.closed
