"""Who speaks when by pyannote.audio's own pipeline: the extra `codev-voice[pyannote]`, for who has its weights and a CUDA card.

Nothing is fetched and nothing is reported: the hub is told to stay offline and the library's usage figures are switched off
before it is imported.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from codev_voice.errors import MachineError, WeightsError
from codev_voice.hearing.voices import FACILITATOR

if TYPE_CHECKING:
    from pyannote.core import Annotation

    from codev_voice.session.progress import Progress
    from codev_voice.sound.tracks import Tracks

NAME = "pyannote/speaker-diarization-community-1"


def diarise(tracks: Tracks, *, people: int | None = None, progress: Progress) -> Annotation:
    """Who speaks when, with the pipeline already on this machine (in the hub's own cache).

    Args:
        tracks: the sound; the pipeline hears the mix, two tracks then say which voice is the facilitator's.
        people: how many people the roster names.
        progress: told what is being done.

    Returns:
        Labels « micro » (two tracks only), « SPEAKER_00 », …

    Raises:
        MachineError: the extra is not installed.
        WeightsError: the pipeline's weights are not on this machine.
    """
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import torch
        from pyannote.audio import Pipeline
    except ImportError:
        raise MachineError("pyannote.audio n'est pas installé", 'installez-le : pip install "codev-voice[pyannote]"') from None
    try:
        pipeline: Any = Pipeline.from_pretrained(NAME)
    except (OSError, ValueError, AttributeError):
        pipeline = None
    if pipeline is None:
        problem = f"les poids de {NAME} ne sont pas sur cette machine"
        raise WeightsError(problem, "téléchargez-les depuis leur page, ou relancez sans « --voices pyannote »")
    if torch.cuda.is_available():
        pipeline.to(torch.device("cuda"))
    progress("Voix", 0.0)
    output = pipeline({"waveform": torch.from_numpy(tracks.mono[None]), "sample_rate": 16_000}, max_speakers=people)
    found: Annotation = getattr(output, "speaker_diarization", output)
    progress("Voix", 1.0)
    return found if tracks.micro is None else with_facilitator(found, tracks)


def with_facilitator(found: Annotation, tracks: Tracks) -> Annotation:
    """The same voices, the one that the microphone hears louder than the call for most of its time called « micro »."""
    import numpy as np

    from codev_voice.sound.sides import FRAME, levels

    if tracks.micro is None or tracks.call is None:
        return found
    louder = levels(tracks.micro) > levels(tracks.call)
    second = 16_000 / FRAME
    hers = {}
    for label in found.labels():
        frames = [louder[int(part.start * second) : int(part.end * second)] for part in found.label_timeline(label)]
        hers[label] = float(np.concatenate(frames).mean()) if sum(part.size for part in frames) else 0.0
    if not hers or max(hers.values()) < 0.5:  # noqa: PLR2004 -- for most of its time
        return found
    return found.rename_labels({max(hers, key=lambda label: hers[label]): FACILITATOR})
