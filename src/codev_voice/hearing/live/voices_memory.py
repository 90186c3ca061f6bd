"""The embeddings of a session: what each window of the call sounded like, whose it is taken to be, whose somebody said it is.

Embeddings are biometric data: they live here, in memory, and are written nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.embedding import DIMENSIONS, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

MOST = 12_000
"""Windows kept (4.6 MB, some 100 minutes of speech without a pause); beyond, every other one of the older half goes."""
NOBODY = -1


class Memory:
    """Windows in order of time: when, the vector, whether it holds one voice, its owner, and its owner as taught (or -1)."""

    def __init__(self) -> None:
        import numpy as np

        self.count = 0
        self._starts = np.zeros(256)
        self._ends = np.zeros(256)
        self._vectors = np.zeros((256, DIMENSIONS), dtype=np.float16)
        self._pure = np.zeros(256, dtype=np.bool_)
        self._owners = np.full(256, NOBODY, dtype=np.int16)
        self._taught = np.full(256, NOBODY, dtype=np.int16)

    @property
    def starts(self) -> NDArray[np.float64]:
        """When each window starts, seconds: (windows,)."""
        return self._starts[: self.count]

    @property
    def ends(self) -> NDArray[np.float64]:
        """When each window ends, seconds: (windows,)."""
        return self._ends[: self.count]

    @property
    def pure(self) -> NDArray[np.bool_]:
        """Which windows hold one voice: (windows,)."""
        return self._pure[: self.count]

    @property
    def owners(self) -> NDArray[np.int16]:
        """Number of the voice that each window is taken for, -1 for none; may be written: (windows,)."""
        return self._owners[: self.count]

    @property
    def taught(self) -> NDArray[np.int16]:
        """Number of the voice that somebody said it is, -1 where nobody said; may be written: (windows,)."""
        return self._taught[: self.count]

    def vectors(self, where: slice | NDArray[np.intp] = slice(None)) -> NDArray[np.float32]:
        """Embeddings of length one: (windows, 192)."""
        import numpy as np

        return self._vectors[: self.count][where].astype(np.float32)

    def sounds(self, least: int) -> dict[int, NDArray[np.float32]]:
        """What each owner of so many pure windows sounds like: an embedding of length one, (192,)."""
        import numpy as np

        owners, counts = np.unique(self.owners[self.pure & (self.owners != NOBODY)], return_counts=True)
        heard = [int(owner) for owner in owners[counts >= least]]
        return {owner: unit(self.vectors(np.flatnonzero(self.pure & (self.owners == owner))).mean(axis=0)) for owner in heard}

    def add(self, spans: Sequence[tuple[float, float]], vectors: NDArray[np.float32], pure: Sequence[bool]) -> None:
        """Add windows (start, end in seconds), later than those that are there."""
        import numpy as np

        if self.count + len(spans) > MOST:
            kept = np.concatenate([np.arange(0, self.count // 2, 2), np.arange(self.count // 2, self.count)])
            self._arrange(lambda column: column[kept])
            self.count = kept.size
        if self.count + len(spans) > self._starts.size:
            self._arrange(lambda column: np.concatenate([column, np.zeros_like(column)]))
        here = slice(self.count, self.count + len(spans))
        self._starts[here], self._ends[here] = np.array(spans).reshape(-1, 2).T
        self._vectors[here], self._pure[here] = vectors, pure
        self._owners[here] = self._taught[here] = NOBODY
        self.count += len(spans)

    def inside(self, start: float, end: float) -> slice:
        """The windows that touch a stretch."""
        import numpy as np

        return slice(int(np.searchsorted(self.ends, start)), int(np.searchsorted(self.starts, end)))

    def _arrange(self, change: Callable[[NDArray[Any]], NDArray[Any]]) -> None:
        self._starts, self._ends, self._vectors = change(self._starts), change(self._ends), change(self._vectors)
        self._pure, self._owners, self._taught = change(self._pure), change(self._owners), change(self._taught)
