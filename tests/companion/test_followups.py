from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codev_voice.companion.followups import Former, FormerPlan, former
from codev_voice.companion.papers import do
from codev_voice.companion.series import places, series
from codev_voice.documents.changing import Change
from codev_voice.session import keys
from codev_voice.session.card import Method
from codev_voice.session.events import ConsentWithdrawn, Followed
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events
from codev_voice.session.known import list_file
from companion.group_sessions import GROUP, SECRET, approve, held


def _before(place: Path) -> Former:
    folder = Folder(place)
    return former(folder, folder.settings(), read_events(folder.journal))


def _told(place: Path) -> list[tuple[str, bool]]:
    return [(plan.person, plan.recent) for plan in _before(place).plans]


def _key(place: Path) -> str:
    return next(step.name for step in series(places(), GROUP).steps if step.folder.path == place)


def test_a_first_session_and_one_without_a_group_have_nothing_to_come_back_to(tmp_path: Path) -> None:
    assert _before(held(tmp_path / "a", "2026-03-12", "Karim")) == Former()
    approve(tmp_path / "a")
    assert _before(held(tmp_path / "b", "2026-04-09", "Inès", group=None)) == Former()
    assert _before(held(tmp_path / "c", "2026-04-09", "Inès", group="Un autre")) == Former()
    assert _before(tmp_path / "a") == Former()  # neither its own plan nor a later one


def test_the_last_client_s_approved_plan_is_there_when_it_is_shared(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim")
    approve(place)
    (plan,) = _before(held(tmp_path / "b", "2026-04-09", "Inès")).plans
    assert plan == FormerPlan(f"{_key(place)}/0", "Karim", plan.day, recent=True, entries=plan.entries)
    assert [(str(entry.part), entry.text) for entry in plan.entries] == [("je_fais", SECRET), ("peut_etre", "en parler à Paul")]


@pytest.mark.parametrize("audience", [None, "moi"])
def test_a_plan_that_is_not_shared_is_never_shown(tmp_path: Path, audience: str | None) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Karim"), audience=audience)
    assert _before(held(tmp_path / "b", "2026-04-09", "Inès")) == Former()


def test_one_who_no_longer_shares_is_no_longer_shown(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim")
    approve(place, audience="groupe")
    after = held(tmp_path / "b", "2026-04-09", "Inès")
    assert _told(after) == [("Karim", True)]
    do(place, Change("share", "plan", 0, audience="moi", by="client"))
    assert _told(after) == []


def test_only_the_lines_that_stand_as_approved_are_shown(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim")
    after = held(tmp_path / "b", "2026-04-09", "Inès")
    assert _told(after) == []  # a proposition
    approve(place)
    do(place, Change("edit", "plan", 0, entry="je_fais:p1:0", text="ne rien faire", by="client"))
    assert [entry.id for plan in _before(after).plans for entry in plan.entries] == ["peut_etre:p2:0"]
    do(place, Change("remove", "plan", 0, entry="peut_etre:p2:0", by="client"))
    assert _told(after) == []
    approve(place)
    assert [entry.text for plan in _before(after).plans for entry in plan.entries] == ["ne rien faire"]
    do(place, Change("refuse", "plan", 0, by="client"))
    assert _told(after) == []


def test_two_clients_have_each_their_plan(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim", "Inès")
    approve(place)
    approve(place, 1, audience="groupe")
    plans = _before(held(tmp_path / "b", "2026-04-09", "Fatou")).plans
    assert [(plan.person, plan.key[-2:]) for plan in plans] == [("Karim", "/0"), ("Inès", "/1")]


def test_an_older_plan_stays_until_somebody_has_come_back_to_it(tmp_path: Path) -> None:
    old = held(tmp_path / "a", "2026-03-12", "Karim")
    approve(old)
    approve(held(tmp_path / "b", "2026-04-09", "Inès"))
    after = held(tmp_path / "d", "2026-06-04", "Fatou")
    assert _told(after) == [("Inès", True), ("Karim", False)]
    said = Followed(plan=f"{_key(old)}/0", person="Karim", entry="je_fais:p1:0", state="fait")
    held(tmp_path / "c", "2026-05-07", "Fatou", more=(said,))
    assert _told(after) == [("Inès", False)]
    assert _told(tmp_path / "c") == [("Inès", True), ("Karim", False)]  # said in it: still there to be changed


def test_who_was_client_again_or_is_not_here_has_no_older_plan(tmp_path: Path) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Karim"))
    approve(held(tmp_path / "b", "2026-04-09", "Inès"))
    approve(held(tmp_path / "c", "2026-05-07", "Karim"), audience="moi")
    after = held(tmp_path / "d", "2026-06-04", "Fatou")
    assert _told(after) == [("Inès", False)]
    folder = Folder(after)
    folder.seance.write_text(folder.seance.read_text(encoding="utf-8").replace('"Inès"', '"Zoé"'), encoding="utf-8")
    assert _told(after) == []


def test_who_took_her_consent_back_is_not_shown(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim", more=(ConsentWithdrawn(person="Karim", by="facilitator"),))
    approve(place)
    assert _told(held(tmp_path / "b", "2026-04-09", "Inès")) == []


def test_a_sealed_session_whose_key_is_gone_is_said_once(tmp_path: Path) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Fatou"))
    gone = held(tmp_path / "b", "2026-04-09", "Karim")
    approve(gone)
    keys.create(gone, Method.FILE)
    keys.destroy(gone)
    found = _before(held(tmp_path / "c", "2026-05-07", "Inès"))
    assert [(plan.person, plan.recent) for plan in found.plans] == [("Fatou", False)]
    assert found.unread.startswith(
        "Le plan de la séance du jeudi 9 avril 2026 ne peut pas être montré. La clé de cette séance a été détruite"
    )


def test_an_erased_session_and_a_list_that_cannot_be_read_stop_nothing(tmp_path: Path) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Karim"))
    after = held(tmp_path / "b", "2026-04-09", "Inès")
    shutil.rmtree(tmp_path / "a")
    assert _before(after) == Former()
    list_file().unlink()
    list_file().mkdir()
    assert _before(after).plans == ()


def test_reading_takes_no_longer_than_it_may(tmp_path: Path) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Karim"))
    folder = Folder(held(tmp_path / "b", "2026-04-09", "Inès"))
    found = former(folder, folder.settings(), read_events(folder.journal), seconds=0.0)
    assert (found.plans, "Le temps a manqué" in found.unread) == ((), True)
