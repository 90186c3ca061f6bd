"""How labelled sessions are followed, one or many: for the training's folds and for the benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.evaluation.stages import Boundaries, StageScores, returns, score_stages
from codev_voice.method import stages
from codev_voice.method.stage_model import StageModel

if TYPE_CHECKING:
    from lessons import Example


@dataclass(frozen=True)
class Followed:
    """How one session is followed: its scores, and the returns to an earlier stage that are found, of all, live and after it."""

    scores: StageScores
    returns_live: int
    returns_final: int
    returns: int


def followed(example: Example, model: StageModel | None = None) -> Followed:
    """Follow a session live, then after it, by the shipped weights or others."""
    seance = example.context.seance
    live = [belief.stage for belief in stages.follow(example.turns, seance, model)]
    final = stages.settle_session(example.turns, seance, model=model)
    scores = score_stages([turn.text for turn in example.turns], example.stages, live, final)
    (found_live, count), (found, _) = returns(example.stages, live), returns(example.stages, final)
    return Followed(scores, found_live, found, count)


def line(name: str, one: Followed) -> str:
    """One row of the table."""
    scores = one.scores
    return (
        f"{name:24} live {scores.accuracy_live:.3f} final {scores.accuracy_final:.3f}  moves live {_moves(scores.boundaries_live):9}"
        f" final {_moves(scores.boundaries):9} returns live {one.returns_live}/{one.returns} final {one.returns_final}/{one.returns}"
    )


def _moves(found: Boundaries) -> str:
    return f"{found.found}/{found.found + found.missed} +{found.false}"


def together(found: Sequence[Followed]) -> Followed:
    """Means of the shares of words, sums of the moves and returns."""
    live = sum(one.scores.accuracy_live for one in found) / len(found)
    final = sum(one.scores.accuracy_final for one in found) / len(found)
    moves = sum((one.scores.boundaries for one in found), Boundaries())
    moves_live = sum((one.scores.boundaries_live for one in found), Boundaries())
    counts = (sum(values) for values in zip(*((one.returns_live, one.returns_final, one.returns) for one in found), strict=True))
    return Followed(StageScores(live, final, moves, moves_live), *counts)
