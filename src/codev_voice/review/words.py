"""The review in two or three sentences, in the method's own words: no score, no ranking, no judgement."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.review.values import Range, StageReview
from codev_voice.session.names import STAGE_NAMES, of
from codev_voice.session.values import Role, Stage

# Client, consultants together, facilitator: points (working assumptions of the method's reference, §7.1).
EXPECTED: dict[Stage, dict[Role, tuple[int, int]]] = {
    Stage.RETURN: {Role.CLIENT: (20, 50), Role.CONSULTANT: (25, 65), Role.FACILITATOR: (10, 35)},
    Stage.ACCOUNT: {Role.CLIENT: (80, 98), Role.CONSULTANT: (0, 8), Role.FACILITATOR: (2, 15)},
    Stage.CLARIFICATION: {Role.CLIENT: (45, 65), Role.CONSULTANT: (25, 45), Role.FACILITATOR: (5, 15)},
    Stage.CONTRACT: {Role.CLIENT: (40, 70), Role.CONSULTANT: (10, 35), Role.FACILITATOR: (10, 35)},
    Stage.EXPLORATION: {Role.CLIENT: (0, 15), Role.CONSULTANT: (75, 95), Role.FACILITATOR: (3, 15)},
    Stage.SYNTHESIS: {Role.CLIENT: (65, 95), Role.CONSULTANT: (0, 20), Role.FACILITATOR: (5, 20)},
    Stage.LEARNING: {Role.CLIENT: (10, 30), Role.CONSULTANT: (45, 75), Role.FACILITATOR: (8, 20)},
}
TOO_SHORT = "trop court pour un chiffre"
OVERFLOW = 1.3  # a stage is told to have overflowed from this share of its planned time
_MOSTLY = {Role.CLIENT: "surtout le ou la client·e", Role.CONSULTANT: "surtout les consultant·es", Role.FACILITATOR: "surtout l'animation"}


def told(share: Range, role: Role) -> str:
    """A share as it may be said: a range, or only words when the margin is too wide."""
    if share.wide:
        return _MOSTLY[role] if share.value > 1 / 2 else "sans chiffre sûr"
    return f"environ {share.low} à {share.high} %"


def summary(consultations: Sequence[tuple[str | None, Sequence[StageReview]]]) -> tuple[str, ...]:
    """Two or three sentences about the whole."""
    sentences = []
    for client, stages in consultations:
        prefix = f"Consultation {of(client)} : " if len(consultations) > 1 and client else ""
        heard = [stage for stage in stages if stage.turns]
        spread = [_spread(stage) for stage in heard if stage.spread is not None]
        overflowing = [stage for stage in heard if stage.planned and stage.seconds > OVERFLOW * stage.planned]
        if spread:
            sentences.append(f"{prefix}{' ; '.join(spread)}, d'après ce que l'outil a entendu.")
        if overflowing:
            sentences.append(f"{prefix}plus long que prévu : {', '.join(_overflow(stage) for stage in overflowing)}.")
        missing = [STAGE_NAMES[stage.stage].lower() for stage in stages if not stage.turns and stage.planned]
        if missing:
            sentences.append(f"{prefix}pas entendu dans cette séance : {', '.join(missing)}.")
    sentences.append("Est-ce que chacun a eu la place dont il avait besoin ? L'outil ne peut pas le dire : c'est au groupe.")
    return tuple(sentence[0].upper() + sentence[1:] for sentence in sentences)


def _spread(stage: StageReview) -> str:
    if stage.spread:
        return f"parole répartie dans l'étape « {STAGE_NAMES[stage.stage].lower()} »"
    return f"parole inégalement répartie dans l'étape « {STAGE_NAMES[stage.stage].lower()} »"


def _overflow(stage: StageReview) -> str:
    return f"{STAGE_NAMES[stage.stage].lower()} ({minutes(stage.seconds)} au lieu de {minutes(stage.planned)})"


def minutes(seconds: float) -> str:
    """Minutes in words, with a decimal comma never needed."""
    whole = round(seconds / 60)
    return "moins d'une minute" if whole < 1 else f"{whole} minute{'s' if whole > 1 else ''}"
