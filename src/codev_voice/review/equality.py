"""How the consultants shared their speech: only where equality means something, the clarification and the exploration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codev_voice.review import shares
from codev_voice.review.values import Equality, Part
from codev_voice.session.values import Role, Stage, Turn

STAGES = frozenset({Stage.CLARIFICATION, Stage.EXPLORATION})
LEAST_CONSULTANTS = 3
CARRIED = 2 / 3  # of the consultants' speech: what one or two voices say « surtout »


def among_consultants(turns: Sequence[Turn], consultants: Sequence[str], questions: Mapping[str, int] | None = None) -> Equality | None:
    """Each consultant's part of the consultants' speech; None when there is no ground for a figure.

    Speech is spread when each has between half and twice an equal part. What nobody was given may be theirs: it widens the margin.

    Args:
        turns: of the stage.
        consultants: who was present, in the order to tell them.
        questions: how many each asked, None when there are too few for a figure.
    """
    spoken = [turn for turn in turns if shares.known(turn) and turn.role is Role.CONSULTANT and turn.person in consultants]
    heard = {turn.person for turn in spoken}
    if min(len(consultants), len(heard)) < LEAST_CONSULTANTS or not shares.enough(turns):
        return None
    whole = shares.speech(spoken)
    error = shares.margin([turn for turn in turns if not shares.known(turn) or turn.role is Role.CONSULTANT], whole)
    held = {name: shares.speech([turn for turn in spoken if turn.person == name]) / whole for name in consultants}
    equal = 1 / len(consultants)
    spread = all(equal / 2 <= share <= 2 * equal for share in held.values())
    return Equality(
        parts=tuple(
            Part(
                name,
                shares.tell(held[name], error),
                tuple(turn.index for turn in spoken if turn.person == name),
                None if questions is None else questions.get(name, 0),
            )
            for name in consultants
        ),
        spread=spread,
        voices=0 if spread else _carrying(sorted(held.values(), reverse=True)),
    )


def _carrying(held: Sequence[float]) -> int:
    """How few voices carried two thirds of it: one, two (of four and more), else 0."""
    if held[0] >= CARRIED:
        return 1
    return 2 if len(held) > LEAST_CONSULTANTS and held[0] + held[1] >= CARRIED else 0
