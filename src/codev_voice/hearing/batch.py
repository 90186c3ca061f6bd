"""A whole recording heard at once: voices, words, turns, names.

Two tracks are transcribed mixed: Whisper reads the mix better than each track alone (the other side's answer is context, and a
track that is mostly silence makes it invent), while the voices are told apart on each track.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.errors import FileError
from codev_voice.hearing import pipeline, speech, words
from codev_voice.hearing.inventions import without_inventions
from codev_voice.hearing.naming import name_voices
from codev_voice.hearing.recognising import by_sound
from codev_voice.hearing.turns import assign, numbered, pieces
from codev_voice.hearing.voices import FACILITATOR, diarise

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from pyannote.core import Annotation

    from codev_voice.hearing.recognising import Sounds
    from codev_voice.hearing.words import Cache, Whisper
    from codev_voice.session.progress import Progress
    from codev_voice.session.seance import Seance
    from codev_voice.session.values import Piece, Voice, Word
    from codev_voice.sound.tracks import Tracks

_VERSION = 2
"""To be raised when the voices would be found differently."""


@dataclass(frozen=True)
class Heard:
    """What a recording gives: its pieces in order, who its voices are, its length in seconds, and who speaks when.

    `diarisation` has the pieces' voices as labels; overlaps and speech without a word are in it.
    """

    pieces: tuple[Piece, ...]
    voices: tuple[Voice, ...]
    seconds: float
    diarisation: Annotation


def hear(  # noqa: PLR0913 - the sound, the roster, and each setting of a hearing by its name
    tracks: Tracks,
    seance: Seance,
    *,
    whisper: Path,
    cache: Cache,
    progress: Progress,
    device: str = "auto",
    threads: int = 2,
    voices: str = "bundled",
    known: Sounds | None = None,
) -> Heard:
    """Hear a recording.

    Args:
        tracks: the sound.
        seance: the roster bounds the number of voices and names them; its names and vocabulary help Whisper.
        whisper: folder of a CTranslate2 Whisper model.
        cache: keeps what was heard, so that an interrupted hearing goes on where it stopped.
        progress: told what is being done.
        device: "auto", "cpu" or "cuda".
        threads: processor threads.
        voices: "bundled" (the networks that travel with the project) or "pyannote" (the extra).
        known: what people of the roster who asked to be recognised sound like; none of it is kept in the cache.

    Raises:
        FileError: nobody speaks in this sound.
        WeightsError: a model is missing or damaged.
        MachineError: "cuda" without a usable card.
    """
    progress("Recherche de la parole", 0.0)
    probabilities = speech.probabilities(tracks.mono)
    if not speech.spans(probabilities):
        problem = "Cet enregistrement ne contient aucune parole"
        raise FileError(problem, "vérifiez que c'est le bon fichier et que le bon périphérique a été enregistré")
    progress("Recherche de la parole", 1.0)
    model = words.Whisper(whisper, words.prompt(seance), device, threads)
    said = words_of(tracks.mono, probabilities, model, cache=cache, progress=progress)
    speakers = _voices(tracks, seance, voices, cache=cache, progress=progress, threads=threads)
    if not said or not speakers:
        problem = "Cet enregistrement ne contient aucun mot compréhensible"
        raise FileError(problem, "écoutez-le : si la parole y est claire, essayez un modèle plus grand (--model small)")
    given = assign(said, speakers)
    names = numbered(given, speakers)
    micro = names.get(FACILITATOR, "") if tracks.micro is not None else None
    made = pieces(said, [names[label] for label in given], micro=micro)
    found = by_sound(tracks, speakers, known or {}, threads=threads, progress=progress)
    recognised = {names[label]: person for label, person in found.items()}
    return Heard(made, name_voices(made, seance, recognised), tracks.seconds, speakers.rename_labels(names))


def words_of(
    mono: NDArray[np.float32], probabilities: NDArray[np.float32], model: Whisper, *, cache: Cache, progress: Progress
) -> list[Word]:
    """What is said in a sound (16 kHz), in order, without what Whisper invented; `probabilities` of speech as `speech` gives them.

    Raises:
        WeightsError: the model is missing or damaged.
        MachineError: "cuda" without a usable card.
    """
    sentences = words.transcribe(mono, probabilities, model, cache=cache, progress=progress)
    kept = without_inventions(sentences, model.prompt)
    return sorted((word for sentence in kept for word in sentence.words), key=lambda word: word.start)


def _voices(tracks: Tracks, seance: Seance, kind: str, *, cache: Cache, progress: Progress, threads: int) -> Annotation:
    """Who speaks when, from the cache when this sound was already gone through with this roster's number of people."""
    from pyannote.core import Annotation, Segment

    digest = hashlib.blake2b(repr((_VERSION, kind, len(seance.people), tracks.micro is None)).encode(), digest_size=16)
    for track in (tracks.mono, tracks.micro, tracks.call):
        digest.update(b"" if track is None else track.data)
    key = f"voices-{digest.hexdigest()}"
    stored = cache.get(key)
    if stored is None:
        people = len(seance.people) or None
        if kind == "pyannote":
            found = pipeline.diarise(tracks, people=people, progress=progress)
        else:
            found = diarise(tracks, people=people, threads=threads, progress=progress)
        lines = [(segment.start, segment.end, label) for segment, _, label in found.itertracks(yield_label=True)]
        cache.put(key, json.dumps(lines).encode())
        return found
    progress("Voix", 1.0)
    annotation = Annotation()
    for number, (start, end, label) in enumerate(json.loads(stored)):
        annotation[Segment(start, end), number] = label
    return annotation
