"""Grouping a session's windows again as it grows, each group keeping the number that its voice had before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.hearing.clustering import SMALLEST, Voices, balanced_mean, sizeable
from codev_voice.hearing.embedding import unit
from codev_voice.hearing.live.voices_memory import NOBODY
from codev_voice.hearing.voices import EDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.live.voices_memory import Memory

APART = 0.85
"""Cosine distance of centred embeddings above which two groups are two people: a little more than afterwards, since a voice that is
cut in two while little is known of it changes its label."""
STRANGER = 0.9
"""Cosine distance of centred embeddings above which two groups are two people even where the roster has one fewer."""
STRANGERS = 6
"""Windows that each voice must have for that (some three seconds)."""
PER_VOICE = 120
"""Windows of each voice that are grouped again, at most: the cost does not grow with the session."""
TAUGHT = 10
"""How many windows one that somebody named counts for when groups are matched with voices."""
FEW, ENOUGH = 3, 0.3
"""Taught windows, and their share of a group, from which a voice is known by them."""

MIXED = 0.3
"""Weight of a window that may hold two voices."""


@dataclass(frozen=True)
class Known:
    """The voices known now: what they sound like, and the number of each."""

    voices: Voices
    numbers: tuple[int, ...]

    @property
    def centred(self) -> bool:
        """Whether there are several voices, so that what they share could be taken away."""
        return bool(self.voices.mean.any())


def thinned(owners: NDArray[np.int16], pure: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Which windows to group: pure ones, those of each owner thinned evenly."""
    import numpy as np

    chosen = []
    for owner in np.unique(owners):
        places = np.flatnonzero(pure & (owners == owner))
        if places.size > PER_VOICE:
            places = places[np.linspace(0, places.size - 1, PER_VOICE).astype(int)]
        chosen.append(places)
    return np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, dtype=np.intp)


def groups(vectors: NDArray[np.float32], bound: int | None) -> tuple[NDArray[np.float32], NDArray[np.int_]]:
    """The mean of the recording, and the group of each vector from 0 (-1 for none).

    Args:
        vectors: of length one, at least one.
        bound: how many people the roster has; one more is found where the difference is plain.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    mean = balanced_mean(vectors)
    found = np.zeros(len(vectors), dtype=np.int_)
    if len(vectors) < 2 * SMALLEST:
        return mean, found
    tree = linkage(unit(vectors - mean), method="average", metric="cosine")
    heights = tree[:, 2]
    for height in heights[heights >= APART][::-1]:
        labels = sizeable(fcluster(tree, np.nextafter(height, 0), criterion="distance").astype(np.int_))
        count = int(labels.max()) + 1
        if bound is not None and count > bound:
            if count > bound + 1 or height < STRANGER:
                break
            if np.bincount(labels[labels >= 0]).min() < STRANGERS:
                continue
        if count > found.max() + 1:
            found = labels
    return mean, found


def matched(found: NDArray[np.int_], owners: NDArray[np.int16], taught: NDArray[np.int16], fresh: int) -> tuple[int, ...]:
    """The number of each group: that of the voice with which it shares most windows, one to one; else a new one, from `fresh`.

    Groups are numbered from 0, their windows in `found`; new numbers follow the order of first speech.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    count = int(found.max()) + 1
    numbers = np.union1d(owners[owners >= 0], taught[taught >= 0]).astype(int)
    shared = np.zeros((count, numbers.size))
    for row in range(count):
        here = found == row
        shared[row] = [(here & (owners == number)).sum() + TAUGHT * (here & (taught == number)).sum() for number in numbers]
    given = [NOBODY] * count
    for row, column in zip(*(side.tolist() for side in linear_sum_assignment(shared, maximize=True)), strict=True):
        if shared[row, column] > 0:
            given[row] = int(numbers[column])
    for row in sorted(range(count), key=lambda row: int(np.flatnonzero(found == row)[0])):
        if given[row] == NOBODY:
            given[row], fresh = fresh, fresh + 1
    return tuple(given)


def split(found: NDArray[np.int_], centred: NDArray[np.float32], taught: NDArray[np.int16]) -> NDArray[np.int_]:
    """The same groups, those cut in which somebody taught two voices: each window goes to the taught voice it is nearest.

    A voice of which most was taught elsewhere does not count: a few of its windows here are mistakes.
    """
    import numpy as np

    cut = found.copy()
    for group in range(int(found.max()) + 1):
        here = np.flatnonzero(found == group)
        voices, counts = np.unique(taught[here][taught[here] >= 0], return_counts=True)
        everywhere = np.array([(taught == voice).sum() for voice in voices])
        voices = voices[(counts >= FEW) & (2 * counts > everywhere)]
        if voices.size > 1:
            middles = unit(np.stack([centred[here][taught[here] == voice].mean(axis=0) for voice in voices]))
            nearest = (centred[here] @ middles.T).argmax(axis=1)
            cut[here] = np.where(nearest > 0, cut.max() + nearest, group)
    return cut


def joined(found: NDArray[np.int_], taught: NDArray[np.int16]) -> NDArray[np.int_]:
    """The same groups, those made one of which enough was taught as the same voice; numbered from 0."""
    import numpy as np

    whole = found.copy()
    first: dict[int, int] = {}
    for group in range(int(found.max()) + 1):
        here = taught[found == group]
        voices, counts = np.unique(here[here >= 0], return_counts=True)
        if voices.size and counts.max() >= max(FEW, ENOUGH * here.size):
            whole[found == group] = first.setdefault(int(voices[counts.argmax()]), group)
    names = np.unique(whole[whole >= 0])
    return np.where(whole >= 0, np.searchsorted(names, whole), NOBODY)


def regrouped(
    vectors: NDArray[np.float32], owners: NDArray[np.int16], taught: NDArray[np.int16], *, bound: int | None, fresh: int
) -> Known:
    """The voices of these windows, at least one.

    Args:
        vectors: pure windows, of length one: (windows, 192).
        owners: number of the voice that each was taken for until now, or -1.
        taught: number of the voice that somebody said it is, or -1.
        bound: how many people the roster has, None when it is not known.
        fresh: the number of the next new voice.
    """
    import numpy as np

    mean, found = groups(vectors, bound)
    centred = unit(vectors - mean)
    found = joined(split(found, centred, taught), taught)
    numbers = matched(found, owners, taught, fresh)
    middles = np.stack([centred[found == group].mean(axis=0) for group in range(len(numbers))])
    # Once more, from all the windows that each is nearest to; what belongs to no group yet may be somebody else.
    nearest = np.where(found >= 0, (centred @ unit(middles).T).argmax(axis=1), NOBODY)
    again = [centred[nearest == group].mean(axis=0) if (nearest == group).any() else middles[group] for group in range(len(numbers))]
    return Known(Voices(mean, unit(np.stack(again))), numbers)


def likeliest(memory: Memory, known: Known, spans: Sequence[tuple[float, float]], *, least: float, clear: float) -> list[int | None]:
    """The number of the voice of each past stretch (start, end) of one voice, None where it is not clear.

    Args:
        memory: the windows.
        known: the voices.
        spans: the stretches, seconds.
        least: likeness that the voice must have.
        clear: how much more it must have than any other.
    """
    import numpy as np

    like = known.voices.likeness(memory.vectors())
    weights = np.where(memory.pure, 1.0, MIXED)
    totals = np.concatenate([np.zeros((1, like.shape[1])), np.cumsum(like * weights[:, None], axis=0)])
    counts = np.concatenate([[0.0], np.cumsum(weights)])
    middles = (memory.starts + memory.ends) / 2
    found: list[int | None] = []
    for start, end in spans:
        first, last = np.searchsorted(middles, (start + EDGE, end - EDGE))
        if last <= first:
            found.append(None)
            continue
        mean = (totals[last] - totals[first]) / (counts[last] - counts[first])
        best = int(mean.argmax())
        sure = mean[best] > least and mean[best] - np.delete(mean, best).max(initial=-1.0) > clear
        found.append(known.numbers[best] if sure else None)
    return found
