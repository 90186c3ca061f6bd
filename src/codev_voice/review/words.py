"""The review in two or three sentences, in the method's own words: no score, no ranking, no judgement."""

from __future__ import annotations

import math

from codev_voice.review.values import ConsultationReview, Equality, Range, Review, StageReview
from codev_voice.session.lengths import whole_minutes
from codev_voice.session.names import SAID_STAGES, listed, of
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
SIDES = {Role.CLIENT: "client·e", Role.CONSULTANT: "consultant·es", Role.FACILITATOR: "animation"}
NAMELESS = "sans nom"
TOO_SHORT = "trop court pour un chiffre"
UNSURE = "sans chiffre sûr"
FEW = "trop peu pour être compté"
QUESTION = "Est-ce que chacun·e a eu la place dont il ou elle avait besoin ? L'outil ne peut pas le dire : c'est au groupe."
DESCRIBES = "Ce bilan décrit, il n'évalue pas."
SHARES = f"{DESCRIBES} Les parts sont données par étape, avec leur marge, d'après ce que l'outil a entendu."
WORDLESS = "La transcription a été détruite, comme promis au groupe : il ne reste du bilan que les chiffres de l'ensemble."
UNLISTENED = "Rien n'a été écouté dans cette séance : ce bilan n'en donne que le temps, d'après les étapes que vous avez choisies."
ESTIMATED = (
    "Temps estimé : la transcription ne donne pas tous les temps. Les durées sont approchées, les parts se disent en mots, "
    "les silences et les paroles superposées ne se comptent pas."
)
APART = 2  # consultations that are each told of
TOLD = 2  # stages told of when there are more
OVERFLOW = 1.3  # a stage is told to have overflowed from this share of its planned time
_MOSTLY = {Role.CLIENT: "surtout le ou la client·e", Role.CONSULTANT: "surtout les consultant·es", Role.FACILITATOR: "surtout l'animation"}


def told(share: Range, role: Role) -> str:
    """A share as it may be said: a range, or only words when the margin is too wide."""
    if share.wide:
        return _MOSTLY[role] if share.value > 1 / 2 else UNSURE
    return figure(share)


def figure(share: Range) -> str:
    """A share in points, nothing if it may not be told."""
    return "" if share.wide else f"environ {share.low} à {share.high} %"


def expected(stage: Stage, role: Role) -> str:
    """What a share is read with."""
    low, high = EXPECTED[stage][role]
    return f"{low} à {high} %"


def minutes(seconds: float) -> str:
    """Minutes in words."""
    whole = whole_minutes(seconds)
    return "moins d'une minute" if whole < 1 else f"{whole} minute{'s' if whole > 1 else ''}"


def spoken(equality: Equality) -> str:
    """How speech was shared among consultants, in the method's words."""
    if equality.spread:
        return "parole répartie"
    carried = {1: ", surtout portée par une voix", 2: ", surtout portée par deux voix"}.get(equality.voices, "")
    return f"parole inégalement répartie{carried}"


def lines(review: Review) -> tuple[str, ...]:
    """What is to be known of the whole review before it is read."""
    said = {ESTIMATED: review.estimated, WORDLESS: review.wordless, UNLISTENED: not review.listened}
    return tuple(line for line, true in said.items() if true)


def describes(review: Review) -> str:
    """The sentence that ends it."""
    return SHARES if review.listened else DESCRIBES


def summary(review: Review) -> tuple[str, ...]:
    """Two or three sentences for one consultation, at most five for two; three for all together when there are more."""
    if len(review.consultations) > APART:
        sentences = [said for said in (_speech_of_all(review), _times_of_all(review)) if said]
    else:
        sentences = [f"{prefix}{said}" for rank, one in enumerate(review.consultations) for prefix, said in _of_one(review, one, rank)]
    return (*(f"{said[0].upper()}{said[1:]}." for said in sentences), QUESTION)


def _of_one(review: Review, one: ConsultationReview, rank: int) -> list[tuple[str, str]]:
    """What is said of one consultation, each behind its name where there are two."""
    several = len(review.consultations) > 1
    goes_on = one is not review.consultations[-1]  # the learnings may come once, at the end, for both
    first = _speech(one) if review.listened else _whole(one)
    times = _times(one, listened=review.listened, goes_on=goes_on)
    return [(f"{_named(one, rank)}, " if several else "", said) for said in (first, times) if said]


def _named(one: ConsultationReview, rank: int) -> str:
    return f"consultation {of(one.client)}" if one.client else f"{rank + 1}{'e' if rank else 're'} consultation"


def _speech_of_all(review: Review) -> str:
    """How speech was shared in more consultations than can each be told of: where it was the least, first."""
    held = [
        (stage.equality, f"{SAID_STAGES[stage.stage]} ({_named(one, rank)})")
        for rank, one in enumerate(review.consultations)
        for stage in one.stages
        if stage.equality
    ]
    if not held:
        return f"parole entre les consultant·es : {TOO_SHORT}" if any(one.heard() for one in review.consultations) else ""
    uneven = sorted((one for one in held if not one[0].spread), key=lambda one: one[0].voices or math.inf)
    told = [f"{spoken(equality)} dans {where}" for equality, where in uneven[:TOLD]]
    if not told:
        told = ["parole répartie partout où cela peut se dire"]
    elif len(uneven) > TOLD:
        told.append(_others(len(uneven) - TOLD))
    return f"{' ; '.join(told)}, d'après ce que l'outil a entendu"


def _times_of_all(review: Review) -> str:
    """The stages that overflowed the most, whichever the consultation."""
    longer = [
        (stage.seconds - stage.planned, f"{SAID_STAGES[stage.stage]} de la {_named(one, rank)}, {_instead(stage)}")
        for rank, one in enumerate(review.consultations)
        for stage in one.stages
        if _longer(stage)
    ]
    told = [said for _, said in sorted(longer, key=lambda one: -one[0])[:TOLD]]
    told += [_others(len(longer) - TOLD)] if len(longer) > TOLD else []
    return f"plus long que prévu : {' ; '.join(told)}" if told else ""


def _others(count: int) -> str:
    return "dans une autre étape aussi" if count == 1 else f"dans {count} autres étapes aussi"


def _speech(one: ConsultationReview) -> str:
    shared: dict[str, list[str]] = {}
    for stage in one.stages:
        if stage.equality:
            shared.setdefault(spoken(stage.equality), []).append(f"dans {SAID_STAGES[stage.stage]}")
    found = [f"{said} {listed(where)}" for said, where in shared.items()]
    for stage in one.heard():
        if stage.unheard:
            known = "n'avait" if len(stage.unheard) == 1 else "n'avaient"
            found.append(f"dans {SAID_STAGES[stage.stage]}, {listed(stage.unheard)} {known} pas encore parlé à 60 % du temps prévu")
    if not any(stage.turns for stage in one.stages):
        return ""
    if not found:
        return f"parole entre les consultant·es : {TOO_SHORT}"
    return f"{' ; '.join(found)}, d'après ce que l'outil a entendu"


def _whole(one: ConsultationReview) -> str:
    spent, planned = sum(stage.seconds for stage in one.stages), sum(stage.planned for stage in one.stages)
    return f"{minutes(spent)} en tout, pour {minutes(planned)} prévues"


def _times(one: ConsultationReview, *, listened: bool, goes_on: bool) -> str:
    longer = [f"{SAID_STAGES[stage.stage]} ({_instead(stage)})" for stage in one.stages if _longer(stage)]
    missing = [SAID_STAGES[stage.stage] for stage in one.stages if not stage.visits and stage.planned]
    if goes_on and SAID_STAGES[Stage.LEARNING] in missing:
        missing.remove(SAID_STAGES[Stage.LEARNING])
    found = [f"plus long que prévu : {', '.join(longer)}"] if longer else []
    alone = [SAID_STAGES[stage.stage] for stage in one.stages if stage.visits and not stage.turns] if listened else []
    found += [f"suivi à la main, sans écoute : {', '.join(alone)}"] if alone else []
    found += [f"{'pas entendu' if listened else 'étapes sans temps'} : {', '.join(missing)}"] if missing else []
    return " ; ".join(found)


def _longer(stage: StageReview) -> bool:
    return bool(stage.planned) and stage.seconds > OVERFLOW * stage.planned


def _instead(stage: StageReview) -> str:
    return f"{minutes(stage.seconds)} au lieu de {minutes(stage.planned)}"
