"""What each clause of the client does for her plan: she commits, would like, gives a day, sets aside… or does nothing.

Three readings are weighed into one probability that she says what she will do (a logistic regression, after Platt, 1999): the network
that reads a clause beside what was said before (`method.clause_network`, with weights of its own), the linear model of acts (`acts`),
and the grammar of the sentence (`statements`). Trained by `models/documents/plan.py` on passages that other hands wrote; NumPy only.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from codev_voice.documents.acts import CLIENT, ActModel
from codev_voice.documents.acts import load as load_acts
from codev_voice.documents.networks import ROLES, network_of
from codev_voice.documents.statements import Act, Statement, read
from codev_voice.documents.utterances import utterances
from codev_voice.documents.wording import Sentence, content_words, reported
from codev_voice.errors import WeightsError
from codev_voice.method.advice_model import log_odds
from codev_voice.method.clause_network import remembering, turn_shares
from codev_voice.method.clauses import Clause, clauses
from codev_voice.session.values import Role
from codev_voice.weights.bundled import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.method.clause_network import Shares

COMMITS, WISHES, DATES, DROPS, KEEPS, DENIES, ACCEPTS, NOTHING = "G", "I", "W", "B", "L", "N", "Y", "none"
TAGS = (NOTHING, COMMITS, WISHES, DATES, KEEPS, DROPS, "E", "M", "S", "O", DENIES, ACCEPTS)
"""The acts that the network tells apart, in the order of its outputs."""
NETWORK, LINEAR = "documents/plan.npz", "documents/plan_acts.npz"
_HINTS = {Act.COMMITS: 0, Act.WISHES: 1, Act.TAKES_UP: 2, Act.DROPS: 3, Act.KEEPS: 3}
_WORD = re.compile(r"[\w'-]+")
_SUREST = 30.0


@dataclass(frozen=True, slots=True)
class Done:
    """A clause of a turn and the probability of each act, by tag."""

    clause: Clause
    chances: Mapping[str, float]

    def chance(self, *tags: str) -> float:
        """The probability of any of these acts."""
        return sum(self.chances.get(tag, 0.0) for tag in tags)

    @property
    def acting(self) -> float:
        """The probability that she says what she will do, or would like to."""
        return self.chance(COMMITS, WISHES)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of a turn: what the grammar reads in it, and what its clauses do.

    A clause may go over the end of a sentence: `done` has all that share something with it, `own` those of which it has most.
    """

    sentence: Sentence
    statements: tuple[Statement, ...]
    done: tuple[Done, ...]
    own: tuple[Done, ...]


@dataclass(frozen=True)
class PlanModel:
    """The weights of the three readings.

    `weighing` holds the weights of the network's log odds, the linear model's, the four hints of the grammar (she commits, would like,
    takes up, keeps or sets aside), and an offset.
    """

    network: Mapping[str, NDArray[np.float32]]
    linear: ActModel
    weighing: tuple[float, ...]

    @cached_property
    def _shares(self) -> Shares:
        return remembering(self.network)

    def read(self, turns: Sequence[tuple[int, str, str]]) -> dict[int, tuple[Spoken, ...]]:
        """The client's turns among consecutive ones, given as (number, role, text) (`acts.said`), sentence by sentence."""
        found: dict[int, tuple[Spoken, ...]] = {}
        previous: list[tuple[Role | None, str]] = []
        for (number, role, text), linear in zip(turns, self.linear.clause_chances(turns), strict=True):
            if role == CLIENT:
                found[number] = self._turn(text, linear, previous)
            previous.append((ROLES[role], text))
        return found

    def _turn(self, text: str, linear: Sequence[Mapping[str, float]], previous: Sequence[tuple[Role | None, str]]) -> tuple[Spoken, ...]:
        cut = clauses(text)
        shares = [dict(zip(TAGS, row.tolist(), strict=True)) for row in turn_shares(self._shares, text, cut, previous)] if cut else []
        said = utterances(text)
        statements = [read(sentence) for sentence in said]
        stretches = located([sentence.text for sentence in said], text)
        hints = hinted(cut, stretches, statements)
        others = reported(text)
        seen = [self._done(*each) for each in zip(cut, shares, linear, hints, strict=True)]
        done = [_told(each) if any(start <= each.clause.start < end for start, end in others) else each for each in seen]
        owners = [_holder(each.clause, stretches) for each in done]
        return tuple(
            Spoken(sentence, held, tuple(within(done, stretch)), tuple(one for one, owner in zip(done, owners, strict=True) if owner == at))
            for at, (sentence, held, stretch) in enumerate(zip(said, statements, stretches, strict=True))
        )

    def _done(self, clause: Clause, network: Mapping[str, float], linear: Mapping[str, float], hints: Sequence[float]) -> Done:
        both = {tag: (network[tag] + linear.get(tag, 0.0)) / 2 for tag in TAGS}
        acts = both[COMMITS] + both[WISHES]
        seen = evidence(network, linear, hints)
        value = sum(weight * each for weight, each in zip(self.weighing, (*seen, 1.0), strict=True))
        acting = 1.0 / (1.0 + math.exp(-max(-_SUREST, min(_SUREST, value))))
        rest = (1.0 - acting) / max(sum(both.values()) - acts, 1e-9)
        return Done(clause, {tag: each * (acting / max(acts, 1e-9) if tag in {COMMITS, WISHES} else rest) for tag, each in both.items()})


def _told(done: Done) -> Done:
    """A clause that reports another's words, or her own: it does nothing."""
    return Done(done.clause, {NOTHING: 1.0})


def evidence(network: Mapping[str, float], linear: Mapping[str, float], hints: Sequence[float]) -> tuple[float, ...]:
    """What is weighed for a clause: both models' log odds that she acts, and what the grammar says."""
    odds = [log_odds(each.get(COMMITS, 0.0) + each.get(WISHES, 0.0)) for each in (network, linear)]
    return (*odds, *hints)


def hinted(cut: Sequence[Clause], stretches: Sequence[tuple[int, int]], statements: Sequence[Sequence[Statement]]) -> list[list[float]]:
    """What the grammar of its sentence says of each clause: one where she commits, would like, takes up, keeps or sets aside."""
    hints = [[0.0] * 4 for _ in cut]
    places = {clause: at for at, clause in enumerate(cut)}
    done = [Done(clause, {}) for clause in cut]
    for stretch, held in zip(stretches, statements, strict=True):
        here = within(done, stretch)
        for statement in held:
            if statement.act in _HINTS and (place := nearest(here, statement)):
                hints[places[place.clause]][_HINTS[statement.act]] = 1.0
    return hints


def within(done: Sequence[Done], stretch: tuple[int, int]) -> list[Done]:
    """The clauses that share something with a stretch of the turn."""
    return [each for each in done if shared(each.clause, stretch) > 0]


def shared(clause: Clause, stretch: tuple[int, int]) -> int:
    """How many characters a clause and a stretch of its turn share; negative when they lie apart."""
    return min(clause.end, stretch[1]) - max(clause.start, stretch[0])


def located(sentences: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where the sentences of a turn stand in it, though they may have lost hesitations and got commas; each ends where the next begins."""
    starts: list[int] = []
    at = 0
    for sentence in sentences:
        words = _WORD.findall(sentence)
        at = max(text.find(words[0], at), at) if words else at
        starts.append(at)
        for word in words:
            found = text.find(word, at)
            at = found + len(word) if found >= 0 else at
    return list(pairwise([*starts, len(text)]))


def _holder(clause: Clause, stretches: Sequence[tuple[int, int]]) -> int:
    """The number of the stretch that has most of a clause, the first of those that have as much."""
    return max(range(len(stretches)), key=lambda at: shared(clause, stretches[at]))


def nearest(done: Sequence[Done], statement: Statement) -> Done | None:
    """The clause that has most of a statement's words; among equals the one where she most surely acts, then the first."""
    words = content_words(f"{statement.text} {statement.topic} {statement.due_said or ''}")
    return max(done, key=lambda each: (len(words & content_words(each.clause.text)), each.acting), default=None)


def load(network: Path, linear: Path) -> PlanModel:
    """Read a model from its two files; the network reads the vectors of the model of advice.

    Raises:
        WeightsError: a file is missing or damaged.
    """
    import numpy as np

    try:
        with np.load(network, allow_pickle=False) as held:
            weights = network_of(held)
            weighing = tuple(float(weight) for weight in held["weighing"])
    except (OSError, EOFError, ValueError, TypeError, KeyError, BadZipFile, zlib.error) as error:
        problem = f"le modèle qui lit le plan d'action ({network.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error
    return PlanModel(weights, load_acts(linear), weighing)


@cache
def packaged() -> PlanModel:
    """The model that travels with the program, read once.

    Raises:
        WeightsError: the installation lacks it.
    """
    return load(bundled(NETWORK), bundled(LINEAR))
