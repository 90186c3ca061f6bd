"""What the guard against the call heard again in the microphone does, and what it costs: `python benchmarks/echo.py [SOUND TURNS PEOPLE]…`.

SOUND has two tracks without echo, TURNS says who spoke when and what, PEOPLE is a `seance.toml`; without arguments, the sample session.
The facilitator's track, silenced where she does not speak, is the microphone; the call is put into it late, through a room of 0.25 s and
small loudspeakers, at each level (the echo's power relative to the call's). Given in blocks of 0.2 s, as live. Columns:

- said, at: the level the guard measures, and after how many seconds;
- away: how much weaker the microphone is after the guard where only the others speak, from the 10th second on;
- SNR: segmental, of her speech under the others' speech, before and after (her track moved by 23 s, so that she talks over them);
- alone: the same, after, where she speaks alone; "exact" where the guard gave back the microphone bit for bit;
- CPU: seconds of processor for a minute of sound.

With --words, what Whisper base hears, before and after the guard:

- hers: WER of her own words in the microphone, talking over the others; +N, words that she did not say;
- WER, right: of the session heard as `hear` does from the two tracks, with the share of words given to who said them.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path

import jiwer
import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, sosfilt

from codev_voice.companion.understanding import folded
from codev_voice.evaluation.sound import Spoken, normalised, read_turns, score_sound
from codev_voice.hearing import batch, speech, words
from codev_voice.hearing.inventions import without_inventions
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Role
from codev_voice.sound.echo import EchoGuard
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE, Tracks
from codev_voice.weights import whisper_folder

Sound = NDArray[np.float32]

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
BLOCK, FRAME = RATE // 5, RATE // 50
OVER = 23 * RATE
LEVELS = (-3.0, -6.0, -12.0, -20.0, -30.0)
NOISE = 0.0008
SETTLED = 10


@dataclass(frozen=True)
class Room:
    """How the call comes back: delays in seconds, drift in parts per million, loudspeakers' distortion (0 none)."""

    delay: float = 0.045
    later: float | None = None
    drift: float = 0.0
    distortion: float = 0.0


ROOMS = {
    "45 ms": Room(),
    "300 ms": Room(delay=0.3),
    "45 then 200 ms": Room(later=0.2),
    "clocks 30 ppm": Room(drift=30),
    "clocks 100 ppm": Room(drift=100),
    "distorted": Room(distortion=3),
}


def echo(call: Sound, level: float | None, room: Room) -> Sound:
    """The call as the microphone hears it, `level` decibels relative to it."""
    if level is None:
        return np.zeros_like(call)
    source = np.tanh(room.distortion * call) / room.distortion if room.distortion else call
    coloured = [sosfilt(butter(2, [250, 6_500], btype="band", fs=RATE, output="sos"), reverberated(source, seed)) for seed in (1, 2)]
    times = np.arange(call.size, dtype=np.float64)
    late = times * (1 - room.drift * 1e-6) - room.delay * RATE
    heard = between(coloured[0], late)
    if room.later is not None:
        middle = call.size // 2
        heard[middle:] = between(coloured[1], times - room.later * RATE)[middle:]
    return np.asarray(heard * 10 ** (level / 20) * np.sqrt(np.mean(call**2) / np.mean(heard**2)), dtype=np.float32)


def reverberated(sound: Sound, seed: int) -> NDArray[np.float64]:
    """The sound in a room of 0.25 s: its direct way, then a decaying noise."""
    size = RATE // 4
    response = np.random.default_rng(seed).standard_normal(size) * np.exp(-np.linspace(0, 7, size)) / 4
    response[0] = 1.0
    return np.asarray(fftconvolve(sound, response)[: sound.size])


def between(sound: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sound at times (in samples) that fall between its samples; silence outside."""
    whole = np.floor(times).astype(np.int_)
    part = times - whole
    padded = np.pad(sound, (sound.size, 16))
    found = np.zeros(sound.size)
    for tap in range(-7, 9):
        found += np.sinc(tap - part) * np.cos(np.pi * (tap - part) / 18) ** 2 * padded[np.maximum(whole + tap + sound.size, 0)]
    return found


def guarded(micro: Sound, call: Sound) -> tuple[Sound, list[float | None], float]:
    """The cleaned microphone, the bleed after each block, seconds of processor."""
    guard, cleaned, bleed = EchoGuard(), [], []
    started = time.process_time()
    for at in range(0, micro.size, BLOCK):
        cleaned.append(guard.clean(micro[at : at + BLOCK], call[at : at + BLOCK]))
        bleed.append(guard.bleed)
    return np.concatenate(cleaned), bleed, time.process_time() - started


def powers(sound: Sound) -> NDArray[np.float64]:
    """Mean square of each frame of 20 ms."""
    count = sound.size // FRAME
    framed = sound[: count * FRAME].reshape(count, FRAME).astype(np.float64)
    return np.asarray((framed**2).mean(axis=1))


def segmental(clean: Sound, sound: Sound, where: NDArray[np.bool_]) -> float:
    """Mean over frames of the ratio of what was to be kept to what differs from it, dB, between -10 and 35."""
    ratio = powers(clean)[where] / (powers(sound - clean)[where] + 1e-12)
    return float(np.clip(10 * np.log10(ratio + 1e-12), -10, 35).mean()) if where.any() else float("nan")


def row(micro: Sound, call: Sound, level: float | None, room: Room) -> str:
    """What the guard does of one echo."""
    mixed = micro + (heard := echo(call, level, room))
    cleaned, bleed, processor = guarded(mixed, call)
    found = [rank for rank, value in enumerate(bleed) if value is not None]
    said = np.median([value for value in bleed if value is not None]) if found else float("nan")
    hers, theirs = powers(micro) > 1e-5, powers(heard) > powers(heard).max() * 1e-4
    near = np.convolve(hers, np.ones(15), mode="same") > 0
    settled = np.arange(hers.size) >= SETTLED * RATE // FRAME
    only, both, alone = (where & settled for where in (theirs & ~near, hers & theirs, hers & ~theirs))
    away = 10 * np.log10(powers(mixed)[only].mean() / powers(cleaned)[only].mean()) if level is not None else float("nan")
    cells = [f"{said:.1f}", f"{found[0] / 5:.1f}" if found else "–", f"{away:.1f}"]
    cells += [f"{segmental(micro, mixed, both):.1f} → {segmental(micro, cleaned, both):.1f}"]
    cells += ["exact" if np.array_equal(cleaned, mixed) else f"{segmental(micro, cleaned, alone):.1f}"]
    return " | ".join([*cells, f"{processor / (micro.size / RATE / 60):.2f}"]).replace("nan → nan", "–").replace("nan", "–")


def own_words(micro: Sound, said: str, seance: Seance) -> str:
    """WER of her words in the microphone, and how many words she did not say are heard there."""
    probabilities = speech.probabilities(micro)
    model = words.Whisper(whisper_folder("base"), words.prompt(seance), "cpu", 1)
    sentences = words.transcribe(micro, probabilities, model, cache=words.Nowhere(), progress=silent)
    heard = normalised(" ".join(sentence.text for sentence in without_inventions(sentences, model.prompt)))
    output = jiwer.process_words(said, heard)
    return f"{100 * output.wer:5.1f} +{output.insertions}"


def session(micro: Sound, call: Sound, truth: tuple[Spoken, ...], seance: Seance) -> str:
    """WER and words given to the right person, of the two tracks heard as `hear` does."""
    tracks = Tracks((micro + call) / 2, micro, call)
    found = batch.hear(tracks, seance, whisper=whisper_folder("base"), cache=words.Nowhere(), progress=silent, device="cpu", threads=1)
    # Voices are paired with people by overlap: nobody may be introduced in a piece of a session.
    turns = [replace(turn, person=None) for turn in folded(found.pieces, (), seance, seconds=found.seconds).turns]
    scores = score_sound(turns, truth, seconds=found.seconds, wall=0, processor=0, peak_memory=0, voices=found.diarisation)
    return f"{100 * scores['wer']:5.1f} {100 * scores['words_right']:5.1f}"


def prepared(sound: Path, turns: Path, people: Path) -> tuple[Sound, Sound, tuple[Spoken, ...], Seance, str]:
    """Microphone and call, what was said, the roster and the facilitator's name."""
    tracks, truth, seance = read_tracks(sound, tracks="two"), read_turns(turns), read_seance(people)
    name = next(person.name for person in seance.people if person.role is Role.FACILITATOR)
    if tracks.micro is None or tracks.call is None:
        raise SystemExit(f"{sound.name} has one track")
    # A codec that joins the tracks puts the call in the microphone already: only what she says is kept, over a microphone's noise.
    kept = np.zeros(tracks.mono.size, dtype=np.float32)
    for spoken in truth:
        if spoken.speaker == name:
            kept[int((spoken.start - 0.1) * RATE) : int((spoken.end + 0.3) * RATE)] = 1
    noise = np.random.default_rng(1).standard_normal(kept.size).astype(np.float32) * np.float32(NOISE)
    return tracks.micro * kept + noise, tracks.call, truth, seance, name


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--words", action="store_true")
    arguments = parser.parse_args()
    files = arguments.files or [SAMPLES / "seance.opus", SAMPLES / "seance.turns.json", SAMPLES / "seance.toml"]
    for sound, turns, people in zip(files[::3], files[1::3], files[2::3], strict=True):
        micro, call, truth, seance, name = prepared(sound, turns, people)
        over = np.roll(micro, OVER)
        print(f"\n{sound.name}, {micro.size / RATE:.0f} s\n| echo | level | said | at | away | SNR | alone | CPU |\n|{'---|' * 8}")
        for label, room in ROOMS.items():
            for level in (None, *LEVELS) if room == Room() else LEVELS:
                print(f"| {label} | {level or 'none'} | {row(over, call, level, room)} |", flush=True)
        if not arguments.words:
            continue
        hers = sorted((spoken for spoken in truth if spoken.speaker == name), key=lambda spoken: (spoken.start * RATE + OVER) % micro.size)
        said = normalised(" ".join(spoken.text or "" for spoken in hers))
        print(f"\n| level | hers ({len(said.split())} words) | guarded | session: WER, right | guarded |\n|{'---|' * 5}")
        for level in (None, *LEVELS[::3]):
            back = echo(call, level, Room())
            tracks = [over + back, guarded(over + back, call)[0]]
            cells = [own_words(track, said, seance) for track in (tracks if level else tracks[1:])]
            tracks = [micro + back, guarded(micro + back, call)[0]]
            cells += [session(track, call, truth, seance) for track in (tracks if level else tracks[1:])]
            shown = cells if level else ["", cells[0], "", cells[1]]
            print(f"| {level or 'none'} | {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
