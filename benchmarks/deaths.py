"""What twenty deaths cost a live session: `python benchmarks/deaths.py [SEED]`.

A call is played through a sound server of its own; a recorder, the hearing or the whole program (then taken up by `resume`) is killed at
random moments. Prints each death, the holes it left in the sound of each channel, and what became of what the journal had acknowledged.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from codev_voice.session.folder import Folder
from codev_voice.sound.segments import read_blocks
from real import test_live as held
from real.sound_server import Server

DEATHS = 20
HEARING = "codev_voice.hearing.live"


def main() -> None:
    """Kill, and count."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what a shell starts in the background, and by its children
    draw = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 3)  # noqa: S311 - moments of death, no secret
    with tempfile.TemporaryDirectory() as name:
        os.environ["CODEV_VOICE_KEYS"] = str(Path(name) / "cles")  # nothing of it stays on this machine
        place = Path(name) / "seance"
        server = Server(Path(name) / "run", Path.home())
        session = held.live(place, environment=server.environment)
        session.begin()
        call = held.speak(server, "call")
        held.until(lambda: len(session.children(held.RECORDER)) == 2 and held.heard(place))
        lost = 0
        for _ in range(DEATHS):
            time.sleep(draw.uniform(2.5, 6))
            what = draw.choice(("recorder", "recorder", "hearing", "program"))
            print(what, end=" ", flush=True)
            if what == "program":
                acknowledged = held.events(place)
                os.kill(session.child.pid, signal.SIGKILL)
                session.end()
                session = held.Command("resume", str(place), environment=server.environment)
                lost += held.events(place)[: len(acknowledged)] != acknowledged
            else:
                living = session.children(held.RECORDER if what == "recorder" else HEARING)
                if living:
                    os.kill(draw.choice(living), signal.SIGKILL)
        time.sleep(10)
        call.kill()
        session.child.send_signal(signal.SIGINT)
        session.end()
        server.stop()
        report(place, lost)


def report(place: Path, lost: int) -> None:
    """Print what was lost."""
    print()
    for channel in ("micro", "appel"):
        blocks = read_blocks(Folder(place).sound, channel)
        ends = np.maximum.accumulate([block.end for block in blocks])
        holes = [later.start - end for later, end in zip(blocks[1:], ends[:-1], strict=True) if later.start - end > 0.005]
        print(f"{channel}: {len(holes)} holes, the longest {max(holes, default=0):.3f} s")
    pieces = held.heard(place)
    ordered = all(one.start <= other.end for one, other in pairwise(pieces))
    print(f"acknowledged events lost: {lost}; {len(pieces)} pieces, {len({one.id for one in pieces})} ids, in order: {ordered}")


if __name__ == "__main__":
    main()
