"""A stretch of sound heard at leisure by a process of its own, which goes after every other and gives its memory back when it ends.

    python -m codev_voice.hearing.apart

Told on its input: a line that says which model, then the samples (16 kHz, 32-bit floats); says one line, the words. Nothing of what is
said goes anywhere else. Its input stays open: when that closes, nobody waits for the words any more, and it ends at once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from codev_voice.hearing.priority import yield_to_everything
from codev_voice.session.values import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FLOAT = 4


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The Whisper folder, its prompt, and how many samples follow."""

    model: str
    prompt: str
    samples: int


def heard_apart(sound: NDArray[np.float32], model: Path, prompt: str) -> list[Word]:
    """The words of 16 kHz samples as `hear` gives them; none when the process ends before it has said them."""
    asked = msgspec.json.encode(Wanted(model=str(model), prompt=prompt, samples=sound.size)) + b"\n"
    command = [sys.executable, "-m", "codev_voice.hearing.apart"]
    said = b""
    process = subprocess.Popen(  # noqa: S603 - our own module, by the interpreter that runs this one
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with contextlib.suppress(OSError), process:  # a pipe breaks when it is gone
        if process.stdin and process.stdout:
            process.stdin.write(asked + sound.tobytes())
            process.stdin.flush()
            said = process.stdout.readline()
    return msgspec.json.decode(said, type=list[Word]) if said.endswith(b"\n") else []


def main() -> int:
    """Hear one stretch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for the companion
    yield_to_everything()
    told, say = sys.stdin.buffer, sys.stdout.buffer
    wanted = msgspec.json.decode(told.readline(), type=Wanted)
    held = told.read(wanted.samples * _FLOAT)
    threading.Thread(target=_end_with, args=(told,), daemon=True).start()
    say.write(msgspec.json.encode(_words(held, Path(wanted.model), wanted.prompt)) + b"\n")
    say.flush()
    return 0


def _words(held: bytes, model: Path, prompt: str) -> list[Word]:
    import numpy as np

    from codev_voice.hearing.batch import words_of
    from codev_voice.hearing.speech import probabilities
    from codev_voice.hearing.words import Nowhere, Whisper
    from codev_voice.session.progress import silent

    sound = np.frombuffer(held, dtype=np.float32)
    return words_of(sound, probabilities(sound), Whisper(model, prompt, "cpu", 1), cache=Nowhere(), progress=silent)


def _end_with(told: BinaryIO) -> None:
    """Wait for the end of the input, which is that of whoever asked."""
    told.read()
    os._exit(0)


if __name__ == "__main__":
    os._exit(main())  # the thread that waits for the end of the input would not let the interpreter close
