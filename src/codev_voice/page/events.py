"""Server-sent events: the whole view on connection, then what changes. A slow page never holds the companion up.

    id: SEQ
    event: etat | change | vif
    data: JSON

A page that comes back is given the whole view again rather than what it missed: it is small, and cannot be wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool

from codev_voice.companion.desk import Desk, Message

PING = 15.0
"""Seconds without a word after which a comment is sent: the connection lives, proxies and browsers know it."""

WAITING = 200
"""Messages that may wait for a page; beyond, they are thrown away for one fresh view."""

AGAIN = 1000
"""Milliseconds after which the browser comes back when the connection is lost."""


def written(message: Message) -> bytes:
    """A message as it goes through the wire; JSON holds no line break of its own."""
    number = b"" if message.seq is None else b"id: %d\n" % message.seq
    return number + b"event: %b\ndata: %b\n\n" % (message.kind.encode(), msgspec.json.encode(message.data))


class Mailbox:
    """What waits for one page: put in from any thread, taken out by the page's own loop. It never blocks and never grows."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Message] = deque()
        self._woken = asyncio.Event()
        self._lost = False
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""
        return self._closed

    def put(self, message: Message) -> None:
        """Leave a message, from any thread."""
        self._soon(lambda: self._put(message))

    def close(self) -> None:
        """Say, from any thread, that nothing more will come."""
        self._soon(self._close)

    async def take(self) -> tuple[tuple[Message, ...], bool]:
        """Everything that waits, as soon as something does, and whether something was lost before it."""
        await self._woken.wait()
        self._woken.clear()
        taken, lost = tuple(self._waiting), self._lost
        self._waiting.clear()
        self._lost = False
        return taken, lost

    def _soon(self, done: Callable[[], None]) -> None:
        # The loop is closed once the server has stopped; what is still said then has no reader.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(done)

    def _put(self, message: Message) -> None:
        last = self._waiting[-1] if self._waiting else None
        if message.kind == "vif" and last is not None and last.kind == "vif":
            self._waiting[-1] = Message("vif", {**last.data, **message.data})  # what passes is worth nothing once passed
        elif len(self._waiting) < WAITING:
            self._waiting.append(message)
        else:
            self._waiting.clear()
            self._lost = True
        self._woken.set()

    def _close(self) -> None:
        self._closed = True
        self._woken.set()


class Streams:
    """Every page that listens now, so that they can all be let go when the server stops."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: set[Mailbox] = set()
        self._closed = False

    def close(self) -> None:
        """End every stream, from any thread."""
        self._closed = True
        for mailbox in tuple(self._open):
            mailbox.close()

    async def stream(self) -> AsyncIterator[bytes]:
        """What one page is sent, until it leaves or the server stops."""
        mailbox = Mailbox(asyncio.get_running_loop())
        self._open.add(mailbox)
        leave = self._desk.follow(mailbox.put)
        try:
            yield b"retry: %d\n\n" % AGAIN
            # Followed first, seen next: nothing falls between, and what the view already holds is not told again.
            whole = await self._whole()
            yield written(whole)
            while not (mailbox.closed or self._closed):
                try:
                    taken, lost = await asyncio.wait_for(mailbox.take(), PING)
                except TimeoutError:
                    await self._whole()  # a desk that finds something new in it tells it to everybody
                    yield b": ping\n\n"
                    continue
                if lost:
                    whole = await self._whole()
                    yield written(whole)
                for message in taken:
                    if _newer(message, whole):
                        yield written(message)
        finally:
            leave()
            self._open.discard(mailbox)

    async def _whole(self) -> Message:
        """The whole view; asked in a thread, for it may wait for the companion's lock."""
        view: dict[str, Any] = await run_in_threadpool(self._desk.view)
        seq = view.get("seq")
        return Message("etat", view, seq if isinstance(seq, int) else None)


def _newer(message: Message, whole: Message) -> bool:
    """Whether the whole view does not hold this message already."""
    return message.seq is None or whole.seq is None or message.seq > whole.seq
