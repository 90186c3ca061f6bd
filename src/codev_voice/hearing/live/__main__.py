"""`python -m codev_voice.hearing.live`: the worker's process; it is told everything on its input."""

from __future__ import annotations

import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

from codev_voice.errors import CodevError
from codev_voice.hearing.live.messages import Begin, Command, Failed, Finish, Message, decode_command
from codev_voice.hearing.priority import yield_to_the_call
from codev_voice.session.lines import encode


def main() -> int:
    """Hear until told to finish; when its companion dies, its input closes and it ends at once: the sound is on the disk."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for the companion
    yield_to_the_call()
    said, told = sys.stdout.buffer, sys.stdin.buffer

    def tell(message: Message) -> None:
        said.write(encode(message))
        said.flush()

    first = told.readline()
    if not first:
        return 0
    try:
        begin = decode_command(first)
    except ValueError:  # from another version
        return 2
    if not isinstance(begin, Begin):
        return 2
    try:
        return _hear(begin, told, tell)
    except CodevError as error:
        tell(Failed(problem=error.problem, remedy=error.remedy))
        return error.exit_code
    except BrokenPipeError:
        return 0


def _hear(begin: Begin, told: BinaryIO, tell: Callable[[Message], None]) -> int:
    from pathlib import Path

    from codev_voice.hearing.apart import heard_apart
    from codev_voice.hearing.live.decoding import ears
    from codev_voice.hearing.live.voices import LiveVoices
    from codev_voice.hearing.live.voices_beside import Beside
    from codev_voice.hearing.live.worker import Worker

    # One core is the voices': with base, a second one makes the search slower (0.61 s on one, 0.73 on two), not faster.
    threads = max(1, begin.threads - 1)
    heard = ears((Path(begin.model), Path(begin.quick)), begin.prompt, threads)
    alone = LiveVoices(people=begin.people, two_tracks=begin.two_tracks, threads=1)
    voices = Beside(alone) if begin.threads > 1 else alone
    commands: queue.Queue[Command] = queue.Queue()
    threading.Thread(target=_listen, args=(told, commands), daemon=True).start()
    try:
        Worker(begin, heard, voices, tell, lambda sound: heard_apart(sound, Path(begin.quick), begin.prompt)).run(commands)
    finally:
        if isinstance(voices, Beside):
            voices.close()
    return 0


def _listen(told: BinaryIO, commands: queue.Queue[Command]) -> None:
    """Pass on what is told; the input's end means that nobody listens any more."""
    for line in told:
        try:
            command = decode_command(line)
        except ValueError:  # from another version
            continue
        commands.put(command)
        if isinstance(command, Finish):
            return
    import os

    os._exit(0)  # nothing to close: the sound and the journal are others'


if __name__ == "__main__":
    sys.exit(main())
