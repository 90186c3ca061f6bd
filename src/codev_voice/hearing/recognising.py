"""Who a voice is by its sound alone: what people who asked to be recognised sound like, set against the voices of a session.

A person is learnt from windows in which she speaks alone, and a voice is compared as it is, without taking the recording's mean away:
that mean is made of others' voices, which nobody asked to keep. Embeddings are biometric data: they live in memory here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from codev_voice.hearing.embedding import embed, unit
from codev_voice.hearing.voices import FACILITATOR
from codev_voice.session.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from pyannote.core import Annotation

    from codev_voice.sound.tracks import Tracks

    Span = tuple[float, float]
    Vector: TypeAlias = NDArray[np.float32]
    Sounds: TypeAlias = Mapping[str, Vector]
    """What voices, or people, sound like: an embedding of length one of each, (192,)."""

NETWORK = "voices/campplus.onnx"
"""What hears the voices: what one network heard says nothing to another."""
WINDOW, EDGE = 1.5, 0.2
"""Seconds of a window, and at each end of what somebody says that are left out: they may hold somebody else."""
NEEDED, MOST = 15.0, 90.0
"""Seconds of one's own voice from which it is learnt, and that are listened to at most."""
STRAY = 0.5
"""Likeness to the mean of one's windows under which a window is a noise, or somebody else."""
COMPARED, SHORTEST = 21.0, 4.5
"""Seconds of a voice that are compared, at most and at least."""
LEAST, AHEAD, ALONE = 0.62, 0.2, 0.75
"""Likeness a voice must have to be a person's, how much more than any other voice of the session, and what is asked when there is no
other (`benchmarks/recognised.py`: hers 0.79 and more, mostly 0.6 to 0.8 when learnt through a bad line; strangers 0.59 at most)."""


def packed(vector: Vector) -> bytes:
    """An embedding as bytes (little-endian float32)."""
    return vector.astype("<f4").tobytes()


def unpacked(data: bytes) -> Vector:
    """The embedding that was packed so."""
    import numpy as np

    return np.frombuffer(data, dtype="<f4").astype(np.float32)


def alone(own: Sequence[Span], others: Sequence[Span], *, most: float) -> list[Span]:
    """Windows of 1.5 s in which somebody speaks alone, spread over what she says, `most` seconds of them at most.

    Args:
        own: (start, end) in seconds of what she says, in order.
        others: the same of what all others say.
        most: seconds.
    """
    import numpy as np

    starts, ends = np.array(others, dtype=np.float64).reshape(-1, 2).T
    found: list[Span] = []
    for start, end in own:
        count = int((end - start - 2 * EDGE) / WINDOW + 1e-6)
        firsts = [start + EDGE + number * WINDOW for number in range(count)]
        found += [(first, first + WINDOW) for first in firsts if not ((starts < first + WINDOW) & (ends > first)).any()]
    kept = int(most / WINDOW)
    return found if len(found) <= kept else [found[at] for at in np.linspace(0, len(found) - 1, kept).astype(int)]


def learnt(vectors: NDArray[np.float32]) -> tuple[Vector, float]:
    """What these windows of one person sound like, and how many seconds of them are alike enough to be hers; (windows, 192)."""
    import numpy as np

    middle = unit(vectors.mean(axis=0)) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)
    hers = vectors[vectors @ middle >= STRAY]
    return (unit(hers.mean(axis=0)) if len(hers) else middle), len(hers) * WINDOW


def recognised(voices: Sounds, people: Sounds) -> dict[str, str]:
    """The person that each voice clearly sounds like, one to one; voices that sound like nobody known are left out.

    Args:
        voices: of the session.
        people: who may be recognised.
    """
    import numpy as np

    if not voices or not people:
        return {}
    labels, names = list(voices), list(people)
    like = np.stack([voices[label] for label in labels]) @ np.stack([people[name] for name in names]).T
    found: dict[str, str] = {}
    for column, name in enumerate(names):
        row = int(like[:, column].argmax())
        hers = float(like[row, column])
        voice_next = float(np.delete(like[:, column], row).max(initial=-1.0))
        person_next = float(np.delete(like[row], column).max(initial=-1.0))
        if hers >= (LEAST if len(labels) > 1 else ALONE) and hers - max(voice_next, person_next) >= AHEAD:
            found[labels[row]] = name
    return found


def by_sound(tracks: Tracks, voices: Annotation, people: Sounds, *, threads: int = 2, progress: Progress = silent) -> dict[str, str]:
    """The person that each voice of a whole recording clearly sounds like (label, name); nothing is listened to for nobody.

    Args:
        tracks: the sound.
        voices: who speaks when.
        people: who may be recognised.
        threads: processor threads the network may take.
        progress: told how far it is.

    Raises:
        WeightsError: the network does not lie on this machine.
    """
    if not people:
        return {}
    spans = [(segment.start, segment.end, str(label)) for segment, _, label in voices.itertracks(yield_label=True)]
    labels = list(dict.fromkeys(label for _, _, label in spans))
    sounds: dict[str, Vector] = {}
    for number, label in enumerate(labels, start=1):
        own = [(start, end) for start, end, other in spans if other == label]
        others = [(start, end) for start, end, other in spans if other != label]
        windows = alone(own, others, most=COMPARED)
        if len(windows) * WINDOW >= SHORTEST:
            sounds[label], _ = learnt(embed(sound_of(tracks, micro=label == FACILITATOR), windows, threads=threads).vectors)
        progress("Voix connues", number / len(labels))
    return recognised(sounds, people)


def sound_of(tracks: Tracks, *, micro: bool) -> NDArray[np.float32]:
    """The track where a voice is heard best: the facilitator's microphone, or the call; the only one there is."""
    apart = tracks.micro if micro else tracks.call
    return tracks.mono if apart is None else apart
