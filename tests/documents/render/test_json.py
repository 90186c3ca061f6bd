from __future__ import annotations

import datetime
import json

from codev_voice.documents.render.json import to_json
from codev_voice.documents.values import (
    Action,
    ActionStatus,
    Contract,
    Documents,
    Help,
    Kept,
    Kind,
    Line,
    Note,
    Plan,
    Reserve,
    Version,
    VersionStatus,
)

DOCUMENTS = Documents(
    contract=Contract(
        client="Inès",
        facilitator="Claire",
        consultants=("Julien", "Fatou"),
        subject="une annonce",
        demand="Comment garder Marc motivé",
        kinds=(Help.EXPERIENCES, Help.IDEAS),
        out_of_scope=(Line("Le salaire", (8,)),),
        protections=(Line("Ça reste entre nous", (8,)),),
        reserves=(Reserve("Je le connais", (10,), "Fatou"),),
        reformulated_by="Claire",
        agreed=("Inès", "Julien"),
        version=1,
        history=(Version(1, "Comment garder Marc motivé", VersionStatus.AGREED),),
        sources=(4, 5, 8, 10),
    ),
    notes=(Note("Julien", Kind.QUESTION, "Qu'est-ce que tu protèges ?", (14,)),),
    plan=Plan(
        kept=(Kept("L'image du phare", (20,)),),
        actions=(
            Action(
                "Voir Marc",
                ActionStatus.COMMITMENT,
                (21,),
                "vendredi",
                datetime.date(2026, 11, 20),
                "Écrire",
                "Il sourit",
                "Julien",
                "Le froid",
            ),
            Action("Monter un tutorat", ActionStatus.INTENTION, (22,), "en janvier"),
        ),
        dropped=(Kept("La prime", (23,)),),
    ),
    first_turn=0,
    last_turn=23,
)


def test_one_consultation_is_one_object() -> None:
    made = to_json((DOCUMENTS,))
    assert made == json.loads(json.dumps(made))
    assert made["contract"] == {
        "client": "Inès",
        "facilitator": "Claire",
        "consultants": ["Julien", "Fatou"],
        "subject": "une annonce",
        "demand": "Comment garder Marc motivé",
        "kinds": ["experiences", "pistes"],
        "out_of_scope": ["Le salaire"],
        "protections": ["Ça reste entre nous"],
        "reserves": [{"person": "Fatou", "text": "Je le connais"}],
        "reformulated_by": "Claire",
        "agreed": ["Inès", "Julien"],
        "version": 1,
        "history": [{"version": 1, "demand": "Comment garder Marc motivé", "status": "agreed"}],
        "sources": [4, 5, 8, 10],
    }
    assert made["notes"] == [{"person": "Julien", "class": "question_reflexive", "text": "Qu'est-ce que tu protèges ?", "sources": [14]}]
    assert made["plan"]["kept"] == [{"text": "L'image du phare", "sources": [20]}]
    assert made["plan"]["dropped"] == [{"text": "La prime", "sources": [23]}]


def test_an_action_keeps_her_words_and_its_date_when_it_is_certain() -> None:
    done, wished = to_json((DOCUMENTS,))["plan"]["actions"]
    assert done == {
        "action": "Voir Marc",
        "due_said": "vendredi",
        "due": "2026-11-20",
        "first_step": "Écrire",
        "indicator": "Il sourit",
        "support": "Julien",
        "obstacle": "Le froid",
        "status": "commitment",
        "sources": [21],
    }
    assert (wished["status"], wished["due_said"], wished["due"], wished["first_step"]) == ("intention", "en janvier", None, None)


def test_several_consultations_are_a_list_with_their_turns() -> None:
    made = to_json((DOCUMENTS, DOCUMENTS))
    assert [(each["first_turn"], each["last_turn"]) for each in made["consultations"]] == [(0, 23), (0, 23)]
    assert to_json(()) == {"consultations": []}


def test_nothing_heard_is_null_and_empty() -> None:
    made = to_json((Documents(Contract(None, None)),))
    assert made["contract"]["demand"] is None
    assert made["contract"]["version"] == 0
    assert made["notes"] == []
    assert made["plan"] == {"kept": [], "actions": [], "dropped": []}
