"""What is done, clause by clause: in the contract, she words her demand, another rewords it, she accepts, he agrees.

A logistic regression over hashed features of the clause (`act_features`) and the mean of its pieces' vectors, which the model of advice
has learned; read from left to right: what was done before it is among them (a maximum-entropy Markov model: McCallum, Freitag and
Pereira, 2000). It knows acts by their place in the exchange as much as by their words, which patterns of phrases do not: « là, tu y
es » is a yes because somebody has just reworded. Trained by `models/documents/contract.py` and `plan.py` on passages that other hands
wrote; NumPy only.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from codev_voice.documents.act_features import Before, features
from codev_voice.documents.scene import Scene
from codev_voice.documents.wording import straight
from codev_voice.errors import WeightsError
from codev_voice.method import pieces
from codev_voice.method.advice_model import packaged as advice
from codev_voice.method.clauses import Clause, clauses
from codev_voice.session.values import Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLIENT, FACILITATOR, CONSULTANT = "C", "A", "K"
_CUT = " ,;:.…"
_ROLES = (CLIENT, FACILITATOR, CONSULTANT)
_SHARE = 0.5
"""Weight of the meaning beside the features, whose vectors have the length 1."""
_TINY = 1e-6
_REMEMBERED = 8192  # clauses
_ENDED = re.compile(r"[.!?…][\"»”]?\s*$")


@dataclass(frozen=True, slots=True)
class Act:
    """What a stretch of a turn does: `text` is what stands from `start` to `end` in the turn, without the marks around it.

    `sure` is the probability of `tag`, the least sure clause's; `chances` those of every tag, the highest of its clauses'.
    Tags are those of `models/documents/README.md` ("D" the demand worded by her, "R" by another, "Y" a yes…, "none" nothing at all).
    """

    turn: int
    tag: str
    text: str
    start: int
    end: int
    sure: float
    chances: Mapping[str, float] = field(default_factory=dict)

    def chance(self, *tags: str) -> float:
        """The probability of any of these tags."""
        return sum(self.chances.get(tag, 0.0) for tag in tags)


@dataclass(frozen=True)
class ActModel:
    """The weights: (tags, features hashed), those of the meaning, (tags, 4 x 256), and one offset a tag."""

    tags: tuple[str, ...]
    weights: NDArray[np.float32]
    meanings: NDArray[np.float32]
    offsets: NDArray[np.float32]

    def chances(
        self, held: Sequence[str], meant: NDArray[np.float32], beside: NDArray[np.float32] | float = 0.0, share: float = 1.0
    ) -> NDArray[np.float32]:
        """The probability of each tag, from a clause's features and what it means.

        `beside` is what another reading adds to the logarithms, of which this one's count for `share`.
        """
        import numpy as np

        places = [place(feature, self.weights.shape[1]) for feature in held]
        scores = self.weights[:, places].sum(axis=1) / max(len(places), 1) ** 0.5 + self.meanings @ meant + self.offsets
        scores = share * (scores - scores.max()) + beside
        raised = np.exp(scores - scores.max())
        found: NDArray[np.float32] = raised / raised.sum()
        return found

    def read(
        self, turns: Sequence[tuple[int, str, str]], beside: Sequence[Sequence[NDArray[np.float32]]] | None = None, share: float = 1.0
    ) -> tuple[Act, ...]:
        """The acts of consecutive turns, given as (number, role, text), in order; clauses of one act in one sentence are one.

        `beside` and `share` are those of `chances`, for each clause of each turn.
        """
        found: list[Act] = []
        for (number, _, text), read in zip(turns, self._clauses(turns, beside, share), strict=True):
            here: list[Act] = []
            for at, (clause, chances) in enumerate(read):
                tag = max(chances, key=lambda name: chances[name])
                if here and here[-1].tag == tag and not _ENDED.search(read[at - 1][0].text):
                    here[-1] = _longer(here[-1], clause, chances, text)
                else:
                    here.append(Act(number, tag, clause.text.strip(_CUT), clause.start, clause.end, chances[tag], chances))
            found += here
        return tuple(found)

    def clause_chances(
        self, turns: Sequence[tuple[int, str, str]], beside: Sequence[Sequence[NDArray[np.float32]]] | None = None, share: float = 1.0
    ) -> list[list[Mapping[str, float]]]:
        """The probabilities of the acts of each clause of consecutive turns, given as in `read`."""
        return [[chances for _, chances in read] for read in self._clauses(turns, beside, share)]

    def _clauses(
        self, turns: Sequence[tuple[int, str, str]], beside: Sequence[Sequence[NDArray[np.float32]]] | None = None, share: float = 1.0
    ) -> list[list[tuple[Clause, Mapping[str, float]]]]:
        """Each turn's clauses, read from left to right: what is believed of one tells the next."""
        found: list[list[tuple[Clause, Mapping[str, float]]]] = []
        before = Before()
        for number, (_, role, text) in enumerate(turns):
            cut = clauses(text)
            found.append([])
            for at, clause in enumerate(cut):
                added = tuple(beside[number][at].tolist()) if beside else ()
                chances = self._chances(cut, at, role, before, added, share)
                before = before.after_clause(max(chances, key=lambda name: chances[name]), role, clause.text)
                found[-1].append((clause, chances))
            before = before.after_turn(role, text)
        return found

    @cached_property
    def _chances(self) -> Callable[..., Mapping[str, float]]:
        """`_chances_of`, remembered by all that is looked at, since drafts are made again and again."""
        return lru_cache(_REMEMBERED)(self._chances_of)

    def _chances_of(
        self, cut: tuple[Clause, ...], at: int, role: str, before: Before, beside: tuple[float, ...], share: float
    ) -> Mapping[str, float]:
        """The chances of the clause `at` of a turn, by tag."""
        import numpy as np

        added = np.asarray(beside, dtype=np.float32) if beside else 0.0
        shares = self.chances(list(features(cut, at, role, before)), meaning(cut[at].text, role), added, share)
        return dict(zip(self.tags, shares.tolist(), strict=True))


def meaning(text: str, role: str) -> NDArray[np.float32]:
    """What a clause means, (4 x 256): the mean direction of its pieces, for anybody, then for who says it."""
    import numpy as np

    directions = _directions()
    found = np.zeros((1 + len(_ROLES), directions.shape[1]), dtype=np.float32)
    ids = list(pieces.cut(text).ids)
    if ids:
        mean = directions[ids].mean(axis=0)
        found[[0, 1 + _ROLES.index(role)]] = mean / max(float(np.linalg.norm(mean)), _TINY) * _SHARE
    return found.reshape(-1)


@cache
def _directions() -> NDArray[np.float32]:
    """The vectors of the pieces, all of one length."""
    import numpy as np

    vectors = advice().network["vectors"]
    found: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _TINY)
    return found


def said(scene: Scene, turns: Iterable[Turn]) -> list[tuple[int, str, str]]:
    """Turns as `ActModel.read` takes them."""

    def role(turn: Turn) -> str:
        return CLIENT if scene.is_client(turn) else FACILITATOR if scene.is_facilitator(turn) else CONSULTANT

    return [(turn.index, role(turn), straight(turn.text)) for turn in turns]


def place(feature: str, size: int) -> int:
    """Where a feature's weights stand (`size` is a power of two)."""
    return zlib.crc32(feature.encode()) & (size - 1)


def _longer(act: Act, clause: Clause, chances: Mapping[str, float], text: str) -> Act:
    highest = {tag: max(chance, act.chances[tag]) for tag, chance in chances.items()}
    return Act(act.turn, act.tag, text[act.start : clause.end].strip(_CUT), act.start, clause.end, min(act.sure, chances[act.tag]), highest)


def load(path: Path) -> ActModel:
    """Read a model.

    Raises:
        WeightsError: the file is missing or damaged.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            weights = held["weights"].astype(np.float32) * held["scales"].astype(np.float32)[:, None]
            meanings, offsets = (held[name].astype(np.float32) for name in ("meanings", "offsets"))
            return ActModel(tuple(held["tags"].tolist()), weights, meanings, offsets)
    except (OSError, EOFError, ValueError, TypeError, KeyError, BadZipFile, zlib.error) as error:
        problem = f"le modèle des actes ({path.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error
