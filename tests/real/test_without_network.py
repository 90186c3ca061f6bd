"""A whole session, live and afterwards, where there is no network at all; and what is on the disk when it is over."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from codev_voice.session.coding import encode
from codev_voice.session.events import Heard
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE
from codev_voice.weights.places import VARIABLE, data_folder
from watched import WATCH, Watched

TESTS = Path(__file__).resolve().parents[1]
SAMPLES = TESTS.parent / "samples"
SECONDS = 20
CALLS = "connect,sendto,sendmsg,sendmmsg"
OURS = re.compile(
    r"journal|seance\.toml|cle\.toml|direct\.json|\.verrou(-copies)?|\.trackerignore|\.metadata_never_index|sound/\.preneur|sound/(micro|appel)-\d{6}\.son|exports/.*"
)
"""All that a session's folder may hold once it is over."""
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        shutil.which("unshare") is None
        or shutil.which("ip") is None
        or subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode != 0,
        reason="no network can be taken away from a process here",
    ),
]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Watched]:
    """The folder in which it was done, and the home from which."""
    place = tmp_path_factory.mktemp("soir")
    tracks = read_tracks(SAMPLES / "seance.opus")
    with wave.open(str(place / "court.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(tracks.mono[: SECONDS * RATE], -1, 1) * 32_767).astype("<i2").tobytes())
    shutil.copy(SAMPLES / "seance.toml", place / "fiche.toml")
    watched = Watched(place / "home")
    environment = watched.environment | {"PYTHONPATH": f"{WATCH}:{TESTS}", VARIABLE: str(data_folder())}
    watching = (
        ["strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", str(place / "calls")] if shutil.which("strace") else []
    )
    command = ["unshare", "-rn", *watching, sys.executable, "-m", "real.without_network", str(place)]
    ran = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return place, watched


def test_everything_works_and_nobody_asks_for_the_network(evening: tuple[Path, Watched]) -> None:
    _, watched = evening
    assert watched.reached(far=True) == []
    assert any("socket.bind ('127.0.0.1'" in line for line in watched.reached(far=False))  # the page was served, and seen


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace watches the system calls")
def test_no_engine_beneath_python_asks_for_it_either(evening: tuple[Path, Watched]) -> None:
    calls = (evening[0] / "calls").read_text(encoding="utf-8", errors="replace").splitlines()
    internet = [line for line in calls if "sa_family=AF_INET" in line]
    assert internet  # the page was asked for its acts: the watch sees
    assert [line for line in internet if "127.0.0.1" not in line] == []


@pytest.mark.parametrize("name", ["direct", "entendu"])
def test_nothing_of_a_voice_is_written_but_what_was_said_and_its_sound(evening: tuple[Path, Watched], name: str) -> None:
    place, watched = evening
    folder = Folder(place / name)
    files = [path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file()]
    assert [path for path in files if not OURS.fullmatch(path)] == []
    events = read_events_with(watched, folder)
    assert any(isinstance(event, Heard) for event in events)
    for event in events:
        assert all(len(numbers) <= 3 for numbers in _numbers(json.loads(encode(event)))), type(event).__name__  # start, end, probability
        assert all(len(text) < 2_000 for text in _texts(json.loads(encode(event))))
    beside = [path.name for path in watched.files() if path.is_file() and "matplotlib" not in path.parts and "fontconfig" not in path.parts]
    assert [
        path
        for path in beside
        if not re.fullmatch(r"[0-9a-f]{32}|CACHEDIR\.TAG|seances\.json|\.seances\.json\.verrou|appareils\.json", path)
    ] == []


def read_events_with(watched: Watched, folder: Folder) -> tuple[Any, ...]:
    """The session's events, with the keys of that home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODEV_VOICE_KEYS", str(watched.home / "data" / "codev_voice" / "cles"))
        return read_events(folder.journal)


def _numbers(value: Any) -> Iterator[list[float]]:  # noqa: ANN401 - JSON
    """The numbers of each list, wherever it is."""
    if isinstance(value, list):
        yield [one for one in value if isinstance(one, int | float)]
    for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from _numbers(inner)


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        yield value
    for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from _texts(inner)
