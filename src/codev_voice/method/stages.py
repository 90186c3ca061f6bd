"""In which stage the session is: a belief that each turn moves, live, and the best reading of the whole, afterwards.

Live, `hear` gives the belief once a turn is heard, from what was heard up to then only. Afterwards `settle` reads all the turns
together. Both are one linear chain: what a turn sounds like, which words hand over the work of a stage, and the order of the method.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from codev_voice.method.consultations import split
from codev_voice.method.smoothing import best_path, forward
from codev_voice.method.stage_context import Bearings, before, context_for
from codev_voice.method.stage_features import WINDOW, Observed, StageContext, observe
from codev_voice.method.stage_model import COUNT, StageModel, packaged
from codev_voice.session.seance import Seance
from codev_voice.session.timetable import planned
from codev_voice.session.values import Stage, Turn

__all__ = [
    "WINDOW",
    "StageBelief",
    "StageContext",
    "clicked",
    "context_for",
    "doubted",
    "follow",
    "hear",
    "settle",
    "settle_session",
    "start",
]

SURE = 0.8  # of the probability, to show another stage at once
LIKELY, FORESEEN = 0.6, 0.1  # to show it when it was thought of at the turn before: a move may be shown one turn late
UNSURE = 0.5  # to ask whether it is another stage
YOUNG, CERTAIN = 2, 0.95  # turns within which a stage just entered is left only for what is all but certain: no flicker
_LOCKED = -50.0
_AGAIN = 2.0  # two consultations are planned: an exposé after the end is expected
_FAR = -6.0
_LATE = 0.5  # past the planned minutes, moving on is a little likelier


@dataclass(frozen=True)
class StageBelief:
    """What is believed after a turn.

    `probabilities` are of the seven stages; `stage` is the one shown, entered with turn `since` (an index) at `entered` seconds;
    `held` says that the facilitator clicked it and that no move was heard since. What is shown follows the probabilities with a lag of a
    turn where they are not sure: it must not flicker, and a move may be refused.
    """

    probabilities: tuple[float, ...]
    stage: Stage
    since: int = 0
    entered: float = 0.0
    held: bool = False


def start(seance: Seance) -> StageBelief:
    """The belief before anything is heard: stage 0, or the exposé where the settings say that there is no stage 0."""
    first = (0.75, 0.25) if seance.stage0 else (0.05, 0.95)
    return StageBelief((*first, *[0.0] * (COUNT - 2)), Stage.RETURN if seance.stage0 else Stage.ACCOUNT)


def hear(closed: StageBelief, turn: Turn, context: StageContext, model: StageModel | None = None) -> StageBelief:
    """The belief once `turn` is heard, as far as it goes, given the belief after all earlier turns.

    `context.previous` holds the turns before it. Nothing else is remembered: the same turn, grown, may be given again.
    """
    weights = model or packaged()
    window = _window([*context.previous[1 - WINDOW :], turn], context)
    scores, passages = _judged(weights, window, context.seance, held=closed.held)
    if not closed.held and closed.stage < Stage.LEARNING and turn.start - closed.entered > _minutes(context.seance, closed.stage) * 60:
        passages[closed.stage][closed.stage + 1] += _LATE
    belief = forward(closed.probabilities, scores, passages)
    best = max(range(COUNT), key=belief.__getitem__)
    if best == closed.stage or not (len(window) == 1 or _evident(closed, belief, best, turn.index)):
        return replace(closed, probabilities=belief)
    return StageBelief(belief, Stage(best), turn.index, turn.start)


def _evident(closed: StageBelief, belief: Sequence[float], stage: int, index: int) -> bool:
    """True when there is enough to show `stage` instead of the one shown; at the first turn of all, nothing is shown yet to be left."""
    if closed.since and index - closed.since <= YOUNG:
        return belief[stage] >= CERTAIN
    return belief[stage] >= SURE or (belief[stage] >= LIKELY and closed.probabilities[stage] >= FORESEEN)


def doubted(belief: StageBelief) -> Stage | None:
    """The stage that is more likely another than the one shown, while there is not enough to show it."""
    best = Stage(max(range(COUNT), key=belief.probabilities.__getitem__))
    return best if best is not belief.stage and belief.probabilities[best] >= UNSURE else None


def follow(turns: Sequence[Turn], seance: Seance, model: StageModel | None = None) -> tuple[StageBelief, ...]:
    """The belief after each turn, as it would have been live, turn by turn; roles as `context_for` knows them at each."""
    belief = start(seance)
    heard: list[StageBelief] = []
    bearings = Bearings(seance)
    for at, turn in enumerate(turns):
        context = bearings.context(turn)
        belief = hear(belief, turn, replace(context, previous=before(turns, at)), model)
        heard.append(belief)
        bearings.add(replace(turn, stage=belief.stage))
    return tuple(heard)


def clicked(belief: StageBelief, stage: Stage, turn_index: int) -> StageBelief:
    """The belief once the facilitator has said which stage it is: only the next move heard leaves it."""
    since = belief.since if belief.stage is stage else turn_index
    return StageBelief(_sure(stage), stage, since, belief.entered, held=True)


def settle(
    turns: Sequence[Turn], context: StageContext, clicks: Mapping[int, Stage] | None = None, model: StageModel | None = None
) -> tuple[Stage, ...]:
    """The stage of every turn, read over the whole session; `context.previous` is not used.

    `clicks` are the facilitator's, by the index of the turn at which each was made: they hold until a move is heard.
    """
    weights = model or packaged()
    given = clicks or {}
    seen = _window(turns, context)
    steps = []
    held = False
    for at, turn in enumerate(turns):
        if turn.index in given:
            held = True
            steps.append(([0.0 if stage is given[turn.index] else 4 * _LOCKED for stage in Stage], [[0.0] * COUNT] * COUNT))
            continue
        window = seen[max(0, at + 1 - WINDOW) : at + 1]
        held = held and not _hands_over(window[-1])
        steps.append(_judged(weights, window, context.seance, held=held))
    return tuple(Stage(stage) for stage in best_path(start(context.seance).probabilities, steps))


def settle_session(
    turns: Sequence[Turn], seance: Seance, clicks: Mapping[int, Stage] | None = None, model: StageModel | None = None
) -> tuple[Stage, ...]:
    """`settle`, with each turn in the role that its speaker holds in its own consultation, where the source does not say it."""
    known = context_for(seance, turns)
    # who is client in which part is not known yet: better nobody than the wrong one
    first = replace(known, client=None, consultants=()) if seance.consultations > 1 else known
    found = settle(turns, first, clicks, model)
    staged = [replace(turn, stage=stage) for turn, stage in zip(turns, found, strict=True)]
    parts = split(staged, seance.people)
    if len(parts) < 2:  # noqa: PLR2004 - one consultation has one client
        return found
    told: list[Turn] = []
    for part in parts:
        last = part.last_turn - turns[0].index + 1
        around = context_for(seance, staged[:last])
        told += [replace(turn, role=around.role(turn)) for turn in turns[len(told) : last]]
    return settle(told, known, clicks, model)


def _judged(weights: StageModel, window: Sequence[Observed], seance: Seance, *, held: bool) -> tuple[list[float], list[list[float]]]:
    """Scores and passages of the last turn; a held stage is left only by words of the facilitator that hand over another's work."""
    if held and not _hands_over(window[-1]):
        return [0.0] * COUNT, [[0.0 if a == b else _LOCKED for b in range(COUNT)] for a in range(COUNT)]
    order = _orders(several=seance.consultations > 1, stage0=seance.stage0)
    learned = weights.passages(window)
    return weights.scores(window), [[learned[a][b] + order[a][b] for b in range(COUNT)] for a in range(COUNT)]


@cache
def _orders(*, several: bool, stage0: bool) -> tuple[tuple[float, ...], ...]:
    """`_order` of every passage."""
    return tuple(tuple(_order(a, b, several=several, stage0=stage0) for b in range(COUNT)) for a in range(COUNT))


def _order(start: int, end: int, *, several: bool, stage0: bool) -> float:
    """What the method itself says of a passage, too rare in the data to be learned: no leap over two stages, no way back to the choice."""
    if start >= Stage.SYNTHESIS and end == Stage.ACCOUNT:
        return _AGAIN if several else -_AGAIN / 2
    far = end > start + 2 or (start == Stage.RETURN and end > Stage.ACCOUNT) or (end == Stage.RETURN and start > Stage.ACCOUNT)
    unplanned = end == Stage.RETURN and not stage0
    return _FAR if far or unplanned else 0.0


def _hands_over(turn: Observed) -> bool:
    return turn.role in "FU" and bool(turn.opens) and not turn.cues & {"mention.later", "mention.waits"}


def _window(turns: Sequence[Turn], context: StageContext) -> list[Observed]:
    return [observe(turn, context) for turn in turns]


def _minutes(seance: Seance, stage: Stage) -> float:
    return planned(seance)[stage] or float("inf")  # nobody is late in a stage that was not planned


def _sure(stage: Stage) -> tuple[float, ...]:
    return tuple(1.0 if other is stage else 0.0 for other in Stage)
