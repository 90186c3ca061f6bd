"""A session followed by hand, after one no: stages, timer, typed documents, and no microphone."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.desk import Act
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
        with pytest.raises(SessionError, match="Rien n'a été écouté"):
            held.session.review()
        return held.folder


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
    with pytest.raises(SessionError, match="suivie à la main"):
        ReadDesk(folder.path).review()


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
