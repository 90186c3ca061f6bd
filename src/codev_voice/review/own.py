"""One participant's own figures, and nobody else's: what she may be given on request.

The group's total stands beside hers where others are so many that it says nothing of any of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from codev_voice.errors import SessionError
from codev_voice.review import questions, shares
from codev_voice.review.equality import LEAST_CONSULTANTS, STAGES
from codev_voice.review.values import ConsultationReview, Range, Review
from codev_voice.session.names import compared, tidy
from codev_voice.session.values import Role, Session, Stage, Turn
from codev_voice.session.wording import fold

HIDDEN = 2  # others among whom a total hides each


@dataclass(frozen=True, slots=True)
class OwnStage:
    """Her part in a stage of one consultation.

    `seconds` and `speech` (the group's, hers included) are None when it is too short for a figure; `share` is hers of the consultants'
    speech, where equality means something; `questions` hers and `asked` the group's, None when there are too few.
    """

    stage: Stage
    role: Role | None
    turns: tuple[int, ...]
    seconds: float | None = None
    speech: float | None = None
    share: Range | None = None
    questions: int | None = None
    asked: int | None = None


@dataclass(frozen=True)
class Own:
    """One person's figures, consultation by consultation (None for its client where there is only one)."""

    person: str
    estimated: bool
    consultations: tuple[tuple[str | None, tuple[OwnStage, ...]], ...]


def own_of(review: Review, session: Session, name: str) -> Own:
    """The figures of this person alone.

    Raises:
        SessionError: nobody of that name spoke or was expected.
    """
    names = dict.fromkeys([*(person.name for person in session.people), *(turn.person for turn in session.turns if turn.person)])
    found = [known for known in names if compared(known) == compared(name)] or [known for known in names if fold(known) == fold(tidy(name))]
    if len(found) != 1:  # « Zoe » is not given the figures of « Zoé »
        raise SessionError(
            f"Personne ne s'appelle « {tidy(name)} » dans cette séance", f"choisissez parmi {', '.join(sorted(names, key=fold))}"
        )
    person = found[0]
    several = len(review.consultations) > 1
    return Own(
        person,
        review.estimated,
        tuple(
            (one.client if several else None, tuple(_stage(stage.stage, one, session, person) for stage in one.heard()))
            for one in review.consultations
        ),
    )


def _stage(stage: Stage, one: ConsultationReview, session: Session, person: str) -> OwnStage:
    reviewed = next(each for each in one.stages if each.stage is stage)
    turns = [turn for turn in session.turns[reviewed.visits[0].first : reviewed.visits[-1].last + 1] if turn.stage is stage]
    hers = [turn for turn in turns if turn.person == person]
    role = next((turn.role for turn in hers), None)
    positions = tuple(turn.index for turn in hers)
    if not shares.enough(turns):
        return OwnStage(stage, role, positions)
    whole, hidden, spoken = shares.speech(turns), _hidden(turns, person), shares.speech(hers)
    part = next((part for part in (reviewed.equality.parts if reviewed.equality else ()) if part.person == person), None)
    counted = part is not None and part.questions is not None
    return OwnStage(
        stage=stage,
        role=role,
        turns=positions,
        seconds=shares.rounded(spoken, whole) if hidden else spoken,  # beside the whole, no finer than a share
        speech=whole if hidden else None,
        share=part.share if part else None,
        questions=part.questions if part else None,
        asked=len(questions.asked(turns)) if counted and stage in STAGES and len(one.consultants) >= LEAST_CONSULTANTS else None,
    )


def _hidden(turns: list[Turn], person: str) -> bool:
    """Whether the total says nothing of any one of the others."""
    return len({turn.person for turn in turns} - {person}) >= HIDDEN
