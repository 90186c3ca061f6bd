from __future__ import annotations

import datetime
import json

import pytest

from codev_voice.companion.desk import Act
from codev_voice.companion.followups import Former, FormerPlan
from codev_voice.companion.live.followup_rows import event_of, rows
from codev_voice.documents.sheet import Details, Entry, Part
from codev_voice.errors import SettingsError
from codev_voice.session.events import FACILITATOR, Followed

EVIL = "<img src=x onerror=alert(1)>\n\x07"
DUE = Details(due_said="vendredi", due=datetime.date(2026, 3, 20))
ENTRIES = (Entry("je_fais:p1:0", Part.COMMITMENT, "appeler Lucie", details=DUE), Entry("peut_etre:p2:0", Part.INTENTION, "en parler"))
DAY = datetime.date(2026, 3, 12)
FORMER = Former(
    (FormerPlan("ab/0", "Karim", DAY, recent=True, entries=ENTRIES), FormerPlan("cd/1", EVIL, DAY, recent=False, entries=ENTRIES)),
    "illisible",
)

CALL = {"text": "appeler Lucie", "due_said": "vendredi", "due_clear": "vendredi 20 mars 2026"}


def test_without_a_former_plan_there_is_nothing() -> None:
    assert rows(Former(), []) == {"plans": [], "unread": ""}


def test_each_line_has_what_became_of_it_and_nothing_is_counted() -> None:
    said = [Followed(plan="ab/0", person="Karim", entry="je_fais:p1:0", state="fait"), Followed(plan="ab/0", person="Karim", text="oser")]
    found = rows(FORMER, said)
    assert json.loads(json.dumps(found)) == found
    assert found["unread"] == "illisible"
    assert found["plans"][0] == {
        "plan": "ab/0",
        "person": "Karim",
        "title": "Retour sur le plan de Karim",
        "asks": "Ce que Karim en retire",
        "day": "jeudi 12 mars 2026",
        "recent": True,
        "said": True,
        "text": "oser",
        "entries": [
            {"id": "je_fais:p1:0", **CALL, "action": True, "state": "fait"},
            {"id": "peut_etre:p2:0", "text": "en parler", "due_said": None, "due_clear": None, "action": False, "state": None},
        ],
    }
    assert (found["plans"][1]["person"], found["plans"][1]["said"]) == (EVIL, False)  # the same line of another plan has no state


def test_afterwards_only_what_was_spoken_of_is_shown() -> None:
    assert rows(FORMER, [], over=True) == {"plans": [], "unread": ""}
    said = [Followed(plan="cd/1", person=EVIL, text="oser")]
    assert [plan["plan"] for plan in rows(FORMER, said, over=True)["plans"]] == ["cd/1"]


def test_a_state_that_a_newer_version_knows_is_not_shown() -> None:
    said = [Followed(plan="ab/0", person="Karim", entry="je_fais:p1:0", state="autrement")]
    assert rows(FORMER, said)["plans"][0]["entries"][0]["state"] is None


def test_what_the_facilitator_says_is_one_event() -> None:
    said = event_of(FORMER, Act("follow_up", plan="ab/0", entry="je_fais:p1:0", state="transforme"), 12.0)
    assert said == Followed(plan="ab/0", person="Karim", entry="je_fais:p1:0", state="transforme", by=FACILITATOR, t=12.0)
    back = event_of(FORMER, Act("follow_up", plan="ab/0", entry="je_fais:p1:0"))
    assert rows(FORMER, [said, back]) == rows(FORMER, [])
    drawn = event_of(FORMER, Act("follow_up", plan="cd/1", text="  oser \n demander\x07 "))
    assert (drawn.entry, drawn.text, drawn.state) == ("", "oser demander", None)
    assert event_of(FORMER, Act("follow_up", plan="cd/1", text=" ")).text == ""


@pytest.mark.parametrize(
    "act",
    [
        Act("follow_up"),
        Act("follow_up", plan="zz/0", text="oser"),
        Act("follow_up", plan="ab/0", entry="autre", state="fait"),
        Act("follow_up", plan="ab/0", entry="peut_etre:p2:0", state="fait"),
        Act("follow_up", plan="ab/0", text="a" * 2001),
    ],
)
def test_what_is_not_there_is_refused(act: Act) -> None:
    with pytest.raises(SettingsError):
        event_of(FORMER, act)
