"""What a user installs: the wheel alone, in an empty environment, does the main job from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _run(*arguments: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(argument) for argument in arguments], cwd=cwd, check=False, capture_output=True, encoding="utf-8", env=environment
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.real
def test_the_wheel_does_the_main_job_from_an_empty_folder(tmp_path: Path) -> None:
    from codev_voice.sound.reading import read_tracks

    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("codev_voice-*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run(python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel, cwd=tmp_path)
    empty = tmp_path / "vide"
    empty.mkdir()
    _write_start(read_tracks(ROOT / "samples" / "seance.opus"), empty / "debut.wav")
    _run(
        python, "-m", "codev_voice", "hear", "debut.wav", "--people", ROOT / "samples" / "seance.toml", "--into", "s", "--agreed", cwd=empty
    )
    turns = json.loads(_run(python, "-m", "codev_voice", "transcript", "s", "--format", "json", cwd=empty))["turns"]
    assert len(turns) >= 4
    assert {turn["stage"] for turn in turns} == {0}
    assert "torch" not in _run(python, "-m", "pip", "list", cwd=empty)
    for command in ("documents", "review"):
        assert _run(python, "-m", "codev_voice", command, "s", cwd=empty)


def _write_start(tracks: object, path: Path, seconds: int = 45) -> None:
    """The first seconds of both tracks as a WAV file."""
    import wave

    import numpy as np

    from codev_voice.sound.tracks import RATE, Tracks

    assert isinstance(tracks, Tracks)
    assert tracks.micro is not None
    assert tracks.call is not None
    both = np.stack([tracks.micro[: seconds * RATE], tracks.call[: seconds * RATE]], axis=1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((both * 32767).astype("<i2").tobytes())
