"""Which voice speaks in each frame: likeness of the windows around, smoothed by the cheapest path (Viterbi, 1967).

A group of windows says who, not when: windows are 1.5 s long and straddle changes. Each frame is therefore scored by all windows over
it, those whose middle is near counting most, and the path through the frames pays for each change of voice, less where the
segmentation network heard one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.segmentation import SECONDS, runs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.embedding import Windows

SWITCH = 0.30
"""Cost of a change of voice, in seconds of entire likeness."""
HEARD = 0.5
"""Share of that cost which goes away where the segmentation is sure of a change."""
AROUND = 1.5
"""Seconds before and after an overlap in which its second voice is looked for first."""
NEIGHBOUR = 0.25
"""Likeness by which a voice that speaks just before or after an overlap is preferred as its second voice."""


def scores(windows: Windows, likeness: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Likeness of each frame to each voice, (frames, voices), from that of the windows over it, (windows, voices).

    Frames under no window take the nearest one's.
    """
    import numpy as np

    total = np.zeros((frames, likeness.shape[1]), dtype=np.float32)
    weights = np.zeros(frames, dtype=np.float32)
    firsts = (windows.starts / SECONDS).astype(int)
    lasts = np.minimum(frames, np.ceil(windows.ends / SECONDS).astype(int))
    for first, last, like in zip(firsts.tolist(), lasts.tolist(), likeness, strict=True):
        triangle = np.bartlett(last - first + 2)[1:-1].astype(np.float32)
        total[first:last] += triangle[:, None] * like
        weights[first:last] += triangle
    heard = np.flatnonzero(weights > 0)
    total[heard] /= weights[heard, None]
    nearest = heard[np.clip(np.searchsorted(heard, np.arange(frames)), 0, heard.size - 1)]
    before = heard[np.clip(np.searchsorted(heard, np.arange(frames)) - 1, 0, heard.size - 1)]
    closer = np.abs(before - np.arange(frames)) < np.abs(nearest - np.arange(frames))
    found: NDArray[np.float32] = total[np.where(closer, before, nearest)]
    return found


def path(score: NDArray[np.float32], cost: NDArray[np.float32]) -> NDArray[np.int_]:
    """The voice of each frame, (frames,), that makes the sum of scores less costs of changes the greatest.

    Args:
        score: (frames, voices), in the units of the costs.
        cost: (frames,), of a change just before each frame.
    """
    import numpy as np

    frames, voices = score.shape
    came = np.empty((frames, voices), dtype=np.int32)
    stay = np.arange(voices, dtype=np.int32)
    best = score[0].copy()
    for frame in range(1, frames):
        winner = int(best.argmax())
        changing = best[winner] - cost[frame]
        moves = changing > best
        came[frame] = np.where(moves, winner, stay)
        best = np.where(moves, changing, best) + score[frame]
    found = np.empty(frames, dtype=np.int_)
    found[-1] = best.argmax()
    for frame in range(frames - 1, 0, -1):
        found[frame - 1] = came[frame, found[frame]]
    return found


def assign(score: NDArray[np.float32], change: NDArray[np.float32], spoken: list[tuple[int, int]]) -> NDArray[np.int_]:
    """The voice of each frame of the stretches `spoken`, -1 elsewhere: (frames,).

    Args:
        score: likeness of each frame to each voice, (frames, voices).
        change: probability that the voice changes around each frame, (frames,).
        spoken: (first, last + 1) of the stretches of speech.
    """
    import numpy as np

    found = np.full(len(score), -1, dtype=np.int_)
    for first, last in spoken:
        cost = SWITCH * (1 - HEARD * np.clip(change[first:last], 0, 1))
        found[first:last] = path(score[first:last] * SECONDS, cost.astype(np.float32))
    return found


def together(voices: NDArray[np.int_], score: NDArray[np.float32], overlaps: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """The voices that speak besides the assigned ones, as (first, last + 1, voice), in stretches where two speak.

    A path that changes voice inside an overlap names both; else the second is the likeliest other, who speaks just before or after
    being preferred.
    """
    import numpy as np

    added: list[tuple[int, int, int]] = []
    around = round(AROUND / SECONDS)
    for first, last in overlaps:
        inside = voices[first:last]
        present = [int(voice) for voice in np.unique(inside[inside >= 0])]
        if not present:
            continue
        if len(present) == 1 and score.shape[1] > 1:
            near = np.unique(voices[max(0, first - around) : last + around])
            liking = score[first:last].mean(axis=0)
            liking[near[near >= 0]] += NEIGHBOUR
            liking[present] = -np.inf
            present.append(int(liking.argmax()))
        for voice in present:
            added += [(first + low, first + high, voice) for low, high in runs(inside != voice)]
    return added
