from __future__ import annotations

import datetime
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.render.json import sheets_json, to_json
from codev_voice.documents.sheet import Details, digest_of
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
from documents.render.written import AROUND, NOTES, PLAN, approved, typed, typed_contract, typed_notes, typed_plan

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


@settings(max_examples=30, deadline=None)
@given(st.lists(typed, min_size=1, max_size=3))
def test_every_approved_word_is_read_back_letter_for_letter(texts: list[str]) -> None:
    sheets = (typed_plan(texts), typed_notes(texts), typed_contract(texts))
    read = json.loads(json.dumps(sheets_json(sheets, AROUND), ensure_ascii=False).encode())
    for sheet, made in zip(sheets, read["documents"], strict=True):
        assert [(entry["id"], entry["text"], entry["person"]) for entry in made["entries"]] == [
            (entry.id, entry.text, entry.person) for entry in sheet.entries
        ]
        held = [[entry[name] for name in ("due_said", "first_step", "indicator", "support", "obstacle")] for entry in made["entries"]]
        details = [entry.details or Details() for entry in sheet.entries]
        assert held == [[one.due_said, one.first_step, one.indicator, one.support, one.obstacle] for one in details]


def test_the_whole_says_what_is_approved_by_whom_and_who_agreed() -> None:
    made = sheets_json((approved(PLAN),), AROUND)
    assert made["proposition"] is False
    (document,) = made["documents"]
    assert document["approval"]["person"] == "Inès"
    assert document["approval"]["digest"] == document["digest"] == digest_of(PLAN)
    assert [one["person"] for one in made["agreed"]] == ["Inès", "Julien"]
    assert all(entry["approved"] for entry in document["entries"])


def test_a_proposition_says_so_in_the_whole() -> None:
    made = sheets_json((approved(PLAN), NOTES), AROUND)
    assert made["proposition"] is True
    assert [document["proposition"] for document in made["documents"]] == [False, True]
    assert not any(entry["approved"] for entry in made["documents"][1]["entries"])
