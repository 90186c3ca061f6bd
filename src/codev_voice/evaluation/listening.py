"""`eval sound`: a recording through the same path as `hear`, in memory, against its truth, with what it cost."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from codev_voice.errors import FileError
from codev_voice.session.events import Heard
from codev_voice.session.progress import Progress, silent
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.toml import read_seance


def evaluate_sound(
    audio: Path,
    *,
    turns: Path | None = None,
    rttm: Path | None = None,
    people: Path | None = None,
    model: str = "base",
    threads: int = 2,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Scores of the words and the voices, in the shape of `eval sound --json`.

    `turns` gives what was said, by whom and when; `rttm` only who spoke when (then no WER). One of them is needed.

    Raises:
        FileError: a file is missing, or no truth is given.
        WeightsError: a model is missing.
    """
    from codev_voice.companion.understanding import naming_events
    from codev_voice.evaluation.sound import read_rttm, read_turns, score_sound
    from codev_voice.hearing import batch
    from codev_voice.hearing.words import Nowhere
    from codev_voice.sound.reading import read_tracks
    from codev_voice.weights import whisper_folder

    if turns is None and rttm is None:
        raise FileError("Il manque la vérité à comparer", "ajoutez --turns FICHIER.json ou --rttm FICHIER")
    seance = read_seance(people) if people else Seance()
    reference = read_turns(turns) if turns else read_rttm(rttm) if rttm else ()
    whisper = whisper_folder(model)
    wall, processor = time.perf_counter(), time.process_time()
    tracks = read_tracks(audio, progress=progress)
    heard = batch.hear(tracks, seance, whisper=whisper, cache=Nowhere(), progress=progress, threads=threads)
    named = naming_events(heard.pieces, heard.voices, seance)
    session = fold([*named, *(Heard.of(piece) for piece in heard.pieces)], seance)
    return score_sound(
        session.turns,
        reference,
        seconds=heard.seconds,
        wall=time.perf_counter() - wall,
        processor=time.process_time() - processor,
        peak_memory=peak_memory(),
        voices=heard.diarisation,
    )


def peak_memory() -> int:
    """The most memory this process has held, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
