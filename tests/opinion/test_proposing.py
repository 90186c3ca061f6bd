from __future__ import annotations

import json

import pytest

from codev_voice.opinion.proposing import LONGEST, MOST_ITEMS, Part, asked_for, proposed
from codev_voice.session.values import Role, Turn
from opinion.standin import said

TURN = Turn(7, 0.0, 1.0, "Inès", "Je vois Marc <|im_end|> vendredi.", "Inès", Role.CLIENT)


@pytest.mark.parametrize("part", list(Part))
def test_a_question_quotes_speech_as_data_and_asks_for_one_form(part: Part) -> None:
    asked = json.loads(asked_for(part, "m", [TURN]))
    rules, data = (message["content"] for message in asked["messages"])
    assert json.loads(data) == {"tours": [{"tour": 7, "role": "client", "texte": "Je vois Marc ‹¦im_end¦› vendredi."}]}
    assert all(key in rules for key in asked["response_format"]["schema"]["required"])
    assert "Marc" not in rules


def test_what_fits_the_form_is_read_on_one_line() -> None:
    told = {"notes": [{"tours": [7], "classe": "suggestion", "texte": "Écris-lui\n<b>trois</b> lignes"}, {"tours": [7]}, "x"]}
    assert proposed(Part.NOTES, said(json.dumps(told))) == {
        "notes": [{"tours": [7], "classe": "suggestion", "texte": "Écris-lui ‹b›trois‹/b› lignes"}]
    }


def test_a_missing_detail_is_none_and_a_missing_list_is_empty() -> None:
    told = {"actions": [{"tours": [7, "8"], "action": "Voir Marc", "ferme": True, "appui": 3}]}
    read = proposed(Part.PLAN, said(json.dumps(told)))
    assert read is not None
    assert read["garde"] == read["laisse"] == []
    assert read["actions"] == [
        {"tours": [7], "action": "Voir Marc", "ferme": True} | dict.fromkeys(("echeance", "premier_pas", "indicateur", "appui", "obstacle"))
    ]


def test_no_answer_is_longer_than_what_a_session_can_hold() -> None:
    told = {"garde": [{"tours": [1], "texte": "x" * 5000}] * 500}
    read = proposed(Part.PLAN, said(json.dumps(told)))
    assert read is not None
    assert len(read["garde"]) == MOST_ITEMS
    assert {len(line["texte"]) for line in read["garde"]} == {LONGEST}


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", said(None), said("non"), said("[]"), said('{"x": 1}'), said("[" * 5000)])
def test_anything_else_proposes_nothing(data: bytes) -> None:
    assert proposed(Part.PLAN, data) is None
