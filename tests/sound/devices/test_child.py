from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.errors import MachineError
from codev_voice.sound.devices.child import ChildCapture, asked
from codev_voice.sound.devices.values import BLOCK

if TYPE_CHECKING:
    from numpy.typing import NDArray


def python(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script)


def whole(capture: ChildCapture) -> list[NDArray[np.int16]]:
    chunks = []
    while (chunk := capture.read()) is not None:
        chunks.append(chunk)
    return chunks


def test_samples_come_in_blocks_of_at_most_100_ms_and_nothing_is_lost() -> None:
    said = "import sys; sys.stdout.buffer.write(b''.join(i.to_bytes(2, 'little') for i in range(5000)))"
    chunks = whole(ChildCapture(python(said)))
    assert max(chunk.size for chunk in chunks) <= BLOCK
    assert np.concatenate(chunks).tolist() == list(range(5_000))


def test_a_sample_cut_in_two_is_put_together() -> None:
    parts = r"(b'\x01', b'\x00\x02', b'\x00\x03')"
    said = f"import os, time\nfor part in {parts}: os.write(1, part); time.sleep(0.05)"
    capture = ChildCapture(python(said))
    assert not capture.begun
    chunks = whole(capture)
    assert np.concatenate(chunks).tolist() == [1, 2]
    assert capture.begun


def test_closing_ends_a_read_that_waits() -> None:
    capture = ChildCapture(python("import time; time.sleep(60)"))
    threading.Timer(0.1, capture.close).start()
    assert capture.read() is None
    assert capture.quiet > 0
    capture.close()
    assert capture._child.returncode is not None


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or sys.platform == "win32", reason="sessions are POSIX's")
def test_the_terminal_s_interruption_does_not_reach_the_child() -> None:
    capture = ChildCapture(python("import os, sys; sys.stdout.buffer.write(os.getsid(0).to_bytes(4, 'little'))"))
    (chunk,) = whole(capture)
    assert int.from_bytes(chunk.tobytes(), "little") == capture._child.pid


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(MachineError, match="ne se lance pas"):
        ChildCapture(("no-such-program",))
    assert asked(("no-such-program",)) is None


def test_what_a_command_prints() -> None:
    assert asked(python("print('ok')")) == b"ok\n"
    assert asked(python("import os; print(os.environ['A'])"), {"A": "b"}) == b"b\n"
    assert asked(python("print('half'); raise SystemExit(1)")) is None
    assert asked(python("import time; time.sleep(60)"), seconds=0.2) is None
