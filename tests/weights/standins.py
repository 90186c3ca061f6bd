"""Stand-ins for what weights come from: a hub on the loopback, and a pip that copies what lies in a folder."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from codev_voice.weights.pins import FilePin, Model, Wheels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CONTENT = {
    "model.bin": bytes(range(256)) * 20,
    "config.json": b"{}",
    "tokenizer.json": b'{"version": "1.0"}',
    "vocabulary.txt": "été\n".encode(),
    "README.md": b"not wanted",
}


def hexadecimal(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class Hub:
    """What the stand-in serves and how badly; `asked` are the paths requested, with their `Range`."""

    files: dict[str, bytes] = field(default_factory=lambda: dict(CONTENT))
    commit: str = COMMIT
    address: str = ""
    statuses: list[int] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    cut_after: int | None = None
    cut_metadata: int = 0
    ranges: bool = True
    spoiled: dict[str, bytes] = field(default_factory=dict)
    metadata: object = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    def description(self) -> object:
        if self.metadata is not None:
            return self.metadata
        return {"sha": self.commit, "siblings": [self._sibling(name, data) for name, data in self.files.items()]}

    @staticmethod
    def _sibling(name: str, data: bytes) -> dict[str, Any]:
        blob = hashlib.sha1(f"blob {len(data)}\0".encode() + data, usedforsecurity=False).hexdigest()
        entry: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": blob}
        if name == "model.bin":
            entry["lfs"] = {"sha256": hexadecimal(data), "size": len(data), "pointerSize": 135}
        return entry


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def do_GET(self) -> None:
        hub, asked = self.hub, self.headers.get("Range", "")
        hub.asked.append((self.path, asked))
        if hub.delays and (delay := hub.delays.pop(0)):
            time.sleep(delay)
        if hub.statuses and (status := hub.statuses.pop(0)) != 200:
            self._answer(status, b"{}")
        elif self.path.startswith("/api/models/"):
            data = json.dumps(hub.description()).encode()
            cut = hub.cut_metadata > 0
            hub.cut_metadata -= 1
            self._answer(200, data, keep=5 if cut else None)
        elif "/resolve/" in self.path:
            self._answer(302, b"", location=f"/storage/{self.path.rsplit('/', 1)[1]}")
        else:
            self._file(self.path.rsplit("/", 1)[1], asked)

    def _file(self, name: str, asked: str) -> None:
        data = self.hub.spoiled.get(name, self.hub.files[name])
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and self.hub.ranges else 0
        self._answer(206 if start else 200, data[start:], keep=self.hub.cut_after)

    def _answer(self, status: int, data: bytes, location: str | None = None, keep: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        try:
            self.wfile.write(data if keep is None else data[:keep])
        except ConnectionError:  # the client had enough
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        pass


@contextmanager
def hub_served() -> Iterator[Hub]:
    """A hub on a port of the loopback."""
    hub = Hub()
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        hub.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


PARTS = (b"first half, " * 50, b"second half" * 40)
WHOLE = {"model.bin": b"".join(PARTS), "config.json": b"{}", "tokenizer.json": b"{ }", "vocabulary.txt": b"a\n"}


def toy(**changed: bytes) -> Model:
    """A model of some bytes in two wheels, pinned on `WHOLE`."""
    expected = WHOLE | {name.replace("_", "."): data for name, data in changed.items()}
    return Model(
        name="base",
        source=Wheels(
            packages=("toy-part1==1.0", "toy-part2==1.0"),
            parts=(
                ("model.bin", ("toy1/model.part1", "toy2/model.part2")),
                *((name, (f"toy1/{name}",)) for name in WHOLE if name != "model.bin"),
            ),
            download=2000,
        ),
        about=sum(map(len, expected.values())),
        licence="MIT",
        files=tuple(FilePin(name, len(data), hexadecimal(data)) for name, data in expected.items()),
    )


def make_wheels(folder: Path, parts: tuple[bytes, ...] = PARTS) -> Path:
    """The toy's wheels in a folder, as an index would give them."""
    folder.mkdir()
    with zipfile.ZipFile(folder / "toy_part1-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("toy1/model.part1", parts[0])
        for name, data in WHOLE.items():
            if name != "model.bin":
                archive.writestr(f"toy1/{name}", data)
    if len(parts) > 1:
        with zipfile.ZipFile(folder / "toy_part2-1.0-py3-none-any.whl", "w") as archive:
            archive.writestr("toy2/model.part2", parts[1])
    return folder


_PIP = """
import os, pathlib, shutil, sys, time
arguments = sys.argv[1:]
assert arguments[0] == "download" and "--no-deps" in arguments and "--only-binary=:all:" in arguments, arguments
dest = pathlib.Path(arguments[arguments.index("--dest") + 1])
assert pathlib.Path(os.environ["TMPDIR"]).parent == dest
time.sleep({wait})
for wheel in pathlib.Path({wheels!r}).glob("*.whl"):
    shutil.copy(wheel, dest)
print({said!r})
sys.exit({code})
"""


def fake_pip(folder: Path, wheels: Path, *, said: str = "", code: int = 0, wait: float = 0.0) -> list[str]:
    """A command that stands for pip: copies the wheels, says something, leaves with a code."""
    script = folder / "pip.py"
    script.write_text(_PIP.format(wheels=str(wheels), said=said, code=code, wait=wait), encoding="utf-8")
    return [sys.executable, "-I", str(script)]
