"""The weights of the stage tracker: what each feature says for being in a stage, and for entering it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

from codev_voice.method.stage_features import REMEMBERED, Observed, arrivals, moves, sounds
from codev_voice.session.values import Stage

COUNT = len(Stage)


@dataclass(frozen=True)
class StageModel:
    """A linear chain over the seven stages (see `models/stages/`).

    `sounds` and `moves` give seven weights a feature; `arrivals` one; `leaps` one for each kind of passage (see `leap`). What they say
    of a window of turns is remembered: a session is read twice, and again each time it is corrected somewhere.
    """

    sounds: Mapping[str, Sequence[float]]
    moves: Mapping[str, Sequence[float]]
    arrivals: Mapping[str, float]
    leaps: Mapping[str, float]

    def scores(self, window: Sequence[Observed]) -> list[float]:
        """What the last turn of `window` says for each stage."""
        return list(self._weighed(tuple(window))[0])

    def passages(self, window: Sequence[Observed]) -> list[list[float]]:
        """What it says for going from each stage (rows) to each (columns); staying is worth nothing."""
        into, here = self._weighed(tuple(window))[1], window[-1]
        leaps = self._leaps(here.role, here.opens)
        return [[0.0 if a == b else into[b] + leaps[a][b] for b in range(COUNT)] for a in range(COUNT)]

    @cached_property
    def _weighed(self) -> Callable[[tuple[Observed, ...]], tuple[Sequence[float], Sequence[float]]]:
        """By window: for being in each stage, and for entering it."""
        return lru_cache(REMEMBERED)(self._weigh)

    def _weigh(self, window: tuple[Observed, ...]) -> tuple[Sequence[float], Sequence[float]]:
        into = _summed(self.moves, moves(window))
        for stage in Stage:
            into[stage] += sum(self.arrivals.get(name, 0.0) for name in arrivals(window, stage))
        return tuple(_summed(self.sounds, sounds(window))), tuple(into)

    @cached_property
    def _leaps(self) -> Callable[[str, tuple[int, ...]], Sequence[Sequence[float]]]:
        """For each passage, made by somebody in this role with words that open these stages."""
        return cache(
            lambda role, opens: [
                [sum(self.leaps.get(name, 0.0) for name in _leap(a, b, role, own=b in opens)) if a != b else 0.0 for b in range(COUNT)]
                for a in range(COUNT)
            ]
        )


def leap(start: int, end: int, here: Observed) -> tuple[str, ...]:
    """Names of a passage between two different stages: its direction, who makes it, and whether words hand the new work over."""
    return _leap(start, end, here.role, own=end in here.opens)


@cache
def _leap(start: int, end: int, role: str, *, own: bool) -> tuple[str, ...]:
    step = end - start
    kind = (
        "again"
        if start >= Stage.SYNTHESIS and end <= Stage.ACCOUNT
        else {1: "next", 2: "skip", -1: "back"}.get(step, "far" if step > 0 else "up")
    )
    by = f"{kind}&{role}"
    return f"{start}>{end}", by, f"{by}&own={own}"


def parse(text: str) -> StageModel:
    """The model written in a JSON text."""
    return StageModel(**json.loads(text))


@cache
def packaged() -> StageModel:
    """The model that travels with the program."""
    return parse(resources.files("codev_voice.method.french").joinpath("stages_model.json").read_text(encoding="utf-8"))


def _summed(weights: Mapping[str, Sequence[float]], names: Sequence[str]) -> list[float]:
    totals = [0.0] * COUNT
    for name in names:
        for stage, weight in enumerate(weights.get(name, ())):
            totals[stage] += weight
    return totals
