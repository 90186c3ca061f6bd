from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.desk import Act
from codev_voice.companion.live.reading import ReadDesk
from codev_voice.errors import SettingsError
from codev_voice.session.events import Followed
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events
from codev_voice.session.seance import Seance
from companion.group_sessions import GROUP, SECRET, approve, held
from companion.live.held import PEOPLE, holding

LINE = "je_fais:p1:0"


def _next(tmp_path: Path) -> Path:
    """The group's next session, which is not begun."""
    approve(held(tmp_path / "avant", "2026-03-12", "Karim"))
    folder = Folder(tmp_path / "suite")
    folder.save_settings(Seance(title="Suite", group=GROUP, people=PEOPLE))
    return folder.path


def test_the_former_client_s_plan_is_there_at_the_door_and_what_is_said_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = _next(tmp_path)
    with holding(place, monkeypatch) as session:
        assert session.view()["followups"] == {"plans": [], "unread": ""}
        session.begin()
        session.session.former.wait()
        (plan,) = session.view()["followups"]["plans"]
        assert [entry["text"] for entry in plan["entries"]] == [SECRET, "en parler à Paul"]
        session.act("follow_up", plan=plan["plan"], entry=LINE, state="en_cours")
        session.act("follow_up", plan=plan["plan"], text="oser demander")
        (after,) = session.view()["followups"]["plans"]
        assert (after["entries"][0]["state"], after["text"]) == ("en_cours", "oser demander")
        with pytest.raises(SettingsError):
            session.act("follow_up", plan="ailleurs", text="x")
    said = [event for event in read_events(place / "journal") if isinstance(event, Followed)]
    assert [(event.person, event.state, event.t is not None) for event in said] == [("Karim", "en_cours", True), ("Karim", None, True)]
    assert SECRET not in str(read_events(place / "journal"))  # the plan's words stay where she approved them


def test_a_session_without_a_group_looks_at_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    approve(held(tmp_path / "avant", "2026-03-12", "Karim"))
    with holding(tmp_path / "suite", monkeypatch) as session:
        session.begin()
        session.session.former.wait()
        assert session.view()["followups"]["plans"] == []


def test_it_is_read_and_changed_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = _next(tmp_path)
    with holding(place, monkeypatch) as session:
        session.session.open()
        session.act("consent", person=PEOPLE[0].name, given=False)
        session.session.former.wait()
        (plan,) = session.view()["followups"]["plans"]
        session.act("stop")
        assert session.view()["followups"]["plans"] == []  # nobody spoke of it
        session.act("follow_up", plan=plan["plan"], entry=LINE, state="fait")
        assert session.view()["followups"]["plans"][0]["entries"][0]["state"] == "fait"
    desk = ReadDesk(place)
    assert desk.view()["followups"]["plans"][0]["entries"][0]["state"] == "fait"
    desk.act(Act("follow_up", plan=plan["plan"], entry=LINE, state="abandonne"))
    assert desk.view()["followups"]["plans"][0]["entries"][0]["state"] == "abandonne"
    desk.act(Act("follow_up", plan=plan["plan"], entry=LINE))
    assert desk.view()["followups"]["plans"] == []
