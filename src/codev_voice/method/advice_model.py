"""The trained text model of advice: a linear model over hashed features, a few hundred kilobytes, read without pickle.

Two judgements are multiplied: how likely the clause departs from asking (calibrated), and of which kind it then is.
Trained by `models/advice/train.py`; see the data card beside it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from codev_voice.errors import WeightsError
from codev_voice.weights.bundled import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "B1", "B2", "B3")
NAME = "advice.npz"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model makes of one clause: `departs` is the probability of any departure, `kinds` sums to it."""

    departs: float
    kinds: Mapping[str, float]

    @property
    def family_a(self) -> float:
        """Probability that it proposes an action or a solution."""
        return sum(share for kind, share in self.kinds.items() if kind.startswith("A"))

    @property
    def kind(self) -> str:
        """The most likely kind of the most likely family."""
        family = "A" if self.family_a * 2 >= self.departs else "B"
        return max((kind for kind in KINDS if kind.startswith(family)), key=lambda kind: self.kinds[kind])


@dataclass(frozen=True)
class AdviceModel:
    """Weights as int16 columns: column 0 departs, columns 1 to 11 the kinds in the order of `KINDS`.

    `weights` is (buckets, 12), `scale` and `bias` are (12,), `calibration` is the slope, the offset and what the logarithm of
    the number of clauses takes away: among many clauses, the highest is high by chance.
    """

    weights: NDArray[np.int16]
    scale: NDArray[np.float64]
    bias: NDArray[np.float64]
    calibration: tuple[float, float, float]

    def judge(self, clauses: Sequence[Sequence[str]]) -> tuple[Judgement, ...]:
        """Judge the clauses of one turn, given as their features."""
        return tuple(self._judge(features, len(clauses)) for features in clauses)

    def _judge(self, features: Sequence[str], among: int) -> Judgement:
        import numpy as np

        held = buckets(features, len(self.weights))
        summed = self.weights[held].sum(axis=0, dtype=np.int64) * self.scale / max(len(held), 1) ** 0.5 + self.bias
        slope, offset, crowding = self.calibration
        departs = 1.0 / (1.0 + float(np.exp(-(slope * summed[0] + offset - crowding * np.log(among)))))
        shares = np.exp(summed[1:] - summed[1:].max())
        shares = shares / shares.sum() * departs
        return Judgement(departs, dict(zip(KINDS, shares.tolist(), strict=True)))


def buckets(features: Sequence[str], size: int) -> list[int]:
    """The features' places in the weights, sorted, each once (`size` is a power of two)."""
    return sorted({zlib.crc32(feature.encode()) & (size - 1) for feature in features})


def load(path: Path) -> AdviceModel:
    """Read a model.

    Raises:
        WeightsError: the file is missing or is not a model of advice.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            slope, offset, crowding = held["calibration"].tolist()
            return AdviceModel(held["weights"], held["scale"], held["bias"], (slope, offset, crowding))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        problem = f"le modèle qui reconnaît les conseils ({path.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error


@cache
def packaged() -> AdviceModel:
    """The model that travels with the program, read once.

    Raises:
        WeightsError: the installation lacks it.
    """
    return load(bundled(f"advice/{NAME}"))
