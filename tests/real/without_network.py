"""What a whole evening of codev needs, done where there is no network at all: run by `test_without_network.py`, inside `unshare`.

Told a folder with `court.wav` (some speech) and `fiche.toml`. Nothing is asserted here but that each step works.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from real.test_live import Command, heard, until


def codev(*words: str) -> None:
    """One command."""
    done = subprocess.run([sys.executable, "-m", "codev_voice", *words], check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{words} {done.stderr[-500:]}"


def main(folder: Path) -> None:
    """The call, then what is made of it, then the recording of another session."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    assert subprocess.run(["ip", "route"], check=True, capture_output=True).stdout == b""
    session = Command(
        "live", str(folder / "fiche.toml"), "--into", str(folder / "direct"), "--threads", "2", "--from", str(folder / "court.wav")
    )
    session.begin()
    until(lambda: heard(folder / "direct"))
    session.act("stop")
    code, errors = session.end()
    assert code == 0, errors
    codev("hear", str(folder / "court.wav"), "--people", str(folder / "fiche.toml"), "--into", str(folder / "entendu"), "--agreed")
    for name in ("direct", "entendu"):
        for words in (
            ("transcript",),
            ("documents",),
            ("review",),
            ("notices",),
            ("export", "--format", "md,docx,pdf,ics,json"),
            ("send",),
        ):
            codev(words[0], str(folder / name), *words[1:])
    page = Command("show", str(folder / "direct"), leaves=False)
    page.child.terminate()
    page.child.communicate(timeout=60)
    codev("tidy")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
