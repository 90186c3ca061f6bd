"""A session followed by hand, after one no: stages, timer, typed documents, and no microphone."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from codev_voice.companion.desk import Act
from codev_voice.companion.live import session as live
from codev_voice.companion.live.reading import ReadDesk
from codev_voice.companion.live.recording import Recorders
from codev_voice.companion.opening import open_session
from codev_voice.companion.papers import sheets
from codev_voice.documents.sheet import Document
from codev_voice.errors import SessionError
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal
from companion.live.held import holding


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A session that was held by hand to its end, in which a line of the contract was typed."""
    with holding(tmp_path / "s", monkeypatch) as held:
        held.session.open()
        held.act("consent", person="Bruno", given=False)
        held.act("stage", stage=1)
        held.act("stage", stage=3)
        held.act("paper_add", document="contrat", part="demande", text="Comment annoncer ma décision ?")
        assert _texts(held.view()["papers"]) == ["Comment annoncer ma décision ?"]
        held.act("stage", stage=5)
        held.act("paper_add", document="plan", part="je_fais", text="Je vois Marc mardi.")
        held.act("stop")
        assert held.view()["phase"] == "fin"
        assert held.session.review()["line"].startswith("Rien n'a été écouté dans cette séance")
        return held.folder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The time that live sessions read: it passes when the test says so."""
    found = SimpleNamespace(now=1_000_000.0)
    monkeypatch.setattr(live, "time", SimpleNamespace(time=lambda: found.now))
    return found


def _rail(view: dict[str, Any]) -> dict[int, int]:
    return {one["stage"]: one["spent"] for one in view["rail"] if one["spent"]}


def test_without_any_listening_the_review_gives_time_against_plan_and_no_shares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: SimpleNamespace
) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.session.open()
        held.act("consent", person="Bruno", given=False)
        for stage, seconds in ((1, 400), (2, 900), (1, 60), (4, 1500)):
            held.act("stage", stage=stage)
            clock.now += seconds
        held.act("stop")
        clock.now += 3600  # nothing more happens
        assert _rail(held.view()) == {1: 460, 2: 900, 4: 1500}
        review = held.session.review()
    assert ReadDesk(tmp_path / "s").review()["sentences"] == review["sentences"]
    assert review["sentences"][0].startswith("48 minutes en tout, pour ")
    assert not re.search(r"parole entre|entendu", " ".join(review["sentences"]), re.IGNORECASE)
    (one,) = review["consultations"]
    assert [table["title"] for table in one["tables"]] == ["Le temps par étape"]
    assert one["tables"][0]["rows"][1:4] == [
        ["1. Exposé", "8 minutes", "8 minutes", "en 2 fois"],
        ["2. Clarification", "18 minutes", "15 minutes", ""],
        ["3. Contrat", "6 minutes", "–", ""],
    ]
    assert [picture["key"] for picture in review["pictures"]] == ["deroulement"]
    stages = review["figures"]["consultations"][0]["stages"]
    assert not any(stage["shares"] or stage["consultants"] for stage in stages)
    assert [(visit["first"], visit["start"], visit["end"]) for visit in stages[1]["visits"]] == [(None, 0, 400), (None, 1300, 1360)]
    assert (review["figures"]["listened"], review["figures"]["duration"]) == (False, 2860)


def test_after_a_withdrawal_the_clock_goes_on_and_the_review_has_its_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: SimpleNamespace
) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.begin()
        held.act("stage", stage=1)
        held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
        clock.now += 10
        held.act("consent", person="Bruno", given=False)
        held.act("stage", stage=2)
        clock.now += 600
        assert _rail(held.view()) == {1: 10, 2: 600}
        assert not any(stage["silent"] for stage in held.view()["speech"])  # nobody knows who spoke
        held.act("stage", stage=3)
        clock.now += 120
        held.act("stop")
        assert held.session.over.wait(60)
        assert _rail(held.view()) == {1: 10, 2: 600, 3: 120}
        review = held.session.review()
    said = " ".join(review["sentences"])
    assert "Suivi à la main, sans écoute : la clarification, le contrat" in said
    assert "pas entendu : le retour, l'exploration" in said
    assert [row[1:] for row in review["consultations"][0]["tables"][0]["rows"][2:4]] == [
        ["18 minutes", "10 minutes", "sans écoute"],
        ["6 minutes", "2 minutes", "sans écoute"],
    ]
    assert (review["line"], review["figures"]["duration"]) == ("", 730)


def test_the_clock_stands_hors_micro_until_somebody_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: SimpleNamespace
) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.begin()
        held.act("add_person", person="Nadia")
        clock.now += 50
        assert _rail(held.view()) == {}
        held.act("consent", person="Nadia", given=False)
        clock.now += 30
        assert _rail(held.view()) == {0: 30}
        held.act("consent", person="Nadia", given=True)
        held.act("resume")
        clock.now += 5
        held.act("pause")
        clock.now += 100
        assert _rail(held.view()) == {0: 35}


def _texts(papers: list[dict[str, object]]) -> list[str]:
    return [entry["text"] for paper in papers for part in paper["parts"] for entry in part["entries"]]  # type: ignore[attr-defined] # the page's JSON


def test_the_documents_are_typed_by_hand_and_approved_by_the_client(folder: Folder) -> None:
    desk = ReadDesk(folder.path)
    view = desk.view()
    assert (view["turn_count"], view["recording"], view["warnings"]) == (0, False, [])
    assert _texts(view["papers"]) == ["Comment annoncer ma décision ?", "Je vois Marc mardi."]
    desk.act(Act("paper_add", document="notes", part="note", text="Demander à Marc ce qu'il en pense", person="Sophie"))
    contract = next(paper for paper in desk.view()["papers"] if paper["document"] == "contrat")
    desk.act(Act("paper_approve", document="contrat", digest=contract["digest"], as_client=True))
    assert {sheet.document: sheet.status for sheet in sheets(folder.path)}[Document.CONTRACT] == "approuve"
    assert {entry.origin for sheet in sheets(folder.path) for entry in sheet.entries} == {"ajoute"}


def test_what_needs_words_says_that_there_are_none(folder: Folder) -> None:
    with pytest.raises(SessionError, match="suivie à la main : rien n'a été écouté"):
        open_session(folder.path)
    assert ReadDesk(folder.path).review()["figures"]["listened"] is False


def test_interrupted_before_its_end_it_is_shown_all_the_same(folder: Folder) -> None:
    with Journal(folder.journal) as journal:
        journal.rewrite(lambda events: [None if type(event).__name__ == "Ended" else event for event in events])
    desk = ReadDesk(folder.path)
    assert desk.view()["warnings"] == []
    desk.act(Act("paper_add", document="plan", part="je_fais", text="Je rappelle Léa."))
    assert "Je rappelle Léa." in _texts(desk.view()["papers"])


def test_no_recorder_runs_after_a_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real recorders: starting a process would fail the test."""
    with holding(tmp_path / "s", monkeypatch) as held:
        from codev_voice.companion.live import ears
        from codev_voice.companion.live.children import Child

        monkeypatch.setattr(Child, "start", lambda _: pytest.fail("a process was started"))
        monkeypatch.setattr(ears, "Recorders", Recorders)
        held.session._ears = ears.Ears(held.folder.sound, lambda: held.session.options, print, lambda: None, print, print)  # type: ignore[arg-type, return-value] # nothing is begun
        held.act("consent", person="Bruno", given=False)
        held.session.open()
        for act, what in (("stage", {"stage": 2}), ("pause", {}), ("stop", {})):
            held.act(act, **what)
