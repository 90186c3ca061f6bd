"""How live words come, no sound server: `python benchmarks/live_replayed.py [--from S] [--seconds S] [--fixed S] [--set NAME=VALUE]`.

The development session's mix is given to the listener of a live session as it would come, on a clock that counts the processor time of
each hearing of a window (or `--fixed` seconds for each): other work on the machine hardly counts, and two ways of listening can be
compared on the same sound. No voices, no page: through a real sound server (`live.py`) words come 0.2 to 0.3 s later. A word is late by
the time from its end to the hearing that first wrote it where it was settled (0.6 s about), or to the end of the step that settled it.
`--set FRESH=1.8` tries another value of a constant of `listener`, `hypotheses` or `decoding`. One run moves by two points
of WER, and by a second at the 95th percentile.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OMP_NUM_THREADS", "1")

import jiwer
import numpy as np

from codev_voice.evaluation.sound import Spoken, normalised, read_turns
from codev_voice.hearing.inventions import normalised as plain
from codev_voice.hearing.live import decoding, hypotheses, listener
from codev_voice.hearing.live.decoding import Decoder, Hypothesis
from codev_voice.hearing.live.tape import Tape
from codev_voice.hearing.live.worker import STEP
from codev_voice.hearing.words import Whisper, prompt
from codev_voice.session.toml import read_seance
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE
from codev_voice.weights import whisper_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from codev_voice.session.values import Word

SHARED = Path(__file__).resolve().parents[2] / "shared"
TICK = 0.08
"""Seconds between two looks at what came."""
NEAR = 0.6
"""Seconds by which the place of a word may move before it is settled."""


@dataclass
class Said:
    """The settled words with the moment of each, what was shown when, and what each step and each hearing took."""

    settled: list[tuple[Word, float]] = field(default_factory=list)
    shown: list[tuple[float, tuple[Word, ...]]] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    hearings: list[float] = field(default_factory=list)

    def first(self, word: Word, settled: float) -> float:
        """When a step first wrote this word at its place."""
        for now, words in self.shown:
            if now > word.end - NEAR / 2 and any(
                plain(each.text) == plain(word.text) and abs(each.start - word.start) < NEAR for each in words
            ):
                return now
        return settled


class Clocked:
    """An ear that says what each of its hearings took."""

    def __init__(self, ear: Decoder, fixed: float, took: list[float]) -> None:
        self._ear, self._fixed, self._took = ear, fixed, took

    def hear(
        self, sound: NDArray[np.float32], start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        """The words of this sound."""
        began = time.process_time()
        heard = self._ear.hear(sound, start, since=since, said=said, settled=settled)
        self._took.append(self._fixed or time.process_time() - began)
        return heard


def replay(mono: NDArray[np.float32], sheet: Path, start: float, end: float, fixed: float) -> Said:
    """Listen from `start` to `end` (seconds), as the hearing worker does."""
    told = prompt(read_seance(sheet))
    ear = Decoder(Whisper(whisper_folder("base"), told, "cpu", 1))
    ear.hear(mono[: 4 * RATE], 0.0)  # the first time costs more
    tape = Tape(start)
    found = Said()
    now = fed = heard = start
    done = 0  # hearings before this step

    def shown(words: tuple[Word, ...]) -> None:
        found.shown.append((now + sum(found.hearings[done:]), words))

    listening = listener.Listener(Clocked(ear, fixed, found.hearings), tape, prompt=told, start=start, tell=shown)
    while heard < end - 1 / RATE:
        if min(now, end) > fed:
            tape.feed(mono[round(fed * RATE) : round(min(now, end) * RATE)])
            fed = min(now, end)
        if tape.end - heard < STEP and fed < end:
            now += TICK
            continue
        done = len(found.hearings)
        update = listening.step(tape.end, over=fed >= end)
        found.steps.append(sum(found.hearings[done:]))
        now += found.steps[-1]
        heard = update.heard
        tape.forget(listening.since - 1.0)
        found.settled += [(word, now) for word in update.settled]
        found.shown.append((now, (*update.settled, *update.provisional)))
    return found


def late(waited: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{np.percentile(waited, 50):.2f} / {np.percentile(waited, 95):.2f} s"


def said_between(turns: Sequence[Spoken], start: float, end: float) -> str:
    """The words of the truth, of whole turns."""
    return " ".join(normalised(turn.text or "") for turn in turns if turn.start >= start and turn.end <= end)


def main() -> None:
    """Replay, and print one line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="start", type=float, default=0.0)
    parser.add_argument("--seconds", type=float, default=357.0)
    parser.add_argument("--fixed", type=float, default=0.0)
    parser.add_argument("--set", action="append", default=[])
    given = parser.parse_args()
    for change in given.set:
        name, value = change.split("=")
        holders = [module for module in (decoding, hypotheses, listener) if hasattr(module, name)]
        if not holders:
            parser.error(f"no constant {name}")
        for module in holders:
            setattr(module, name, type(getattr(module, name))(float(value)))
    sound, sheet = SHARED / "audio/session_dev", SHARED / "data/session_dev/seance.toml"
    mono = read_tracks(sound.with_suffix(".opus")).mono
    end = min(given.start + given.seconds, mono.size / RATE)
    found = replay(mono, sheet, given.start, end, given.fixed)
    turns = read_turns(sound.with_suffix(".turns.json"))
    last = max(turn.end for turn in turns if turn.end <= end)
    heard = normalised(" ".join(word.text for word, _ in found.settled if word.end <= last + 0.3))
    score = jiwer.process_words(said_between(turns, given.start, end), heard)
    print(
        f"{given.start:.0f} to {end:.0f} s {' '.join(given.set)}: "
        f"{len(found.steps)} steps of {np.mean(found.steps):.2f} s, {len(found.hearings)} hearings; "
        f"first {late([found.first(word, now) - word.end for word, now in found.settled])}, "
        f"settled {late([now - word.end for word, now in found.settled])}; WER {100 * score.wer:.1f} % "
        f"({score.insertions} inserted, {score.deletions} left out, {score.substitutions} changed)"
    )


if __name__ == "__main__":
    main()
