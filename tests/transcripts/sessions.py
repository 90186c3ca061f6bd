"""Sessions for the writers' tests."""

from __future__ import annotations

from codev_voice.session.values import Consultation, Level, Notice, Person, Role, Session, Stage, Turn

SECRET = "tu devrais leur écrire"

SESSION = Session(
    turns=(
        Turn(
            0,
            0.0,
            4.0,
            "Voix 1",
            "Bonjour *à tous*.",
            person="Claire Noël",
            role=Role.FACILITATOR,
            stage=Stage.ACCOUNT,
            stage_live=Stage.RETURN,
        ),
        Turn(1, 4.0, 9.25, "Voix 2", "J'ai un sujet\ndifficile.", person="Sophie", role=Role.CLIENT, stage=Stage.ACCOUNT),
        Turn(
            2,
            3730.0,
            3734.0,
            "Voix 3",
            "Et si tu leur écrivais ?",
            stage=Stage.CLARIFICATION,
            stage_live=Stage.CLARIFICATION,
            notices=(Notice(2, "p000003", "A5", SECRET, 0.87654321, Level.ALERT, "Qu'as-tu essayé ?"),),
        ),
    ),
    people=(Person("Claire Noël", Role.FACILITATOR, (Role.CONSULTANT,)), Person("Sophie", Role.CLIENT)),
    duration=3734.0,
)

TWO = Session(
    turns=(
        Turn(0, 0.0, 1.0, "A", "Un.", stage=Stage.ACCOUNT, estimated=True),
        Turn(1, 1.0, 2.0, "B", "Deux.", stage=Stage.ACCOUNT, estimated=True),
        Turn(2, 2.0, 3.0, "B", "Trois.", estimated=True),
    ),
    people=(),
    consultations=(Consultation("Ana", None, 0, 0), Consultation(None, None, 1, 2)),
    estimated=True,
)
