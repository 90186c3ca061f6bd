"""A child process that speaks by lines, and is started again when it dies."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FIRST_WAIT, LONGEST_WAIT = 0.1, 10.0
"""Seconds before a child is started again, doubled each time it dies young."""
YOUNG = 20.0
"""Seconds under which a death says that something is wrong, not that somebody killed it."""


class Child:
    """One module run as a process.

    Args:
        arguments: what is run, after the interpreter (« -m codev_voice.sound.recorder … »), asked anew at each start.
        opening: what it is told first, asked anew at each start.
        line: called with each line it says, from a thread of its own.
        failed: called with what these raised; the child lives on, and what it says next is heard.
        died: called with its code when it ends without having been told to, before it is started again; None: it could not be started.
    """

    def __init__(
        self,
        arguments: Callable[[], Sequence[str]],
        *,
        opening: Callable[[], bytes],
        line: Callable[[bytes], None],
        failed: Callable[[Exception], None],
        died: Callable[[int | None], None] = lambda _: None,
    ) -> None:
        self._arguments, self._opening, self._line, self._died, self._failed = arguments, opening, line, died, failed
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._live, daemon=True)

    def start(self) -> None:
        """Run it, now and until `stop`."""
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """Of the process that runs now."""
        process = self._process
        return process.pid if process else None

    def tell(self, line: bytes) -> None:
        """Tell it a line; what is told while it is dead is lost: `opening` says all it must know."""
        with self._writing, contextlib.suppress(OSError, ValueError):
            process = self._process
            if process is not None and process.stdin is not None:
                process.stdin.write(line)
                process.stdin.flush()

    def stop(self, last: bytes = b"", *, patience: float | None = 10.0) -> None:
        """Tell it a last line, and wait for its end; it is ended after `patience` seconds (None: however long it takes)."""
        self._stopping.set()
        if self._thread.ident is None:
            return  # it was never started
        if last:
            self.tell(last)
        self._thread.join(patience)
        process = self._process
        if process is not None and self._thread.is_alive():
            process.kill()
            self._thread.join()

    def _live(self) -> None:
        wait = FIRST_WAIT
        while not self._stopping.is_set():
            began = time.monotonic()
            code = self._run()
            if self._stopping.is_set():
                return
            wait = FIRST_WAIT if time.monotonic() - began > YOUNG else min(wait * 2, LONGEST_WAIT)
            with self._guarded():
                self._died(code)
            self._stopping.wait(wait)

    def _run(self) -> int | None:
        """Start it and listen to it until it ends; its code, None when it could not be started."""
        process = self._started()
        if process is None:
            return None
        if process.stdout is not None:
            for line in process.stdout:
                with self._guarded():
                    self._line(line)
        return self._ended(process)

    def _started(self) -> subprocess.Popen[bytes] | None:
        process: subprocess.Popen[bytes] | None = None
        with self._guarded():
            process = subprocess.Popen(  # noqa: S603 - our own module, by the interpreter that runs this one
                [sys.executable, *self._arguments()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_quiet()
            )
            with self._writing:
                self._process = process
            self.tell(self._opening())  # asked now: what is decided later is told to the process
            return process
        if process is not None:
            process.kill()
            self._ended(process)
        return None

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        code = process.wait()
        with self._writing, contextlib.suppress(OSError):
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        return code

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """What is raised here would end the thread unseen, and nobody would listen to the child any more."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is
            self._failed(error)


def _quiet() -> dict[str, str]:
    """This environment, and nothing that would make a child speak, look elsewhere, or (unless one asks) take every core for small sums."""
    return {"OPENBLAS_NUM_THREADS": "1", **os.environ, "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
