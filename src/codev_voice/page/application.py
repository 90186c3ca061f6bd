"""The page's few addresses, all under its token: the page, its files, its events, its acts.

GET  /TOKEN/               the page
GET  /TOKEN/static/NAME    its style and its modules
GET  /TOKEN/events         what happens, as server-sent events
GET  /TOKEN/sound/PIECE    a piece of speech, as a WAV file
GET  /TOKEN/review         how speech was shared, once the session is over; the review's view, or {"error": "one line"} with 409
POST /TOKEN/acts           what somebody did; {} or {"error": "one line"} with 409
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from codev_voice.companion.desk import Act, Desk
from codev_voice.errors import CodevError
from codev_voice.page.events import Streams
from codev_voice.page.guard import HEADERS, MOST, Asked, refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "html": "text/html; charset=utf-8"}


def application(desk: Desk, token: str, port: int) -> Starlette:
    """The page of this desk, answering only to `token` on `port`; `application.state.streams.close()` lets its listeners go."""
    streams = Streams(desk)

    async def page(_request: Request) -> Response:
        return _file("index.html")

    async def static(request: Request) -> Response:
        return _file(request.path_params["name"])

    async def events(_request: Request) -> Response:
        return StreamingResponse(streams.stream(), media_type="text/event-stream")

    async def sound(request: Request) -> Response:
        return await run_in_threadpool(_heard, desk, request.path_params["piece"])

    async def review(_request: Request) -> Response:
        try:
            return _json(await run_in_threadpool(desk.review), HTTPStatus.OK)
        except CodevError as error:
            return _json({"error": str(error)}, HTTPStatus.CONFLICT)

    async def acts(request: Request) -> Response:
        try:
            act = msgspec.json.decode(await _body(request), type=Act)
        except (msgspec.MsgspecError, ClientDisconnect, UnicodeDecodeError):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        try:
            await run_in_threadpool(desk.act, act)
        except CodevError as error:
            return _json({"error": str(error)}, HTTPStatus.CONFLICT)
        return _json({}, HTTPStatus.OK)

    made = Starlette(
        routes=[
            Route("/{token}/", page, methods=["GET"]),
            Route("/{token}/static/{name}", static, methods=["GET"]),
            Route("/{token}/events", events, methods=["GET"]),
            Route("/{token}/sound/{piece}", sound, methods=["GET"]),
            Route("/{token}/review", review, methods=["GET"]),
            Route("/{token}/acts", acts, methods=["POST"]),
        ],
        middleware=[Middleware(Gate, token=token, port=port)],
        exception_handlers={HTTPStatus.NOT_FOUND: _nothing, HTTPStatus.METHOD_NOT_ALLOWED: _nothing, Exception: _failed},
    )
    made.router.redirect_slashes = False  # a redirection would write the token once more
    made.state.streams = streams
    return made


class Gate:
    """Before anything else of the page: refuse who may not speak to it, and put the headers on every answer."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(dict(HEADERS))
            await send(message)

        refused = refusal(_asked(scope), self._token, self._port)
        answering = self._app if refused is None else Response(status_code=refused)
        await answering(scope, receive, with_headers)


def _asked(scope: Scope) -> Asked:
    headers = Headers(scope=scope)
    return Asked(
        method=scope["method"],
        path=scope["path"],
        host=headers.getlist("host"),
        origin=headers.getlist("origin"),
        site=headers.getlist("sec-fetch-site"),
        content_type=headers.getlist("content-type"),
        length=headers.getlist("content-length"),
    )


async def _body(request: Request) -> bytes:
    """The body, read no further than the limit whatever length was announced."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) >= MOST:
            return b""
    return body


@cache
def _static() -> dict[str, bytes]:
    """The page's files, by name: read once, so that no address ever reaches the disk."""
    folder = files("codev_voice.page") / "static"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.rpartition(".")[2] in TYPES}


def _file(name: str) -> Response:
    content = _static().get(name)
    if content is None:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    return Response(content, headers={"content-type": TYPES[name.rpartition(".")[2]]})


def _heard(desk: Desk, piece: str) -> Response:
    """The sound of a piece, or nothing: why there is none is told by the page's warnings."""
    try:
        found = desk.sound(piece)
    except CodevError:
        found = None
    return Response(status_code=HTTPStatus.NOT_FOUND) if found is None else Response(found, media_type="audio/wav")


def _json(value: dict[str, Any], status: HTTPStatus) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


async def _nothing(_request: Request, _error: Exception) -> Response:
    return Response(status_code=HTTPStatus.NOT_FOUND)


async def _failed(_request: Request, _error: Exception) -> Response:
    """What nobody foresaw: no detail, and no word of it in a log."""
    return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR, headers=dict(HEADERS))
