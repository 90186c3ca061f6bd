from __future__ import annotations

import datetime
import json
from dataclasses import replace

from codev_voice.session.values import Answer
from codev_voice.transcripts.as_json import write
from transcripts.sessions import SECRET, SESSION, TWO


def test_everything_is_there_notices_too() -> None:
    written = json.loads(write(SESSION, title="Codev", date=datetime.date(2026, 11, 24)))
    assert {key: written[key] for key in ("title", "date", "estimated")} == {"title": "Codev", "date": "2026-11-24", "estimated": False}
    assert written["people"] == [
        {"name": "Claire Noël", "role": "animateur", "also": ["consultant"]},
        {"name": "Sophie", "role": "client", "also": []},
    ]
    assert written["turns"][0] == {
        "index": 0,
        "speaker": "Claire Noël",
        "role": "animateur",
        "start": 0.0,
        "end": 4.0,
        "text": "Bonjour *à tous*.",
        "stage": 1,
        "stage_live": 0,
        "notices": [],
    }
    assert written["turns"][2]["notices"] == [{"kind": "A5", "excerpt": SECRET, "level": "alert", "confidence": 0.8765, "answer": None}]
    assert written["turns"][2]["role"] is None


def test_what_is_unknown_is_null() -> None:
    written = json.loads(write(TWO))
    assert (written["title"], written["date"], written["estimated"]) == (None, None, True)
    assert written["turns"][2]["stage"] is None
    assert written["turns"][2]["stage_live"] is None


def test_an_answer_goes_with_its_notice() -> None:
    (notice,) = SESSION.turns[2].notices
    turn = replace(SESSION.turns[2], notices=(replace(notice, answer=Answer.NOT_ADVICE),))
    written = json.loads(write(replace(SESSION, turns=(*SESSION.turns[:2], turn))))
    assert written["turns"][2]["notices"][0]["answer"] == "not_advice"
