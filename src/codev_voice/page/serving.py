"""Serve a desk's page on 127.0.0.1, in a thread of its own.

with serving(desk) as served:
    webbrowser.open(served.address)
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from codev_voice.companion.desk import Desk
from codev_voice.errors import MachineError
from codev_voice.page.guard import new_token

HOST = "127.0.0.1"
LONGEST_STOP = 5.0
"""Seconds that a stop may take at most."""


@dataclass(frozen=True, slots=True)
class Served:
    """A page that answers: its port and its whole address, token included (never to be logged)."""

    port: int
    address: str


@contextmanager
def serving(desk: Desk, port: int = 0, token: str | None = None) -> Iterator[Served]:
    """Serve until the block is left; `port` 0 takes a free one.

    Raises:
        MachineError: the port is taken or refused.
    """
    import uvicorn

    from codev_voice.page.application import application

    listening = _listen(port)
    taken: int = listening.getsockname()[1]
    secret = token or new_token()
    app = application(desk, secret, taken)
    # No line of access (they hold the token), no trace of an error (it could hold speech), no header that names the server.
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="page", daemon=True)
    thread.start()
    try:
        yield Served(taken, f"http://{HOST}:{taken}/{secret}/")
    finally:
        app.state.streams.close()
        server.should_exit = True
        thread.join(LONGEST_STOP)
        listening.close()


def _listen(port: int) -> socket.socket:
    """A socket of 127.0.0.1 that already listens: a browser opened at once waits instead of failing."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # a program started again finds its port at once; elsewhere this option would let others take it
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise MachineError(f"Le port {port} de cette machine n'est pas libre", "choisissez-en un autre, ou aucun") from error
    return listening
