"""Who speaks when (diarisation): speech and changes, embeddings, groups, then each frame to the likeliest voice.

Speech and overlaps come from pyannote's segmentation network, voices from CAM++ embeddings grouped by average linkage, boundaries from
a path through the frames (`segmentation`, `embedding`, `clustering`, `rescoring`). With two tracks the facilitator is who speaks in the
microphone, without any embedding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.clustering import Voices, cluster
from codev_voice.hearing.crosstalk import louder
from codev_voice.hearing.embedding import Windows, embed, unit
from codev_voice.hearing.rescoring import assign, scores, together
from codev_voice.hearing.segmentation import SECONDS, Activity, runs, seconds, segment, stretches
from codev_voice.session.progress import Progress, silent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pyannote.core import Annotation

    from codev_voice.sound.tracks import Tracks

FACILITATOR = "micro"
"""Label of the facilitator's voice when she has a track of her own."""
ENTER, LEAVE = 0.5, 0.5
PAUSE, SHORTEST = 0.2, 0.2
"""Seconds: a shorter hole does not end speech, and a shorter noise is none."""
PHRASE = 0.5
"""Seconds of silence that windows may hold."""
OVERLAP = 0.5
"""Probability from which two voices are heard at once."""
MICRO_ABOVE, CALL_BELOW = 0.0, 12.0
"""How much louder than the call the microphone must be, in decibels, for its speech to be the facilitator's; and must not be, for
the call's to be its own."""
DOUBT, EDGE = 0.5, 0.25
"""Probability of a change or an overlap, beyond this many seconds of its ends, from which a window is not one voice's."""
ROUNDS = 2
"""Times the voices are learned again from what was given to them."""

Stretch = tuple[float, float, str]


def diarise(
    tracks: Tracks, *, people: int | None = None, most: int | None = None, threads: int = 2, progress: Progress | None = None
) -> Annotation:
    """Who speaks when, as an annotation whose labels are voices, in seconds; voices may overlap.

    Args:
        tracks: the sound; with two tracks the microphone's voice is « micro ».
        people: how many people the roster names, facilitator included: as many voices are sought, fewer when somebody is not heard.
        most: no more voices than this, when `people` is not known.
        threads: processor threads the networks may take.
        progress: told what is being done.

    Returns:
        Labels « micro » (two tracks only), then « v1 », « v2 »… in order of first speech; empty when nobody speaks.

    Raises:
        WeightsError: a network does not lie on this machine.
    """
    progress = progress or silent
    if tracks.micro is None or tracks.call is None:
        activity = segment(tracks.mono, threads=threads, progress=progress)
        found = mixed(tracks.mono, activity, people=people, most=most, threads=threads, progress=progress)
    else:
        others, bound = (None if number is None else max(1, number - 1) for number in (people, most))
        found = apart(tracks.micro, tracks.call, people=others, most=bound, threads=threads, progress=progress)
    return annotation(found)


def apart(
    micro: NDArray[np.float32], call: NDArray[np.float32], *, people: int | None, most: int | None, threads: int, progress: Progress
) -> list[Stretch]:
    """Stretches of two tracks that leak into each other: the facilitator's, then those of the voices of the call."""
    import numpy as np

    mine = segment(micro, threads=threads, progress=progress)
    theirs = segment(call, threads=threads, progress=progress)
    above = louder(micro, call, mine.frames)
    hers = spoken(np.where(above > MICRO_ABOVE, mine.speech, 0))
    kept = np.where(above < CALL_BELOW, theirs.speech, 0)
    theirs = Activity(kept, np.where(kept > 0, theirs.overlap, 0), theirs.change)
    facilitator = [(seconds(first), seconds(last), FACILITATOR) for first, last in hers]
    return facilitator + mixed(call, theirs, people=people, most=most, threads=threads, progress=progress)


def mixed(
    sound: NDArray[np.float32], activity: Activity, *, people: int | None, most: int | None, threads: int, progress: Progress
) -> list[Stretch]:
    """Stretches of the voices of one track, where its activity says that somebody speaks."""
    import numpy as np

    where = spoken(activity.speech)
    # A voice is heard better through its short silences; they are taken out again at the end.
    phrases = closed(where, PHRASE)
    windows = embed(sound, [(seconds(first), seconds(last)) for first, last in phrases], threads=threads, progress=progress)
    voices = np.zeros(activity.frames, dtype=np.int_)
    score = np.zeros((activity.frames, 1), dtype=np.float32)
    if windows.count:
        progress("Regroupement des voix", 0.0)
        clear = pure(windows, activity)
        known = cluster(windows.vectors[clear] if clear.any() else windows.vectors, people=people, most=most)
        for _ in range(ROUNDS):
            score = scores(windows, known.likeness(windows.vectors), activity.frames)
            voices = assign(score, activity.change, phrases)
            known = relearned(known, windows, voices)
        progress("Regroupement des voix", 1.0)
    speaking = np.zeros(activity.frames, dtype=np.bool_)
    for first, last in where:
        speaking[first:last] = True
    voices = np.where(speaking, voices, -1)
    found = [(first, last, voice) for voice in range(score.shape[1]) for first, last in runs(voices == voice)]
    found += together(voices, score, stretches(np.where(speaking, activity.overlap, 0), enter=OVERLAP, leave=OVERLAP))
    return [(seconds(first), seconds(last), str(voice)) for first, last, voice in found]


def spoken(speech: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Stretches of frames in which somebody speaks."""
    return stretches(speech, enter=ENTER, leave=LEAVE, pause=PAUSE, shortest=SHORTEST)


def closed(where: list[tuple[int, int]], pause: float) -> list[tuple[int, int]]:
    """The same stretches, those joined that a pause of at most so many seconds separates."""
    joined: list[tuple[int, int]] = []
    for first, last in where:
        if joined and (first - joined[-1][1]) * SECONDS <= pause:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def pure(windows: Windows, activity: Activity) -> NDArray[np.bool_]:
    """Which windows hold one voice, as far as the segmentation network can tell: (windows,)."""
    import numpy as np

    doubt = np.maximum(activity.change, activity.overlap)
    # The ends of a window may touch a silence, which is a change too.
    bounds = zip((windows.starts + EDGE) / SECONDS, (windows.ends - EDGE) / SECONDS, strict=True)
    return np.array([doubt[int(first) : max(int(last), int(first) + 1)].max(initial=0) < DOUBT for first, last in bounds], dtype=np.bool_)


def relearned(known: Voices, windows: Windows, voices: NDArray[np.int_]) -> Voices:
    """The same voices, each learned again from the windows in which it speaks alone; one that has none is left as it was."""
    import numpy as np

    centred = unit(windows.vectors - known.mean)
    owners = np.array(
        [owner(voices[int(start / SECONDS) : int(end / SECONDS) + 1]) for start, end in zip(windows.starts, windows.ends, strict=True)]
    )
    centroids = [
        unit(centred[owners == voice].mean(axis=0)) if (owners == voice).any() else old for voice, old in enumerate(known.centroids)
    ]
    return Voices(known.mean, np.stack(centroids))


def owner(voices: NDArray[np.int_]) -> int:
    """The only voice among these frames (silence aside), or -1."""
    import numpy as np

    present = np.unique(voices[voices >= 0])
    return int(present[0]) if present.size == 1 else -1


def annotation(found: list[Stretch]) -> Annotation:
    """These stretches as an annotation, voices numbered « v1 », « v2 »… by first speech."""
    from pyannote.core import Annotation, Segment

    names = {FACILITATOR: FACILITATOR}
    named = Annotation()
    for track, (start, end, label) in enumerate(sorted(found)):
        if end > start:
            named[Segment(start, end), track] = names.setdefault(label, f"v{len(names)}")
    return named.support()
