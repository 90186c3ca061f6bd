"""Where somebody speaks: Silero's voice activity detector, and the places where sound may be cut.

Silero VAD v6 (MIT) comes with faster-whisper: a small recurrent network that gives, for each frame of 32 ms, the probability of
speech. It is run here by blocks with its state carried over, so that memory does not grow with the recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME = 512
"""Samples of a frame."""
SECONDS = FRAME / RATE
"""Length of a frame."""
_CONTEXT = 64
"""Samples of the frame before that the network wants in front of each frame."""
_BLOCK = 2_048
"""Frames given at once: about a minute."""

ENTER, LEAVE = 0.5, 0.35
"""Probability at which speech starts, and under which it ends: Silero's own thresholds."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` to `end`, in seconds."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


class Detector:
    """Silero on sound that comes in parts: what it heard before is carried over."""

    def __init__(self) -> None:
        import numpy as np
        from faster_whisper.vad import get_vad_model

        self._network: Any = get_vad_model().session
        self._state = np.zeros((1, 1, 128), dtype=np.float32)
        self._cell = np.zeros((1, 1, 128), dtype=np.float32)
        self._before = np.zeros(_CONTEXT, dtype=np.float32)

    def hear(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probability of speech in each of the next frames, (frames, 512) of 16 kHz sound, at least one."""
        import numpy as np

        context = np.concatenate([self._before[None], frames[:-1, -_CONTEXT:]])
        inputs = {"input": np.concatenate([context, frames], axis=1), "h": self._state, "c": self._cell}
        output, self._state, self._cell = self._network.run(None, inputs)
        self._before = frames[-1, -_CONTEXT:]
        return np.asarray(output, dtype=np.float32).reshape(-1)


def probabilities(mono: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probability of speech in each frame of 32 ms of 16 kHz sound (a torn last frame is completed with silence)."""
    import numpy as np

    detector = Detector()
    found = [np.zeros(0, dtype=np.float32)]
    for at in range(0, mono.size, _BLOCK * FRAME):
        block = mono[at : at + _BLOCK * FRAME]
        found.append(detector.hear(np.pad(block, (0, -block.size % FRAME)).reshape(-1, FRAME)))
    return np.concatenate(found)


def spans(speech: NDArray[np.float32], *, shortest: float = 0.1, silence: float = 2.0, margin: float = 0.4) -> tuple[Span, ...]:
    """Spans of speech, in order, apart.

    Args:
        speech: probability of speech by frame.
        shortest: seconds under which a span is a click, not speech.
        silence: seconds of silence needed to end a span.
        margin: seconds added on both sides, as far as the neighbours and the ends of the sound allow.
    """
    raw: list[tuple[int, int]] = []
    start = quiet = -1
    for frame, probability in enumerate(speech.tolist()):
        if probability >= ENTER:
            start, quiet = (frame if start < 0 else start), -1
        elif start >= 0 and probability < LEAVE:
            quiet = frame if quiet < 0 else quiet
            if (frame + 1 - quiet) * SECONDS >= silence:
                raw.append((start, quiet))
                start = quiet = -1
    if start >= 0:
        raw.append((start, quiet if quiet >= 0 else speech.size))
    kept = [Span(first * SECONDS, last * SECONDS) for first, last in raw if (last - first) * SECONDS >= shortest]
    whole = speech.size * SECONDS
    middles = [(one.end + other.start) / 2 for one, other in pairwise(kept)]
    return tuple(
        Span(max(span.start - margin, low), min(span.end + margin, high))
        for span, low, high in zip(kept, [0.0, *middles], [*middles, whole], strict=False)
    )


def cuts(speech: NDArray[np.float32], *, longest: float, calm: float = 0.5) -> tuple[Span, ...]:
    """The whole sound as consecutive spans of at most `longest` seconds, cut where speech is least likely.

    Each cut falls in the last half of what is allowed, in the middle of the calmest `calm` seconds.
    """
    import numpy as np

    most = max(2, int(longest / SECONDS))
    width = max(1, int(calm / SECONDS)) | 1
    smooth = np.convolve(speech, np.ones(width) / width, mode="same") if speech.size else speech
    bounds = [0]
    while speech.size - bounds[-1] > most:
        low = bounds[-1] + most // 2
        window = smooth[low : bounds[-1] + most]
        calmest = np.flatnonzero(window <= window.min() + 1e-3)
        bounds.append(low + int(calmest[-1]))
    bounds.append(int(speech.size))
    return tuple(Span(one * SECONDS, other * SECONDS) for one, other in pairwise(bounds) if other > one)


def inside(found: tuple[Span, ...], bounds: Span) -> tuple[Span, ...]:
    """The parts of these spans that lie within bounds."""
    clipped = (Span(max(span.start, bounds.start), min(span.end, bounds.end)) for span in found)
    return tuple(span for span in clipped if span.length > 0)
