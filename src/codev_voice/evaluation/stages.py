"""How well the stages are followed: share of words in the right stage, and changes of stage found, missed or invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from codev_voice.session.values import Stage

REACH = 2
Change = tuple[int, Stage]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Changes of stage: `found` within two turns of one into the same stage, `missed`, and `false` (predicted, matching none)."""

    found: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: Boundaries) -> Boundaries:
        """The counts of both together."""
        return Boundaries(self.found + other.found, self.missed + other.missed, self.false + other.false)


@dataclass(frozen=True, slots=True)
class StageScores:
    """Scores of one session; accuracies are shares (0 to 1) of words, `boundaries` are of the final reading."""

    accuracy_live: float
    accuracy_final: float
    boundaries: Boundaries
    boundaries_live: Boundaries

    def to_json(self) -> dict[str, object]:
        """The scores as `eval text --json` gives them."""
        return asdict(self)


def score_stages(texts: Sequence[str], gold: Sequence[Stage], live: Sequence[Stage | None], final: Sequence[Stage | None]) -> StageScores:
    """Score the stage of every turn, live and after the session; all four sequences have one entry a turn.

    Raises:
        ValueError: their lengths differ.
    """
    words = [len(text.split()) for text in texts]
    return StageScores(accuracy(words, gold, live), accuracy(words, gold, final), boundaries(gold, final), boundaries(gold, live))


def returns(gold: Sequence[Stage], given: Sequence[Stage | None]) -> tuple[int, int]:
    """Returns to an earlier stage than the one under way (to stage 2 at least: before it, another consultation begins), found and all."""
    back = [(at, stage) for at, stage in changes(gold) if Stage.ACCOUNT < stage < gold[at - 1]]
    said = changes(given)
    return sum(any(stage is other and abs(at - here) <= REACH for here, other in said) for at, stage in back), len(back)


def accuracy(words: Sequence[int], gold: Sequence[Stage], given: Sequence[Stage | None]) -> float:
    """Share of the words whose turn is given its gold stage; 0 without words."""
    right = sum(count for count, one, other in zip(words, gold, given, strict=True) if one is other)
    return right / sum(words) if sum(words) else 0.0


def boundaries(gold: Sequence[Stage], given: Sequence[Stage | None]) -> Boundaries:
    """Match changes of stage one to one, the nearest first."""
    true, said = changes(gold), changes(given)
    near = sorted(
        (abs(at - here), g, p)
        for g, (at, stage) in enumerate(true)
        for p, (here, other) in enumerate(said)
        if stage is other and abs(at - here) <= REACH
    )
    taken_true: set[int] = set()
    taken_said: set[int] = set()
    for _, g, p in near:
        if g not in taken_true and p not in taken_said:
            taken_true.add(g)
            taken_said.add(p)
    found = len(taken_true)
    return Boundaries(found, len(true) - found, len(said) - found)


def changes(stages: Sequence[Stage | None]) -> list[Change]:
    """Where the stage changes, and into which; the first turn is no change."""
    return [(at, stage) for at, stage in enumerate(stages) if at and stage is not None and stage is not stages[at - 1]]
