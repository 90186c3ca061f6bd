"""How surely somebody who asked is recognised by her sound: `python benchmarks/recognised.py`.

Each speaker of a recording is learnt from the first half of the windows in which she speaks alone (the truth's borders), then compared
with every voice of the second half: hers, and all others as strangers. « absent, wrong » is the same with her own voice taken out of the
second half: nobody should then be recognised. Then the same, learnt through a bad line (300 to 3400 Hz, noise 20 dB below) and compared
with the clear sound; then learnt in one recording and compared in another. There, « hers » is of people who are in both: the readers of
cml4spk and mix6spk read the same sentences in both, which flatters; five synthetic voices speak in the development session and in the
sample session, in other words and other rooms. Likenesses are cosines; the thresholds are those of `codev_voice.hearing.recognising`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from codev_voice.evaluation.sound import read_rttm
from codev_voice.hearing.embedding import embed
from codev_voice.hearing.recognising import AHEAD, ALONE, LEAST, MOST, WINDOW, alone, learnt, recognised
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE

ROOT = Path(__file__).resolve().parents[1]
AUDIO = ROOT.parent / "shared" / "audio"
SETS = {
    "cml4spk": (AUDIO / "cml4spk_diar.flac", AUDIO / "cml4spk_diar.rttm"),
    "mix6spk": (AUDIO / "mix6spk.flac", AUDIO / "mix6spk.rttm"),
    "session_dev": (AUDIO / "session_dev.opus", AUDIO / "session_dev.rttm"),
    "seance": (ROOT / "samples/seance.opus", ROOT / "samples/seance.rttm"),
}
SAME = {"Olivier": "Malik", "Lucie": "Nadia", "Fatima": "Claire", "Karim": "Yann", "Élodie": "Sophie"}
"""People of the sample session whose synthetic voice is that of somebody of the development session."""
FEWEST = 2
"""Windows a voice must have on each side to be compared."""

Sounds = Mapping[str, NDArray[np.float32]]


def windows(rttm: Path) -> dict[str, list[tuple[float, float]]]:
    """The windows in which each speaker speaks alone."""
    spans: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for spoken in read_rttm(rttm):
        spans[spoken.speaker].append((spoken.start, spoken.end))
    found = {
        who: alone(own, [span for other, theirs in spans.items() if other != who for span in theirs], most=MOST)
        for who, own in spans.items()
    }
    return {SAME.get(who, who): places for who, places in found.items() if len(places) >= 2 * FEWEST}


def bad_line(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """300 to 3400 Hz, with white noise 20 dB below."""
    narrow = sosfilt(butter(4, [300, 3400], "bandpass", fs=RATE, output="sos"), sound)
    noise = np.random.default_rng(1).normal(0, float(np.sqrt(np.mean(narrow**2))) / 10, sound.size)
    return np.asarray(narrow + noise, dtype=np.float32)


def line(title: str, people: Sounds, voices: Sounds, seconds: Sequence[float]) -> str:
    """A row: likenesses of her own voice and of the nearest stranger's, and who is recognised."""
    hers = [float(people[who] @ voices[who]) for who in people if who in voices]
    others = {who: [float(people[who] @ sound) for name, sound in voices.items() if name != who] for who in people}
    strangers = [max(found) for found in others.values()]
    gaps = [float(people[who] @ voices[who]) - max(others[who]) for who in people if who in voices]
    right = sum(voice == who for voice, who in recognised(voices, people).items())
    absent = [{name: sound for name, sound in voices.items() if name != who} for who in people]
    wrong = sum(bool(recognised(rest, {who: people[who]})) for who, rest in zip(people, absent, strict=True))
    cells = [title, str(len(people)), f"{min(seconds):.0f} to {max(seconds):.0f}"]
    cells += [f"{min(hers):.2f}", f"{np.median(hers):.2f}", f"{min(gaps):.2f}"] if hers else ["–"] * 3
    cells += [f"{max(strangers):.2f}", f"{right} of {len(hers)}", f"{wrong} of {len(people)}"]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Print the table."""
    print(f"least {LEAST}, ahead {AHEAD}, alone {ALONE}\n")
    columns = (
        "learnt in → compared in",
        "people",
        "s learnt",
        "hers, least",
        "median",
        "ahead, least",
        "stranger, most",
        "right",
        "absent, wrong",
    )
    print("| " + " | ".join(columns) + " |\n" + "|" + "---|" * len(columns))
    whole: dict[str, dict[str, NDArray[np.float32]]] = {}
    bad: list[str] = []
    learnt_from: dict[str, list[float]] = {}
    for name, (audio, rttm) in SETS.items():
        sound, places = read_tracks(audio).mono, windows(rttm)
        halves = {who: (found[: len(found) // 2], found[len(found) // 2 :]) for who, found in places.items()}
        clear = {who: embed(sound, first).vectors for who, (first, _) in halves.items()}
        later = {who: embed(sound, second).vectors for who, (_, second) in halves.items()}
        narrow = bad_line(sound)
        voices = {who: learnt(found)[0] for who, found in later.items()}
        seconds = [len(found) * WINDOW for found in clear.values()]
        print(line(f"{name} → {name}", {who: learnt(found)[0] for who, found in clear.items()}, voices, seconds), flush=True)
        worse = {who: learnt(embed(narrow, first).vectors)[0] for who, (first, _) in halves.items()}
        bad.append(line(f"{name}, bad line → {name}", worse, voices, seconds))
        learnt_from[name] = [len(found) * WINDOW for found in places.values()]
        whole[name] = {who: learnt(np.concatenate([clear[who], later[who]]))[0] for who in places}
    print("\n".join(bad))
    for name, people in whole.items():
        for other, voices in whole.items():
            if name != other:
                print(line(f"{name} → {other}", people, voices, learnt_from[name]))


if __name__ == "__main__":
    sys.exit(main())
