"""Put first on the path of a command and of all the processes it starts: every address that Python is asked to reach is written down.

An address beyond this machine is refused at once, as if there were no network, and written as such.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path
from typing import Any

_REACHES = {
    "socket.connect": 1,
    "socket.bind": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
"""Where, among what is told of each event, the address is."""


def _near(address: Any) -> bool:  # noqa: ANN401 - whatever a socket takes
    if address is None or (isinstance(address, str | bytes) and ("/" in os.fsdecode(address) or not address)):
        return True  # a connected socket, or a file of this machine
    host = address[0] if isinstance(address, tuple) else address
    if not isinstance(host, str | bytes):
        return True  # the kernel itself
    try:
        return ipaddress.ip_address(os.fsdecode(host)).is_loopback
    except ValueError:
        return os.fsdecode(host) == "localhost"


def _watch(event: str, told: tuple[Any, ...]) -> None:
    if event not in _REACHES:
        return
    address = told[_REACHES[event]]
    near = _near(address)
    with Path(os.environ["CODEV_VOICE_WATCHED"]).open("a", encoding="utf-8") as watched:
        watched.write(f"{'ici' if near else 'LOIN'} {event} {address}\n")
    if not near:
        raise OSError(f"{event} is refused here")


if "CODEV_VOICE_WATCHED" in os.environ:
    sys.addaudithook(_watch)
