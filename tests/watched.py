"""Commands run in a process of their own, in a home of their own, with whatever they reach written down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WATCH = Path(__file__).parent / "watch"
_SCRIPT = "import json, sys\nfrom codev_voice.cli.running import run\nprint([run(one) for one in json.loads(sys.argv[1])])"


@dataclass(frozen=True)
class Watched:
    """A home: its temporary files, data, keys and list of sessions, and what was reached from it."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a command is started with."""
        for name in ("tmp", "data", "cache", "config"):
            (self.home / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "LC_ALL", "CODEV_VOICE_MODELS"}}
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.home / "tmp"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "PYTHONPATH": str(WATCH),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CODEV_VOICE_WATCHED": str(self.home / "watched"),
        }

    def run(self, *commands: Sequence[object], folder: Path) -> tuple[str, list[int]]:
        """Run these commands one after the other in one process, from this folder: all that was printed, and their codes."""
        words = json.dumps([[str(word) for word in command] for command in commands])
        ran = subprocess.run(
            [sys.executable, "-c", _SCRIPT, words], cwd=folder, env=self.environment, capture_output=True, text=True, check=True
        )
        *_, codes = ran.stdout.splitlines()
        return ran.stdout + ran.stderr, json.loads(codes)

    def reached(self, *, far: bool) -> list[str]:
        """What was reached, on this machine or beyond."""
        seen = (self.home / "watched").read_text(encoding="utf-8").splitlines() if (self.home / "watched").exists() else []
        return [line for line in seen if line.startswith("LOIN" if far else "ici")]

    def files(self) -> list[Path]:
        """Every file and folder of the home, but the record itself."""
        return [path for path in self.home.rglob("*") if path != self.home / "watched"]
