"""A stand-in for a local server of language models, on a loopback port, that answers as it is told to."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from codev_voice.opinion import Address, local

Reply = Callable[[socket.socket, dict[str, Any]], None]
MOST_HEADERS = 65_536


@dataclass
class Standin:
    """Where the server is, and what it was asked."""

    address: Address
    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def said(content: object) -> bytes:
    """The body in which a model says `content`."""
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}]}).encode()


def body(data: bytes, status: str = "200 OK", more: str = "") -> Reply:
    """A whole answer with this body."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n{more}\r\n".encode()
    return lambda link, _: link.sendall(head + data)


def yes(link: socket.socket, asked: dict[str, Any]) -> None:
    """Everything departs."""
    body(said('{"conseil": true}'))(link, asked)


def no(link: socket.socket, asked: dict[str, Any]) -> None:
    """Nothing does."""
    body(said('{"conseil": false}'))(link, asked)


@contextlib.contextmanager
def serving(*replies: Reply, host: str = "127.0.0.1") -> Iterator[Standin]:
    """A server whose nth answer is the nth reply, the last one again and again."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.bind((host, 0))
        door.listen(8)
        url = f"http://{f'[{host}]' if ':' in host else host}:{door.getsockname()[1]}"
        standin = Standin(local(url), url)
        thread = threading.Thread(target=_serve, args=(door, replies, standin), daemon=True)
        thread.start()
        try:
            yield standin
        finally:
            standin.over.set()
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)  # the one who waits for the next client wakes up
            thread.join(5)


def _serve(door: socket.socket, replies: tuple[Reply, ...], standin: Standin) -> None:
    while not standin.over.is_set():
        try:
            link, _ = door.accept()
        except OSError:
            return
        with link, contextlib.suppress(OSError):
            head, asked = _question(link)
            standin.headers.append(head)
            standin.asked.append(asked)
            replies[min(len(standin.asked), len(replies)) - 1](link, asked)


def _question(link: socket.socket) -> tuple[str, dict[str, Any]]:
    link.settimeout(5)
    with link.makefile("rb") as stream:
        head = "".join(iter(lambda: stream.readline(MOST_HEADERS).decode("ascii"), "\r\n"))
        size = next(int(line.partition(":")[2]) for line in head.splitlines() if line.lower().startswith("content-length:"))
        return head, json.loads(stream.read(size))
