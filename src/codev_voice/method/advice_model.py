"""The trained model of advice: a small convolutional network over word pieces, which reads the turn beside what was said before it.

The network (`clause_network`) knows how near each piece of the turn is to something the client, or another consultant, has said (rules 4
and 6 of the method: a solution the client has mentioned is a fact to ask about), and gives each clause one of twelve labels: no
departure, or one of the eleven kinds. Beside it, a linear model over hashed features of the clause (`advice_features`) says how
surely it departs: the one knows meanings, the other turns of phrase, and their errors differ. Trained by `models/advice/train.py`;
see the data card beside it. Only NumPy is needed.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from codev_voice.errors import WeightsError
from codev_voice.method.advice_features import Surroundings, features, surroundings
from codev_voice.method.clause_network import TURNS, remembering, turn_shares
from codev_voice.method.clauses import Clause
from codev_voice.session.values import Role
from codev_voice.weights.bundled import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.method.clause_network import Shares

    Array = NDArray[np.float32]

KINDS = ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "B1", "B2", "B3")
NAME = "advice.npz"
_TINY = 1e-5
_SUREST = 30.0
_PART = "network/"


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


@dataclass(frozen=True, slots=True)
class Calibration:
    """How two opinions become a probability: the weights of a logistic regression (after Platt, 1999).

    On the network's log odds, the linear model's margin, and the logarithm of the number of clauses in the turn, which takes away:
    among many clauses, the highest is high by chance.
    """

    network: float
    linear: float
    offset: float
    crowding: float

    def chance(self, network: float, linear: float, among: int) -> float:
        """The probability that a clause departs, one of `among` in its turn."""
        value = self.network * network + self.linear * linear + self.offset - self.crowding * math.log(among)
        return 1.0 / (1.0 + math.exp(-max(-_SUREST, min(_SUREST, value))))


@dataclass(frozen=True)
class AdviceModel:
    """The weights of both models (`linear` by feature, hashed; `network` by name, see `models/advice/network.py`).

    What they say of a clause is remembered by all that they look at: a session corrected in one place is judged again there only.
    """

    linear: Array
    bias: float
    network: Mapping[str, Array]
    calibration: Calibration

    def judge(self, text: str, cut: Sequence[Clause], previous: Sequence[tuple[Role | None, str]]) -> tuple[Judgement, ...]:
        """Judge each clause of a turn, after earlier turns given as (role, text), latest last."""
        if not cut:
            return ()
        rows = turn_shares(self._shares, text, cut, previous)
        found = []
        for at, (clause, row) in enumerate(zip(cut, rows, strict=True)):
            margin = self._margins(clause.unquoted, surroundings(cut, at, previous))
            departs = self.calibration.chance(log_odds(1.0 - float(row[0])), margin, len(cut))
            among = row[1:] / max(float(row[1:].sum()), _TINY) * departs
            found.append(Judgement(departs, dict(zip(KINDS, among.tolist(), strict=True))))
        return tuple(found)

    def margin(self, held: Sequence[str]) -> float:
        """What the linear model says of a clause, given as its features: above zero, it departs."""
        places = buckets(held, len(self.linear))
        return float(self.linear[places].sum()) / math.sqrt(max(len(places), 1)) + self.bias

    @cached_property
    def _shares(self) -> Shares:
        return remembering(self.network)

    @cached_property
    def _margins(self) -> Callable[[str, Surroundings], float]:
        return lru_cache(2 * TURNS)(lambda clause, around: self.margin(features(clause, around)))


def buckets(held: Sequence[str], size: int) -> list[int]:
    """The features' places in the weights, sorted, each once (`size` is a power of two)."""
    return sorted({zlib.crc32(feature.encode()) & (size - 1) for feature in held})


def log_odds(chance: float) -> float:
    """The logarithm of the odds, kept within what single precision can tell."""
    kept = min(max(chance, _TINY), 1.0 - _TINY)
    return math.log(kept / (1.0 - kept))


def load(path: Path) -> AdviceModel:
    """Read a model.

    Raises:
        WeightsError: the file is missing or is not a model of advice.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            linear = held["linear"].astype(np.float32) * float(held["scale"])
            network = {name.removeprefix(_PART): held[name].astype(np.float32) for name in held.files if name.startswith(_PART)}
            network["vectors"] = held["vectors"] * held["scales"].astype(np.float32)[:, None]
            model = AdviceModel(linear, float(held["bias"]), network, Calibration(*held["calibration"].tolist()))
    except (OSError, EOFError, ValueError, TypeError, KeyError, BadZipFile, zlib.error) as error:
        problem = f"le modèle qui reconnaît les conseils ({path.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error
    return model


@cache
def packaged() -> AdviceModel:
    """The model that travels with the program, read once.

    Raises:
        WeightsError: the installation lacks it.
    """
    return load(bundled(f"advice/{NAME}"))
