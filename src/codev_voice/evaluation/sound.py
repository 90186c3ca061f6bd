"""Scores of a hearing against the truth: words (jiwer), voices (pyannote.metrics), words and talk given to the right person.

Both libraries are the extra `codev-voice[eval]`, imported when a score is asked for.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from codev_voice.errors import FileError, MachineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pyannote.core import Annotation

    from codev_voice.session.values import Turn

COLLAR = 0.25
"""Seconds around each border of the truth that diarisation errors leave out (half on each side)."""
_BREATH = 0.5
"""Seconds between two words under which their voice is taken to go on, where nothing says who speaks when but words."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody really said, `start` to `end` in seconds; `text` is None where only the times are known."""

    speaker: str
    start: float
    end: float
    text: str | None = None


@dataclass(frozen=True)
class SoundScores:
    """The scores, in the shape of `eval sound --json`.

    `wer`, `der`, `der_no_overlap` and `words_right` are fractions, None where the truth holds no words; `share_error` is in
    points, never negative; `voices` is how many were found; `real_time_factor` is wall time and `cpu_factor` processor time
    over the sound's length; `peak_memory` is in bytes.
    """

    wer: float | None
    der: float
    der_no_overlap: float
    words_right: float | None
    share_error: dict[str, float]
    voices: int
    real_time_factor: float
    cpu_factor: float
    peak_memory: int


def read_turns(path: Path) -> tuple[Spoken, ...]:
    """The truth from JSON: a list of `{"speaker", "start", "end", "text"}`, other keys left aside.

    Raises:
        FileError: no such file, or another shape.
    """
    try:
        items = json.loads(_text(path))
        return tuple(Spoken(str(item["speaker"]), float(item["start"]), float(item["end"]), str(item["text"])) for item in items)
    except (ValueError, KeyError, TypeError):
        problem = f"{path.name} n'est pas une liste de tours (speaker, start, end, text)"
        raise FileError(problem, "vérifiez le fichier donné à --turns") from None


def read_rttm(path: Path) -> tuple[Spoken, ...]:
    """The truth from RTTM (NIST): `SPEAKER file channel start duration <NA> <NA> name …`, a line a segment.

    Raises:
        FileError: no such file, or not RTTM.
    """
    try:
        lines = [line.split() for line in _text(path).splitlines() if line.startswith("SPEAKER")]
        spoken = tuple(Spoken(line[7], float(line[3]), float(line[3]) + float(line[4])) for line in lines)
    except (ValueError, IndexError):
        spoken = ()
    if not spoken:
        problem = f"{path.name} n'est pas un fichier RTTM"
        raise FileError(problem, "vérifiez le fichier donné à --rttm")
    return spoken


def score_sound(
    turns: Sequence[Turn],
    reference: Sequence[Spoken],
    *,
    seconds: float,
    wall: float,
    processor: float,
    peak_memory: int,
    voices: Annotation | None = None,
) -> dict[str, Any]:
    """Every score of a hearing.

    Where no voice has a person's name (no roster, nobody introduced), voices are paired with the truth's speakers as they overlap
    most; as soon as one is named, a voice is right only under the speaker's own name.

    Args:
        turns: what was heard, with its words' times.
        reference: the truth, in any order.
        seconds: the sound's length.
        wall: seconds it took.
        processor: seconds of processor it took, all cores together.
        peak_memory: bytes.
        voices: who speaks when, by the turns' `voice`; without it, the words' own times are scored.

    Raises:
        MachineError: the extra `eval` is not installed.
    """
    truth = _annotation((spoken.start, spoken.end, spoken.speaker) for spoken in reference)
    heard = _annotation(_talk(turns)) if voices is None else voices
    names = _names(turns, heard, truth)
    heard = heard.rename_labels({label: names.get(label, label) for label in heard.labels()})
    der, der_no_overlap = _diarisation_errors(truth, heard, seconds)
    wer, right = _words(turns, names, reference)
    scores = SoundScores(
        wer=wer,
        der=der,
        der_no_overlap=der_no_overlap,
        words_right=right,
        share_error=_share_errors(truth, heard),
        voices=len(heard.labels()),
        real_time_factor=wall / seconds,
        cpu_factor=processor / seconds,
        peak_memory=peak_memory,
    )
    return asdict(scores)


def normalised(text: str) -> str:
    """Lower case, no punctuation, apostrophes kept, numbers as written, one space between words."""
    return " ".join(re.sub(r"[^\w' ]+", " ", text.lower().replace("’", "'")).split())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problem = f"{path.name} ne peut pas être lu"
        raise FileError(problem, "vérifiez le chemin et les droits du fichier") from None


def _annotation(segments: Iterable[tuple[float, float, str]]) -> Annotation:
    from pyannote.core import Annotation, Segment

    annotation = Annotation()
    for number, (start, end, label) in enumerate(segments):
        if end > start:
            annotation[Segment(start, end), number] = label
    return annotation


def _talk(turns: Sequence[Turn]) -> list[tuple[float, float, str]]:
    """When each voice speaks by its words, breaths included."""
    talk: list[tuple[float, float, str]] = []
    for turn in turns:
        for start, end in [(word.start, word.end) for word in turn.words] or [(turn.start, turn.end)]:
            if talk and talk[-1][2] == turn.voice and start - talk[-1][1] < _BREATH:
                talk[-1] = (talk[-1][0], max(end, talk[-1][1]), turn.voice)
            else:
                talk.append((start, end, turn.voice))
    return talk


def _names(turns: Sequence[Turn], heard: Annotation, truth: Annotation) -> dict[str, str]:
    """The speaker each voice is taken for."""
    named = {turn.voice: turn.person for turn in turns if turn.person}
    if named:
        return named
    error = _metrics().DiarizationErrorRate()
    return {str(voice): str(speaker) for voice, speaker in error.optimal_mapping(truth, heard).items()}


def _diarisation_errors(truth: Annotation, heard: Annotation, seconds: float) -> tuple[float, float]:
    """DER with and without overlapped speech; voices are paired with speakers as DER does, whatever they are called."""
    from pyannote.core import Segment, Timeline

    metrics = _metrics()
    whole = Timeline([Segment(0.0, max(seconds, truth.get_timeline().extent().end))])
    values = [float(metrics.DiarizationErrorRate(collar=COLLAR, skip_overlap=skip)(truth, heard, uem=whole)) for skip in (False, True)]
    return values[0], values[1]


def _metrics() -> Any:  # noqa: ANN401 -- pyannote.metrics has no types
    try:
        from pyannote.metrics import diarization
    except ImportError:
        raise _missing_extra() from None
    return diarization


def _missing_extra() -> MachineError:
    return MachineError("Les bibliothèques d'évaluation manquent", 'installez-les : pip install "codev-voice[eval]"')


def _words(turns: Sequence[Turn], names: dict[str, str], reference: Sequence[Spoken]) -> tuple[float | None, float | None]:
    """WER, and the share of aligned words given to who said them."""
    try:
        import jiwer
    except ImportError:
        raise _missing_extra() from None

    said = [
        (word, spoken.speaker)
        for spoken in sorted(reference, key=lambda spoken: spoken.start)
        for word in normalised(spoken.text or "").split()
    ]
    heard = [(word, names.get(turn.voice, turn.voice)) for turn in turns for word in normalised(turn.text).split()]
    if not said:
        return None, None
    if not heard:
        return 1.0, 0.0
    output = jiwer.process_words(" ".join(word for word, _ in said), " ".join(word for word, _ in heard))
    pairs = [
        (said[chunk.ref_start_idx + at][1], heard[chunk.hyp_start_idx + at][1])
        for chunk in output.alignments[0]
        if chunk.type in ("equal", "substitute")
        for at in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]
    right = sum(speaker == person for speaker, person in pairs) / len(pairs) if pairs else 0.0
    return float(output.wer), right


def _share_errors(truth: Annotation, heard: Annotation) -> dict[str, float]:
    """For each speaker of the truth, how many points of the whole talk they are given too many or too few."""
    shares = []
    for annotation in (truth, heard):
        talk: Counter[str] = Counter({str(label): annotation.label_duration(label) for label in annotation.labels()})
        total = sum(talk.values()) or 1.0
        shares.append(defaultdict(float, {label: 100 * duration / total for label, duration in talk.items()}))
    return {label: abs(shares[1][label] - share) for label, share in shares[0].items()}
