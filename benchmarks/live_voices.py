"""Who speaks, told live: `python benchmarks/live_voices.py [--echo DB] [--long MINUTES] [AUDIO…]`.

Each recording (`NAME.opus` or `.flac`, its truth beside it: `NAME.turns.json` with words, or `NAME.rttm`) is fed by half seconds as fast
as it is heard. The words are those of the truth, spread evenly over their turns; each is asked about between 2 and 3 s after it ended,
with what was fed up to then, and corrections are asked for every 5 s. Labels are matched with people one to one, once, at the end.

`right` and `wrong` are shares of words, those said before their speaker had spoken 10 s left aside: given to who said them; given to
somebody else. The rest has no label (…), or a label that stands for nobody. `all wrong` counts every word. `people` is the size of the
roster as told: right, not known, one too few, one too many. `CPU` is processor time over the sound's length, one thread, everything
included; a sound is heard once, and what the networks said of it is used again for the other rosters.

With --long, the first recording is heard again and again for so many minutes, and what that costs is printed as it goes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from codev_voice.evaluation.listening import peak_memory
from codev_voice.evaluation.sound import Spoken, read_rttm, read_turns
from codev_voice.hearing.live.voices import LiveVoices
from codev_voice.hearing.live.voices_ear import Ear, Networks
from codev_voice.session.values import Word
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE, Tracks

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
AUDIO = ROOT.parent / "shared" / "audio"
SETS = [AUDIO / "session_dev.opus", ROOT / "samples/seance.opus", AUDIO / "cml4spk_diar.flac", AUDIO / "mix6spk.flac"]
FED, ASKED, AFTER, CORRECTED = 0.5, 1.0, 2.0, 5.0
"""Seconds: fed at once, between two questions, since the end of a word that is asked about, between two corrections."""
HEARD = 10.0
"""Seconds somebody must have spoken."""
LONGEST = 12.0
RATE_OF_WORDS = 3.0
"""Words a second, where the truth has times only."""
DELAY = round(0.045 * RATE)
"""Samples by which the call comes late in the microphone."""
COLUMNS = ("sound", "tracks", "echo", "people", "right %", "wrong %", "…%", "right after", "wrong after", "…after")
COLUMNS += ("all wrong", "after", "labels", "CPU")


@dataclass(frozen=True)
class Said:
    """A word of the truth: who says it, and whether they had spoken 10 s before."""

    word: Word
    speaker: str
    known: bool


def said(truth: Sequence[Spoken]) -> list[Said]:
    """The words of the truth, by the moment they end."""
    spoken: Counter[str] = Counter()
    found: list[Said] = []
    for turn in sorted(truth, key=lambda turn: turn.start):
        length = turn.end - turn.start
        texts = turn.text.split() if turn.text else ["…"] * max(1, round(length * RATE_OF_WORDS))
        for place, text in enumerate(texts):
            start, end = (turn.start + length * at / len(texts) for at in (place, place + 1))
            found.append(Said(Word(text, start, end), turn.speaker, spoken[turn.speaker] + start - turn.start >= HEARD))
        spoken[turn.speaker] += length
    return sorted(found, key=lambda one: one.word.end)


def echoed(tracks: Tracks, decibels: float | None) -> Tracks:
    """The same tracks, the call heard again in the microphone."""
    if decibels is None or tracks.micro is None or tracks.call is None:
        return tracks
    micro = tracks.micro.copy()
    micro[DELAY:] += tracks.call[:-DELAY] * 10 ** (decibels / 20)
    return Tracks(tracks.mono, micro.clip(-1, 1), tracks.call)


class Remembering:
    """The bundled networks, asked once for each sound."""

    def __init__(self) -> None:
        self._networks = Networks(1)
        self._said: dict[bytes, NDArray[np.float32]] = {}

    def activity(self, chunk: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the segmentation network says of ten seconds."""
        key = digest(chunk)
        if key not in self._said:
            self._said[key] = self._networks.activity(chunk)
        return self._said[key]

    def vectors(self, pieces: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """The embeddings of these pieces."""
        keys = [digest(piece) for piece in pieces]
        new = {key: piece for key, piece in zip(keys, pieces, strict=True) if key not in self._said}
        if new:
            self._said.update(zip(new, self._networks.vectors(list(new.values())), strict=True))
        return np.stack([self._said[key] for key in keys])


def digest(sound: NDArray[np.float32]) -> bytes:
    """What tells a sound from all others."""
    return blake2b(sound.tobytes(), digest_size=16).digest()


def followed(tracks: Tracks, words: Sequence[Said], people: int | None, ear: Ear) -> tuple[list[str | None], list[str | None]]:
    """The label of each word as first given, then after all corrections."""
    two = tracks.micro is not None
    call, micro = (tracks.call, tracks.micro) if two else (tracks.mono, None)
    live = LiveVoices(people=people, two_tracks=two, ear=ear)
    first: list[str | None] = []
    pieces: list[tuple[list[int], str | None]] = []
    step = int(FED * RATE)
    for at in range(0, tracks.mono.size + int((AFTER + ASKED) * RATE), step):
        here = [np.pad(side[at : at + step], (0, step - side[at : at + step].size)) for side in (call, micro) if side is not None]
        live.feed(*here)
        now = at / RATE + FED
        if now % ASKED == 0:
            asked = [one.word for one in words[len(first) :] if one.word.end <= now - AFTER]
            for label in live.voices(asked):
                place = len(first)
                first.append(label)
                last = pieces[-1] if pieces else ([], None)
                if last[0] and last[1] == label and words[place].word.end - words[last[0][0]].word.start <= LONGEST:
                    last[0].append(place)
                else:
                    pieces.append(([place], label))
        if now % CORRECTED == 0:
            pieces = corrected(live, pieces, words)
    pieces = corrected(live, pieces, words)
    after: list[str | None] = [None] * len(words)
    for places, label in pieces:
        for place in places:
            after[place] = label
    return first, after


def corrected(live: LiveVoices, pieces: list[tuple[list[int], str | None]], words: Sequence[Said]) -> list[tuple[list[int], str | None]]:
    """The same pieces with the labels they have now."""
    asked = [(str(n), words[p[0]].word.start, words[p[-1]].word.end, label) for n, (p, label) in enumerate(pieces)]
    changed = live.corrections(asked)
    return [(places, changed.get(str(number), label)) for number, (places, label) in enumerate(pieces)]


def people_of(labels: Sequence[str | None], words: Sequence[Said]) -> dict[str, str]:
    """Who each label stands for, one to one."""
    names, people = sorted({label for label in labels if label}), sorted({one.speaker for one in words})
    shared = Counter((label, one.speaker) for label, one in zip(labels, words, strict=True))
    table = np.array([[shared[name, person] for person in people] for name in names]).reshape(len(names), len(people))
    return {names[row]: people[column] for row, column in zip(*linear_sum_assignment(table, maximize=True), strict=True)}


def shares(labels: Sequence[str | None], words: Sequence[Said], names: dict[str, str]) -> tuple[float, float, float, float]:
    """Right, wrong and unnamed words among those of voices heard before; wrong words among all: per cent."""
    counts: Counter[str] = Counter()
    for label, one in zip(labels, words, strict=True):
        kind = "…" if label is None else "other" if label not in names else "right" if names[label] == one.speaker else "wrong"
        counts["all " + kind] += 1
        counts[kind] += one.known
    known = sum(one.known for one in words) or 1
    return 100 * counts["right"] / known, 100 * counts["wrong"] / known, 100 * counts["…"] / known, 100 * counts["all wrong"] / len(words)


def lines(audio: Path, kind: str, echo: float | None, rosters: Sequence[int | None]) -> None:
    """Print the lines of one recording."""
    tracks = echoed(read_tracks(audio, tracks="two" if kind == "two" else "one"), echo)
    turns = audio.with_suffix(".turns.json")
    truth = read_turns(turns) if turns.exists() else read_rttm(audio.with_suffix(".rttm"))
    words = said(truth)
    everybody = len({turn.speaker for turn in truth})
    ear = Remembering()
    for rank, wrong_by in enumerate(rosters):
        people = None if wrong_by is None else everybody + wrong_by
        processor = time.process_time()
        first, after = followed(tracks, words, people, ear)
        spent = (time.process_time() - processor) / tracks.seconds
        names = people_of(after, words)
        one, two = shares(first, words, names), shares(after, words, names)
        labels = len({label for label in [*first, *after] if label})
        cells = [audio.stem, kind, "–" if echo is None else f"{echo:.0f}", "?" if people is None else f"{people} ({wrong_by:+d})"]
        cells += [f"{value:.1f}" for value in (*one[:3], *two[:3], one[3], two[3])]
        cells += [f"{labels} of {everybody}", "" if rank else f"{spent:.3f}"]
        print("| " + " | ".join(cells) + " |", flush=True)


def long(audio: Path, minutes: int) -> None:
    """Print what it costs to go on for a long time."""
    tracks = read_tracks(audio)
    sides = [side for side in (tracks.call, tracks.micro) if side is not None] or [tracks.mono]
    live = LiveVoices(people=None, two_tracks=len(sides) > 1)
    processor = time.process_time()
    for second in range(60 * minutes):
        at = second * RATE % (tracks.mono.size - RATE)
        live.feed(*(side[at : at + RATE] for side in sides))
        live.voices([Word("mot", second - 2.5, second - 2.2)] if second > LONGEST else [])
        if second % 5 == 4:
            live.corrections([(str(piece), 8.0 * piece, 8.0 * piece + 6, None) for piece in range(second // 8)])
        if second % 600 == 599:
            spent = time.process_time() - processor
            print(
                f"{second // 60 + 1} minutes: {spent / 600:.3f} of a core over the last ten, peak {peak_memory() / 1e6:.0f} MB", flush=True
            )
            processor = time.process_time()


def main() -> None:
    """Print the table; with --one, the lines of one recording."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("audio", type=Path, nargs="*")
    parser.add_argument("--echo", type=float)
    parser.add_argument("--quick", action="store_true", help="the roster known only")
    parser.add_argument("--long", type=int)
    parser.add_argument("--one", choices=["one", "two"])
    given = parser.parse_args()
    recordings = [audio for audio in given.audio or SETS if audio.exists()]
    if given.long:
        long(recordings[0], given.long)
        return
    if given.one:
        lines(recordings[0], given.one, given.echo, [0] if given.quick else [0, None, -1, 1])
        return
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS), flush=True)
    for audio in recordings:
        for kind in ["two", "one"] if read_tracks(audio).micro is not None else ["one"]:
            if kind == "one" and given.echo is not None:
                continue
            # Each in a process of its own, so that its processor time is its own.
            command = [sys.executable, __file__, audio, "--one", kind, *(["--quick"] if given.quick else [])]
            subprocess.run([*command, *([] if given.echo is None else [f"--echo={given.echo}"])], check=True)


if __name__ == "__main__":
    main()
