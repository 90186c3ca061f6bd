from __future__ import annotations

import http.client
import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest

from codev_voice.errors import MachineError
from codev_voice.page.serving import Served, serving
from page.standin import StandIn, view


@contextmanager
def _ask(served: Served, path: str, host: str | None = None) -> Iterator[http.client.HTTPResponse]:
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)) as connection:
        connection.request("GET", path, headers={"Host": host} if host else {})
        with connection.getresponse() as answer:
            yield answer


def test_it_answers_at_its_address_and_nowhere_else() -> None:
    with serving(StandIn(view("ecoute"))) as served:
        path = urlsplit(served.address).path
        with _ask(served, path) as page, _ask(served, "/") as root, _ask(served, path, host=f"evil.example:{served.port}") as other:
            assert (page.status, root.status, other.status) == (HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND)
            assert page.getheader("server") is None
            assert b"codev_voice" in page.read()


def test_it_listens_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    bound: list[object] = []
    bind = socket.socket.bind

    def watched(self: socket.socket, address: object) -> None:
        bound.append(address)
        bind(self, address)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(socket.socket, "bind", watched)
    with serving(StandIn(view("ecoute"))):
        pass
    assert bound == [("127.0.0.1", 0)]


def test_a_port_may_be_asked_for_and_a_taken_one_is_said() -> None:
    with serving(StandIn(view("ecoute"))) as first, pytest.raises(MachineError, match=f"Le port {first.port}"):
        serving(StandIn(view("ecoute")), port=first.port).__enter__()
    with serving(StandIn(view("ecoute")), port=first.port, token="clef") as again:
        assert again.address == f"http://127.0.0.1:{first.port}/clef/"


def test_a_number_that_is_no_port_is_said() -> None:
    with pytest.raises(MachineError), serving(StandIn(view("ecoute")), port=70000):
        pass


def test_the_whole_view_is_streamed_and_the_stream_ends_with_the_server() -> None:
    desk = StandIn(view("ecoute"))
    with ExitStack() as held:
        with serving(desk) as served:
            answer = held.enter_context(_ask(served, urlsplit(served.address).path + "events"))
            assert answer.getheader("content-type", "").startswith("text/event-stream")
            assert answer.readline().startswith(b"retry")
            assert answer.readline() == b"\n"
            assert answer.readline() == b"id: 41\n"
        answer.read()
    assert desk.listening == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", served.port)) != 0


def test_nothing_is_logged_of_what_is_served(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    desk = StandIn(view("ecoute"))
    desk.view = lambda: (_ for _ in ()).throw(RuntimeError("des mots"))  # type: ignore[method-assign] # a desk that fails
    with serving(desk) as served:
        path = urlsplit(served.address).path
        with _ask(served, path) as page:
            assert page.status == HTTPStatus.OK
        with _ask(served, path + "events") as answer, pytest.raises(http.client.IncompleteRead):
            answer.read()
    said = caplog.text + "".join(capfd.readouterr())
    assert path.strip("/") not in said
    assert "des mots" not in said
