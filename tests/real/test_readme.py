"""The README's commands do what it says, in order, as a new user would run them."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) > 8
    assert all(line.startswith("codev-voice ") for line in COMMANDS)


@pytest.mark.real
def test_every_command_of_the_readme_works(tmp_path: Path) -> None:
    for name in ("samples", "models"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "shared").symlink_to(ROOT.parent / "shared")
    work = tmp_path / "project"
    work.mkdir()
    (work / "samples").symlink_to(ROOT / "samples")
    for line in COMMANDS:
        arguments = shlex.split(line)[1:]
        done = subprocess.run(
            [sys.executable, "-m", "codev_voice", *arguments], cwd=work, check=False, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, f"{line}\n{done.stderr[-800:]}"
        assert done.stdout.strip(), line
