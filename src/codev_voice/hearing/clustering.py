"""How many voices there are, and what each sounds like: average linkage of centred embeddings, bounded by the roster.

Embeddings of strangers resemble each other (cosine about 0.5): what they share is the recording, and goes away with the mean. After
that, one threshold tells the number of voices of mixes of four to eight people. The mean is of voices, not of moments: a
facilitator who speaks half of the time would else be taken away with it. The roster, when it is known, decides instead; still,
somebody may never speak, and a voice is never cut in two to reach a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.hearing.embedding import unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.8
"""Cosine distance of centred embeddings above which two groups are two people, when their number is unknown."""
ROUGH = 0.6
"""Cosine distance of embeddings as they are above which they are surely not alike: rough groups, of one voice or of a few."""
SAME = 0.7
"""Under this distance two groups are one person, whatever the roster says."""
SMALLEST, LARGEST_SMALL, SHARE = 4, 8, 0.01
"""Windows a voice needs to count, a hundredth of all but at least and at most so many: fewer are a laugh, or two people at once."""
_MOST_VECTORS = 4_000
"""Vectors compared with one another at once (64 MB of distances); more are thinned evenly."""


@dataclass(frozen=True)
class Voices:
    """`mean` of the recording, (dimensions,), and a centred centroid of length one per voice, (voices, dimensions)."""

    mean: NDArray[np.float32]
    centroids: NDArray[np.float32]

    @property
    def count(self) -> int:
        """Number of voices."""
        return len(self.centroids)

    def likeness(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of each vector with each voice, both centred: (vectors, voices)."""
        found: NDArray[np.float32] = unit(vectors - self.mean) @ self.centroids.T
        return found


def cluster(vectors: NDArray[np.float32], *, people: int | None = None, most: int | None = None) -> Voices:
    """Group embeddings of length one, (windows, dimensions), at least one, into voices.

    Args:
        vectors: what to group; windows of a single voice make better groups.
        people: number of people expected: as many voices are sought, and no more.
        most: no more voices than this, when `people` is not known.
    """
    import numpy as np

    if len(vectors) > _MOST_VECTORS:
        vectors = vectors[np.linspace(0, len(vectors) - 1, _MOST_VECTORS).astype(int)]
    mean = balanced_mean(vectors)
    centred = unit(vectors - mean)
    labels = groups(centred, people=people, most=most)
    centroids = [centred[labels == label].mean(axis=0) for label in range(labels.max() + 1)]
    return Voices(mean, unit(np.stack(centroids)))


def balanced_mean(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the recording, each rough group of alike vectors counting once: (dimensions,).

    The plain mean of a recording in which somebody speaks most of the time is that person's own voice: subtracted, it leaves nothing
    of her but noise, which falls into many voices. For the same reason it is zero when there is one group only.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(vectors) < 2 * SMALLEST:
        return np.zeros_like(vectors[0])
    labels = sizeable(fcluster(linkage(vectors, method="average", metric="cosine"), ROUGH, criterion="distance").astype(np.int_))
    middles = [vectors[labels == label].mean(axis=0) for label in range(labels.max() + 1)]
    return np.asarray(np.mean(middles, axis=0) if len(middles) > 1 else np.zeros_like(middles[0]), dtype=np.float32)


def groups(centred: NDArray[np.float32], *, people: int | None, most: int | None) -> NDArray[np.int_]:
    """Label of each centred vector, from 0; -1 for those that belong to no group large enough to be a voice."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(centred) < 2 * SMALLEST or people == 1 or most == 1:
        return np.zeros(len(centred), dtype=np.int_)
    tree = linkage(centred, method="average", metric="cosine")
    heights = tree[:, 2]
    best = np.zeros(len(centred), dtype=np.int_)
    # From one group to as many as allowed; the finest cut that the bounds accept is kept.
    floor = THRESHOLD if people is None else SAME
    bound = people or most or len(centred)
    for height in heights[heights >= floor][::-1]:
        labels = sizeable(fcluster(tree, np.nextafter(height, 0), criterion="distance").astype(np.int_))
        found = int(labels.max()) + 1
        if found > bound:
            break
        if found > best.max() + 1:
            best = labels
    return best


def sizeable(labels: NDArray[np.int_]) -> NDArray[np.int_]:
    """Labels renumbered from 0, groups too small to be a voice marked -1 (the largest is always kept)."""
    import numpy as np

    _, members, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    smallest = min(max(SMALLEST, SHARE * len(labels)), LARGEST_SMALL, int(sizes.max()))
    kept = sizes >= smallest
    numbers = np.where(kept, np.cumsum(kept) - 1, -1)
    found: NDArray[np.int_] = numbers[members].reshape(len(labels))
    return found
