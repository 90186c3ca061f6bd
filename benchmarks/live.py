"""How fast and how well a session is heard live: `python benchmarks/live.py [SECONDS [AUDIO TURNS.json SEANCE.toml]]`.

A recording's two tracks are played in real time through a real sound server (PulseAudio without a card: one output that is the call, one
that stands for the microphone), `codev-voice live` hears them, and this script follows the session's page as a browser does. A word is
late by the time between its end in the sound and the moment when the page has it: provisional when it first stands at its place as it
will be settled, settled when it can no longer change. Voices and judgements run. On an idle machine only.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from codev_voice.companion.live.after import tracks_of
from codev_voice.evaluation.sound import Spoken, read_turns, score_sound
from codev_voice.hearing.inventions import normalised
from codev_voice.session.events import Event, Heard, Noticed, Unknown
from codev_voice.session.journal import read_events
from codev_voice.session.state import fold
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Turn
from codev_voice.sound.reading import read_tracks
from real.sound_server import Server

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DEV = (SHARED / "audio/session_dev.opus", SHARED / "audio/session_dev.turns.json", SHARED / "data/session_dev/seance.toml")
TICKS = os.sysconf("SC_CLK_TCK")
RATE = 16_000


@dataclass
class Followed:
    """What the page had, and when (Unix time)."""

    settled: list[tuple[float, int]] = field(default_factory=list)
    shown: list[tuple[float, list[str]]] = field(default_factory=list)
    notices: dict[str, float] = field(default_factory=dict)
    lags: list[float] = field(default_factory=list)
    turns: dict[int, str] = field(default_factory=dict)
    open: dict[str, Any] | None = None
    phase: str = ""

    def take(self, kind: str, data: dict[str, Any], now: float) -> None:
        """A message of the page."""
        if "turns" in data:
            self.turns.update({turn["index"]: turn["text"] for turn in data["turns"]})
            count = data.get("turn_count", len(self.turns))
            self.turns = {index: text for index, text in self.turns.items() if index < count}
        if "open" in data:
            self.open = data["open"]
        self.phase = data.get("phase", self.phase)
        for notice in data.get("notices", []):
            self.notices.setdefault(notice["excerpt"], now)
        if kind == "vif" and "lag" in data:
            self.lags.append(data["lag"])
        settled = " ".join(self.turns[index] for index in sorted(self.turns)).split() + (self.open or {}).get("settled", "").split()
        self.settled.append((now, len(settled)))
        provisional = (self.open or {}).get("provisional", "").split()
        self.shown.append((now, [str(len(settled) + len(provisional)), *(settled + provisional)[-60:]]))


def follow(port: int, token: str, found: Followed, stop: threading.Event) -> None:
    """Read the page's events until told to stop."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/{token}/events")
    answer = connection.getresponse()
    kind = ""
    while not stop.is_set():
        line = answer.readline().decode().rstrip("\n")
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            found.take(kind, json.loads(line.removeprefix("data: ")), time.time())


def act(port: int, token: str, **what: object) -> None:
    """Do something on the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", f"/{token}/acts", json.dumps(what), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status >= 300:
        raise SystemExit(f"{what}: {answer.status} {said!r}")


def written(path: Path, sound: np.ndarray) -> Path:
    """A wave file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes())
    return path


def family(root: int) -> list[int]:
    """A process and all its descendants."""
    parents: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(place.parent.name))
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def cost(root: int) -> tuple[float, float, float]:
    """Processor seconds so far of a process, its children and the dead among them; resident MB of all; of the hearing alone."""
    seconds, memory, hearing = 0.0, 0.0, 0.0
    for pid in family(root):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        seconds += sum(int(fields[at]) for at in (11, 12, 13, 14)) / TICKS
        memory += resident
        hearing += resident if b"hearing.live" in command else 0.0
    return seconds, memory, hearing


def late(waited: list[float]) -> str:
    """Median and 95th percentile."""
    return f"p50 {np.percentile(waited, 50):.2f} s, p95 {np.percentile(waited, 95):.2f} s ({len(waited)})" if waited else "none"


def first(seen: list[tuple[float, list[str]]], index: int, word: str, since: int) -> tuple[float, int] | None:
    """When word number `index` stood at its place (two words about), and where in the list that was."""
    plain = normalised(word)
    for at in range(since, len(seen)):
        now, words = seen[at]
        total, tail = int(words[0]), words[1:]
        low = index - 2 - (total - len(tail))
        if total > index - 2 and plain in [normalised(other) for other in tail[max(0, low) : max(0, low + 5)]]:
            return now, at
    return None


def start_of(folder: Path, track: np.ndarray) -> float:
    """The second of the session at which the recording began to play: the best match of levels of the call."""
    heard = tracks_of(folder / "sound")
    if heard is None or heard.call is None:
        raise SystemExit("nothing was recorded")
    level = [np.sqrt(np.add.reduceat(side**2, np.arange(0, side.size - 160, 160)) / 160) for side in (heard.call, track)]
    spectra = np.fft.rfft(level[0], 1 << 18) * np.conj(np.fft.rfft(level[1], 1 << 18))
    return float(np.argmax(np.fft.irfft(spectra)[: 60 * 100])) / 100


def opened(program: subprocess.Popen[str]) -> tuple[int, str]:
    """The port and the token of the page, once it answers."""
    match = re.search(r"127\.0\.0\.1:(\d+)/([^/]+)/", program.stdout.readline() if program.stdout else "")
    if match is None:
        raise SystemExit("the session did not open")
    return int(match[1]), match[2]


def played(place: Path, tracks: tuple[np.ndarray, np.ndarray], seconds: float, environment: dict[str, str], pid: int) -> tuple[float, str]:
    """Play both tracks together; the share of a core that the session takes meanwhile, and its memory along the way, in words."""
    before, began = cost(pid)[0], time.time()
    names = ("call", "mic")
    sounds = [written(place / f"{name}.wav", track) for name, track in zip(names, tracks, strict=True)]
    command = ["paplay", "--latency-msec=30"]
    players = [
        subprocess.Popen([*command, f"--device={name}", str(sound)], env=environment) for name, sound in zip(names, sounds, strict=True)
    ]
    memories = []
    while time.time() < began + seconds:
        time.sleep(min(30.0, max(0.1, began + seconds - time.time())))
        memories.append(cost(pid)[1:])
    for player in players:
        player.wait()
    shown = memories[:: max(1, len(memories) // 8)]
    return (cost(pid)[0] - before) / seconds, ", ".join(f"{total:.0f} ({hearing:.0f})" for total, hearing in shown)


def main() -> None:
    """Play, follow, score."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 357.0
    audio, truth, sheet = (Path(word) for word in sys.argv[2:5]) if len(sys.argv) > 4 else DEV
    tracks = read_tracks(audio)
    seconds = min(seconds, tracks.seconds)
    if tracks.micro is None or tracks.call is None:
        raise SystemExit("two tracks are needed")
    call, micro = tracks.call[: int(seconds * RATE)], tracks.micro[: int(seconds * RATE)]
    with tempfile.TemporaryDirectory() as name:
        os.environ["CODEV_VOICE_KEYS"] = str(Path(name) / "cles")  # nothing of it stays on this machine
        place = Path(name)
        server = Server(place / "run", Path.home())
        environment = server.environment
        folder = place / "seance"
        command = [sys.executable, "-m", "codev_voice", "live", str(sheet), "--into", str(folder), "--no-browser", "--leave"]
        program = subprocess.Popen([*command, *sys.argv[5:]], env=environment, stdout=subprocess.PIPE, text=True)
        try:
            port, token = opened(program)
            found, stop = Followed(), threading.Event()
            threading.Thread(target=follow, args=(port, token, found, stop), daemon=True).start()
            for person in read_seance(sheet).people:
                act(port, token, act="consent", person=person.name, given=True)
            act(port, token, act="start")
            time.sleep(12.0)  # the models are loaded while people settle
            used, memory = played(place, (call, micro), seconds, environment, program.pid)
            time.sleep(8.0)
            lags = list(found.lags)
            options = json.loads((folder / "direct.json").read_bytes())
            live_events = read_events(folder / "journal")
            stop.set()
            run = Run(folder, live_events, found, options, call, seconds)
            print(f"processor, all processes, % of one core: {100 * used:.0f}")
            print(f"lag shown: {late(lags)}; last {lags[-1] if lags else 0:.1f} s")
            print(f"resident MB, all (hearing): {memory}")
            report(run, truth, sheet)
            ended = time.time()
            act(port, token, act="stop")
            program.wait(1800)
            print(f"the pass after the session took {time.time() - ended:.0f} s")
            scored("after the session", read_events(folder / "journal"), run, truth, sheet)
        finally:
            if program.poll() is None:
                program.send_signal(signal.SIGINT)
                program.wait(60)
            server.stop()


@dataclass(frozen=True)
class Run:
    """What was played, how the session was begun (`options`), what its journal held at the end of the call, what the page had."""

    folder: Path
    live: Sequence[Event | Unknown]
    found: Followed
    options: dict[str, Any]
    call: np.ndarray
    seconds: float


def report(run: Run, truth: Path, sheet: Path) -> None:
    """Print the table."""
    live, found = run.live, run.found
    origin = run.options["began"]
    words = [(text, origin + end) for event in live if isinstance(event, Heard) for text, _, end, _ in event.words]
    provisional, settled = [], []
    at, other = 0, 0
    for index, (text, ended) in enumerate(words):
        if (seen := first(found.shown, index, text, max(0, at - 40))) is not None:
            provisional.append(seen[0] - ended)
            at = seen[1]
        while other < len(found.settled) and found.settled[other][1] <= index:
            other += 1
        if other < len(found.settled):
            settled.append(found.settled[other][0] - ended)
    ends = {event.id: event for event in live if isinstance(event, Heard)}
    noticed = [
        found.notices[event.excerpt] - (origin + spoken(ends[event.piece], event.excerpt))
        for event in live
        if isinstance(event, Noticed) and event.excerpt in found.notices and event.piece in ends
    ]
    scored("live", live, run, truth, sheet)
    print(f"provisional: {late(provisional)} of {len(words)} words")
    print(f"settled: {late(settled)}")
    print(f"notices: {late(noticed)}")


def scored(name: str, events: Sequence[Event | Unknown], run: Run, truth: Path, sheet: Path) -> None:
    """Print what the journal holds against what was said."""
    shift = start_of(run.folder, run.call)
    reference = tuple(cut(turn, shift, run.seconds) for turn in read_turns(truth) if turn.start < run.seconds)
    session = fold(events, read_seance(sheet))
    score = score_sound(session.turns, reference, seconds=run.seconds + shift, wall=0, processor=0, peak_memory=0, voices=None)
    told = {key: score[key] for key in ("wer", "words_right", "der") if score.get(key) is not None}
    told["words under a wrong name"] = wrongly_named(session.turns, reference)
    print(
        f"{name}: " + ", ".join(f"{key} {100 * value:.1f} %" for key, value in told.items()) + f", {len(session.turns)} turns", flush=True
    )


def wrongly_named(turns: Sequence[Turn], reference: Sequence[Spoken]) -> float:
    """Share of the words that stand under the name of somebody who was not speaking (half a second about)."""
    wrong = total = 0
    for turn in turns:
        for word in turn.words:
            middle = (word.start + word.end) / 2
            there = {one.speaker for one in reference if one.start - 0.5 <= middle <= one.end + 0.5}
            total += 1
            wrong += bool(turn.person and there and turn.person not in there)
    return wrong / max(1, total)


def spoken(piece: Heard, excerpt: str) -> float:
    """When the last word of the excerpt ends, in this piece (its end otherwise)."""
    last = normalised(excerpt).split()[-1:]
    return next((end for text, _, end, _ in reversed(piece.words) if normalised(text).split()[-1:] == last), piece.end)


def cut(turn: Spoken, shift: float, seconds: float) -> Spoken:
    """A turn of the truth at its time in the session, and no further than what was played."""
    words = (turn.text or "").split()
    kept = words if turn.end <= seconds else words[: int(len(words) * (seconds - turn.start) / (turn.end - turn.start))]
    return replace(turn, start=turn.start + shift, end=min(turn.end, seconds) + shift, text=" ".join(kept))


if __name__ == "__main__":
    main()
