"""The recorder's output: lines that never make sound wait, whoever reads them or not."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from typing import BinaryIO

from codev_voice.session.lines import encode
from codev_voice.sound.messages import Level, Message

LEVELS = 50
"""Messages waiting from which levels are no longer added: whoever reads late does not want old ones."""


class Outlet:
    """Says messages from any thread, without waiting; when nobody reads any more, says nothing."""

    def __init__(self, output: BinaryIO) -> None:
        """Write to `output`, from a thread of its own."""
        self._output = output
        self._waiting: deque[Message] = deque()
        self._more = threading.Condition()
        self._ending = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def tell(self, message: Message) -> None:
        """Say it, soon."""
        with self._more:
            if not (isinstance(message, Level) and len(self._waiting) >= LEVELS):
                self._waiting.append(message)
                self._more.notify()

    def close(self, seconds: float = 1.0) -> None:
        """Wait until all is said, but no longer than this."""
        with self._more:
            self._ending = True
            self._more.notify()
        self._thread.join(seconds)

    def _run(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the reader has gone
            while lines := self._next():
                self._output.write(lines)
                self._output.flush()
        with self._more:
            self._waiting = deque(maxlen=0)

    def _next(self) -> bytes:
        """All that waits; nothing at the end."""
        with self._more:
            self._more.wait_for(lambda: self._waiting or self._ending)
            lines = b"".join(encode(message) for message in self._waiting)
            self._waiting.clear()
            return lines
