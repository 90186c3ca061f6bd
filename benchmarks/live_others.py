"""How two known ways hear the same session live, beside `live.py`: fixed pieces, and WhisperLiveKit.

    python benchmarks/live_others.py [SECONDS] [--whisperlivekit PYTHON] [--sound AUDIO TURNS.json SEANCE.toml]

The recording's tracks mixed into one are given in blocks of 100 ms as time passes, to the same weights (base, 8-bit, processor, two
threads). Without `--whisperlivekit`, fixed pieces only. WhisperLiveKit is no dependency: it is run by the Python it is installed in,

    python -m venv WLK && WLK/bin/pip install torch==2.13.0  # a build for the processor is enough
    WLK/bin/pip install whisperlivekit==0.2.26
    python benchmarks/live_others.py 357 --whisperlivekit WLK/bin/python

as its own server on the loopback (LocalAgreement and all its defaults, no warm-up file, raw samples, so that it needs no ffmpeg), and fed
through its websocket by a small relay in the same Python. It takes no prompt with this policy; the pieces are told the session's names.

A word is late by the time since its end in the sound. It is first seen when it stands, two words about, at the place where it will be
settled, and settled when it no longer changes. Fixed pieces give each word's end; WhisperLiveKit gives only the end of the last word
settled: words settled at once share the time since the previous ones by their length. The lag is how long after the sound's end all is
settled. WER is given with `hearing.inventions`' words, then with those of `eval sound`, which `live.py` prints. On an idle machine only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ctranslate2
import jiwer
import numpy as np
from live import DEV, RATE, cost, cut

from codev_voice.evaluation import sound as scores
from codev_voice.evaluation.sound import Spoken, read_turns
from codev_voice.hearing import inventions
from codev_voice.hearing.words import BEAM, Whisper, joined, load, prompt
from codev_voice.session.toml import read_seance
from codev_voice.sound.reading import read_tracks
from codev_voice.weights import whisper_folder

BLOCK = 0.1
"""Seconds given at a time."""
PIECE = 5.0
"""Seconds of a fixed piece."""
THREADS = 2
PATIENCE = 1800.0
"""Seconds after the sound's end for a system to have said everything."""
COLUMNS = (
    "system",
    "first p50 / p95, s",
    "settled p50 / p95, s",
    "settled p50, first minute / last",
    "WER %",
    "WER of eval sound %",
    "words heard",
    "processor, % of one core",
    "lag at the end, s",
)
RELAY = """
import sys, threading
from websockets.sync.client import connect

with connect(sys.argv[1], max_size=None, compression=None, ping_interval=None) as line:
    def send():
        while block := sys.stdin.buffer.read(int(sys.argv[2])):
            line.send(block)
        line.send(b"")
    threading.Thread(target=send, daemon=True).start()
    for message in line:
        print(message, flush=True)
        if '"ready_to_stop"' in message:
            break
"""
"""Samples from the standard input to the websocket, its messages to the standard output, a line each."""


@dataclass(frozen=True)
class Said:
    """A word of the final text: its end in the sound, when it was first seen and settled (seconds since the sound began)."""

    text: str
    end: float
    first: float
    settled: float


@dataclass(frozen=True)
class Outcome:
    """What a system said, the processor seconds it took, how long after the sound's end it had said everything."""

    name: str
    words: Sequence[Said]
    processor: float
    lag: float


def given(sound: np.ndarray, began: float) -> Iterator[np.ndarray]:
    """The sound by blocks, each when it has just been said."""
    size = round(BLOCK * RATE)
    for at in range(0, sound.size, size):
        block = sound[at : at + size]
        time.sleep(max(0.0, began + (at + block.size) / RATE - time.monotonic()))
        yield block


def pieces(sound: np.ndarray, folder: Path, told: str) -> Outcome:
    """faster-whisper, a fixed piece after another."""
    model = load(Whisper(folder, device="cpu", threads=THREADS))
    model.encode(np.zeros((model.model.n_mels, 3000), dtype=np.float32))  # what is only made at the first computation
    ctranslate2.set_random_seed(1)
    waiting: queue.Queue[np.ndarray | None] = queue.Queue()
    before, began = time.process_time(), time.monotonic()

    def feed() -> None:
        for block in given(sound, began):
            waiting.put(block)
        waiting.put(None)

    threading.Thread(target=feed, daemon=True).start()
    said: list[Said] = []
    held = np.empty(0, dtype=np.int16)
    done = 0.0
    over = False
    while not over:
        block = waiting.get()
        over = block is None
        held = held if block is None else np.concatenate([held, block])
        if held.size < PIECE * RATE and not (over and held.size):
            continue
        segments, _ = model.transcribe(
            held.astype(np.float32) / 32768, language="fr", beam_size=BEAM, word_timestamps=True, initial_prompt=told
        )
        heard = joined((word.word, word.start, word.end, word.probability) for segment in segments for word in segment.words or ())
        now = time.monotonic() - began
        said += [Said(word.text, done + word.end, now, now) for word in heard]
        done += held.size / RATE
        held = held[:0]
    return Outcome(
        f"fixed pieces of {PIECE:.0f} s, beam {BEAM}", said, time.process_time() - before, time.monotonic() - began - sound.size / RATE
    )


@dataclass
class Followed:
    """What WhisperLiveKit's messages said: the settled words with their ends and times, and every text shown."""

    words: list[str] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    shown: list[tuple[float, list[str]]] = field(default_factory=list)

    def take(self, message: dict[str, Any], now: float) -> None:
        """One message: the settled lines (a line goes on until a long pause), then what may still change."""
        lines = [line for line in message.get("lines", []) if line["speaker"] != -2 and line["text"]]
        words = [(word, line) for line in lines for word in line["text"].split()]
        same = 0
        while same < min(len(words), len(self.words)) and words[same][0] == self.words[same]:
            same += 1
        for kept in (self.words, self.ends, self.settled):
            del kept[same:]
        for line in lines:
            fresh = [word for word, place in words[same:] if place is line]
            start, end = moment(line["start"]), moment(line["end"])
            low = min(end, max(start, self.ends[-1] if self.ends else 0.0))
            lengths = np.cumsum([len(word) for word in fresh])
            self.words += fresh
            self.ends += [low + (end - low) * float(length / lengths[-1]) for length in lengths]
            self.settled += [now] * len(fresh)
        text = " ".join(line["text"] for line in lines) + message.get("buffer_transcription", "")
        seen = [inventions.normalised(word) for word in text.split()]
        if not self.shown or self.shown[-1][1] != seen:
            self.shown.append((now, seen))

    def said(self) -> list[Said]:
        """The final words."""
        return [
            Said(word, end, self.first(index, settled), settled)
            for index, (word, end, settled) in enumerate(zip(self.words, self.ends, self.settled, strict=True))
        ]

    def first(self, index: int, settled: float) -> float:
        """When this word first stood at its place, two words about; when it was settled at the latest."""
        plain = inventions.normalised(self.words[index])
        near = slice(max(0, index - 2), index + 3)
        return min(settled, next((now for now, seen in self.shown if plain in seen[near]), settled))


def moment(text: str) -> float:
    """Seconds of `H:MM:SS.cc`."""
    hours, minutes, seconds = text.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def whisperlivekit(sound: np.ndarray, folder: Path, python: Path) -> Outcome:
    """WhisperLiveKit's server, LocalAgreement, through its websocket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-m", "whisperlivekit.basic_server", "--host", "127.0.0.1", "--port", str(port), "--model_dir", folder]
    command += ["--backend", "faster-whisper", "--backend-policy", "localagreement", "--lan", "fr", "--warmup-file", "", "--pcm-input"]
    environment = os.environ | {"OMP_NUM_THREADS": str(THREADS), "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryFile() as log:
        program = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            opened(program, port)
            return followed(sound, program.pid, port, python)
        except SystemExit:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-3000:])
            raise
        finally:
            program.send_signal(signal.SIGINT)
            try:
                program.wait(30)
            except subprocess.TimeoutExpired:
                program.kill()


def opened(program: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers: the model is loaded by then."""
    until = time.monotonic() + 300
    while program.poll() is None and time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            if json.loads(connection.getresponse().read()).get("ready"):
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise SystemExit("WhisperLiveKit did not start")


def followed(sound: np.ndarray, server: int, port: int, python: Path) -> Outcome:
    """Feed it and read what it says until it has said everything."""
    size = 2 * round(BLOCK * RATE)
    relay = subprocess.Popen(
        [python, "-c", RELAY, f"ws://127.0.0.1:{port}/asr", str(size)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=-1
    )
    entry, exit_ = relay.stdin, relay.stdout
    if entry is None or exit_ is None or b'"config"' not in exit_.readline():
        raise SystemExit("WhisperLiveKit did not answer")
    before, began = cost(server)[0], time.monotonic()
    received: list[tuple[float, bytes]] = []

    def read() -> None:
        received.extend((time.monotonic() - began, line) for line in exit_)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        for block in given(sound, began):
            entry.write(block.astype("<i2").tobytes())
            entry.flush()
        entry.close()
        reader.join(PATIENCE)
    except BrokenPipeError:
        raise SystemExit("WhisperLiveKit left the line") from None
    finally:
        relay.terminate()
    processor = cost(server)[0] - before
    if not received or b'"ready_to_stop"' not in received[-1][1]:
        raise SystemExit("WhisperLiveKit did not end")
    found = Followed()
    for now, line in received[:-1]:
        found.take(json.loads(line), now)
    return Outcome("WhisperLiveKit, LocalAgreement, defaults", found.said(), processor, received[-1][0] - sound.size / RATE)


def row(outcome: Outcome, reference: Sequence[Spoken], seconds: float) -> str:
    """One line of the table."""
    words = outcome.words
    told = " ".join(word.text for word in words)
    truth = " ".join(turn.text or "" for turn in sorted(reference, key=lambda turn: turn.start))
    wers = [100 * jiwer.wer(plain(truth), plain(told)) for plain in (inventions.normalised, scores.normalised)]
    settled = [word.settled - word.end for word in words]
    ends = [
        [word.settled - word.end for word in words if low <= word.end < low + 60]
        for low in (0.0, max(0.0, max((word.end for word in words), default=0.0) - 60))
    ]
    cells = [
        outcome.name,
        late([word.first - word.end for word in words]),
        late(settled),
        " / ".join(f"{np.median(part):.1f}" if part else "–" for part in ends),
        *(f"{wer:.1f}" for wer in wers),
        str(len(words)),
        f"{100 * outcome.processor / seconds:.0f}",
        f"{outcome.lag:.1f}",
    ]
    return "| " + " | ".join(cells) + " |"


def late(waited: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{np.percentile(waited, 50):.2f} / {np.percentile(waited, 95):.2f}" if waited else "–"


def main() -> None:
    """Prints the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", type=float, nargs="?", default=357.0)
    parser.add_argument("--whisperlivekit", type=Path, metavar="PYTHON")
    parser.add_argument("--sound", type=Path, nargs=3, default=DEV, metavar=("AUDIO", "TURNS", "SEANCE"))
    options = parser.parse_args()
    audio, turns, sheet = options.sound
    tracks = read_tracks(audio)
    seconds = min(options.seconds, tracks.seconds)
    sound = (np.clip(tracks.mono[: round(seconds * RATE)], -1, 1) * 32_767).astype(np.int16)
    reference = [cut(turn, 0.0, seconds) for turn in read_turns(turns) if turn.start < seconds]
    folder = whisper_folder("base")
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---|" * len(COLUMNS), flush=True)
    print(row(pieces(sound, folder, prompt(read_seance(sheet))), reference, seconds), flush=True)
    if options.whisperlivekit:
        print(row(whisperlivekit(sound, folder, options.whisperlivekit), reference, seconds), flush=True)


if __name__ == "__main__":
    main()
