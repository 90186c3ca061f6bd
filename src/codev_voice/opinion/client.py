"""One question to a local server that speaks OpenAI's chat interface: an answer in time, or none.

    POST /v1/chat/completions    temperature 0, a few tokens, one JSON object wanted

The standard library only: no redirect is followed, no proxy is read, nothing is tried twice.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from codev_voice.opinion.address import Address
from codev_voice.opinion.prompt import SCHEMA, answer, messages
from codev_voice.session.values import Turn

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MOST = 65_536
"""Bytes of an answer that are read; one that is longer is no answer."""

TOKENS = 32
PATH = "/v1/chat/completions"


class Silence(StrEnum):
    """Why there is no opinion."""

    ABSENT = "absent"
    """Nobody listens at this address."""
    LATE = "late"
    """The time was over first."""
    REFUSED = "refused"
    """Not the answer of a server that takes such questions: an error, a redirection, a cut."""
    UNKNOWN = "unknown"
    """The server does not have what is asked for: most often, this model."""
    UNCLEAR = "unclear"
    """It answered something else than what was asked."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether the clause departs from the clarification; when `departs` is None, `silence` says why."""

    departs: bool | None
    silence: Silence | None = None


def ask(address: Address, model: str, clause: str, before: Sequence[Turn], seconds: float) -> Opinion:
    """Ask about one clause, said after the turns of `before`.

    Never raises for what the server does or fails to do.

    Args:
        address: the server, on this machine.
        model: its name there; servers of one model take any.
        clause: the words in question.
        before: earlier turns; the last few are shown.
        seconds: the time for everything, from connecting to the last byte.
    """
    told = converse(address, question(model, messages(clause, before), SCHEMA, TOKENS), seconds)
    if isinstance(told, Silence):
        return Opinion(None, told)
    departs = answer(told)
    return Opinion(departs, Silence.UNCLEAR if departs is None else None)


def question(model: str, said: Sequence[Mapping[str, str]], schema: Mapping[str, Any], tokens: int) -> bytes:
    """The body of one question: a conversation, the form of the JSON object wanted, and the tokens it may take."""
    asked = {
        "model": model,
        "messages": said,
        "temperature": 0,
        "max_tokens": tokens,
        "stream": False,
        "response_format": {"type": "json_object", "schema": schema},
    }
    return json.dumps(asked).encode("ascii")


def converse(address: Address, asked: bytes, seconds: float) -> bytes | Silence:
    """What the server answers to the body of a question, within `seconds` from connecting to the last byte; or why it does not.

    Never raises for what the server does or fails to do.
    """
    deadline = time.monotonic() + seconds
    try:
        link = _connected(address, deadline)
    except TimeoutError:
        return Silence.LATE
    except OSError:
        return Silence.ABSENT
    with link:
        return _told(link, address, asked)


def _told(link: _Link, address: Address, asked: bytes) -> bytes | Silence:
    connection = http.client.HTTPConnection(address.name)
    connection.sock, connection.auto_open = link, 0  # this connection or none
    try:
        connection.request("POST", PATH, asked, {"Content-Type": "application/json", "Connection": "close"})
        with connection.getresponse() as told:
            if told.status != HTTPStatus.OK:
                return Silence.UNKNOWN if told.status == HTTPStatus.NOT_FOUND else Silence.REFUSED
            data = told.read(MOST + 1)
    except TimeoutError:
        return Silence.LATE
    except (OSError, http.client.HTTPException, ValueError):
        return Silence.REFUSED
    finally:
        connection.close()
    return data if len(data) <= MOST else Silence.UNCLEAR


class _Link(socket.socket):
    """A socket whose every wait ends at one deadline: a server that sends byte after byte gains nothing by it."""

    deadline = 0.0  # seconds of the monotonic clock

    def hurry(self) -> None:
        """Wait no longer than what is left.

        Raises:
            TimeoutError: nothing is left.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.settimeout(left)

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:  # what every reading of the answer goes through
        self.hurry()
        return super().recv_into(buffer, nbytes, flags)

    def sendall(self, data: ReadableBuffer, flags: int = 0) -> None:
        self.hurry()
        super().sendall(data, flags)


def _connected(address: Address, deadline: float) -> _Link:
    """The first of the server's hosts that answers.

    Raises:
        OSError: none does; TimeoutError: not in time.
    """
    refused: OSError = ConnectionRefusedError()
    for host in address.hosts:
        try:
            link = _Link(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        except OSError as error:  # this machine may have no IPv6
            refused = error
            continue
        link.deadline = deadline
        with contextlib.ExitStack() as opened:
            opened.enter_context(link)
            try:
                link.hurry()
                link.connect((host, address.port))
            except TimeoutError:
                raise
            except OSError as error:
                refused = error
                continue
            opened.pop_all()
            return link
    raise refused
