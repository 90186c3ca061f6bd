"""How well voices are told apart, and what it costs: `python benchmarks/voices.py [AUDIO RTTM PEOPLE]…`.

Prints the diarisation error rate (pyannote.metrics, collar 0.25 s, overlaps counted, over the whole file) with its parts, on one mixed
track and on two where there are two, the number of people unknown then known. Without arguments: the recordings on which settings were
chosen, then the sample session, on which none was. Each line is heard in a process of its own, so that its peak memory is its own
(decoding included); run it on an idle machine.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Literal

from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

from codev_voice.evaluation.listening import peak_memory
from codev_voice.evaluation.sound import read_rttm
from codev_voice.hearing.voices import diarise
from codev_voice.sound.reading import read_tracks

ROOT = Path(__file__).resolve().parents[1]
AUDIO = ROOT.parent / "shared" / "audio"
SETS = [
    (AUDIO / "cml4spk_diar.flac", AUDIO / "cml4spk_diar.rttm", 4),
    (AUDIO / "mix6spk.flac", AUDIO / "mix6spk.rttm", 6),
    (AUDIO / "session_dev.opus", AUDIO / "session_dev.rttm", 6),
    (ROOT / "samples/seance.opus", ROOT / "samples/seance.rttm", 6),
]
COLUMNS = ("sound", "tracks", "people", "DER %", "missed", "false", "confused", "voices", "time ×", "processor ×", "memory GB")


def line(audio: Path, rttm: Path, *, tracks: Literal["one", "two"], people: int | None) -> str:
    """One line of the table."""
    sound = read_tracks(audio, tracks=tracks)
    truth = Annotation()
    for number, spoken in enumerate(read_rttm(rttm)):
        truth[Segment(spoken.start, spoken.end), number] = spoken.speaker
    wall, processor = time.perf_counter(), time.process_time()
    found = diarise(sound, people=people)
    spent = (time.perf_counter() - wall, time.process_time() - processor)
    metric = DiarizationErrorRate(collar=0.25, skip_overlap=False)
    parts = metric(truth, found, uem=Timeline([Segment(0, sound.seconds)]), detailed=True)
    kinds = ("missed detection", "false alarm", "confusion")
    shares = [parts["diarization error rate"], *(parts[kind] / parts["total"] for kind in kinds)]
    cells = [audio.stem, tracks, str(people or "?"), *(f"{100 * share:.1f}" for share in shares)]
    cells += [f"{len(found.labels())} of {len(truth.labels())}", *(f"{seconds / sound.seconds:.3f}" for seconds in spent)]
    return "| " + " | ".join([*cells, f"{peak_memory() / 1e9:.2f}"]) + " |"


def stereo(audio: Path) -> bool:
    """Whether the file holds two different tracks."""
    return read_tracks(audio).micro is not None


def main() -> None:
    """Print the table, or (with --line) one line of it."""
    if sys.argv[1:2] == ["--line"]:
        sound, truth, kind, number = sys.argv[2:]
        print(line(Path(sound), Path(truth), tracks="two" if kind == "two" else "one", people=int(number) or None))
        return
    given = sys.argv[1:]
    sets = [
        (Path(sound), Path(truth), int(number)) for sound, truth, number in zip(given[::3], given[1::3], given[2::3], strict=True)
    ] or SETS
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---|" * len(COLUMNS), flush=True)
    for audio, rttm, people in sets:
        if not audio.exists():
            continue
        for tracks in ["one", "two"] if stereo(audio) else ["one"]:
            for known in (0, people):
                subprocess.run([sys.executable, __file__, "--line", audio, rttm, tracks, str(known)], check=True)


if __name__ == "__main__":
    main()
