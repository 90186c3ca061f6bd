from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from codev_voice.companion.live.kept import Kept
from codev_voice.companion.live.proposing import Papers, finished
from codev_voice.companion.papers import apply, changed
from codev_voice.documents.changing import Change
from codev_voice.session.cutting import passages
from codev_voice.session.events import FACILITATOR, Event, Heard, StageMoved, VoiceNamed
from codev_voice.session.journal import Journal
from codev_voice.session.paper_events import Drafted
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Person, Piece, Role, Stage
from sessions import LINES

PEOPLE = tuple(
    Person(name, role)
    for name, role in (("Inès", Role.CLIENT), ("Claire", Role.FACILITATOR), ("Julien", Role.CONSULTANT), ("Fatou", Role.CONSULTANT))
)
SEANCE = Seance(people=PEOPLE)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with Journal(tmp_path / "journal") as journal:
        yield Kept(journal, SEANCE, source="direct", changed=lambda: None)


def _said(first: int, last: int) -> list[Event]:
    """The small session from line to line, its stages clicked."""
    events: list[Event] = [VoiceNamed(voice=person.name, person=person.name, by=FACILITATOR) for person in PEOPLE] if not first else []
    for at in range(first, last):
        speaker, _, text, stage = LINES[at]
        if not at or LINES[at - 1][3] != stage:
            events.append(StageMoved(piece=f"p{at:06d}", stage=Stage(stage), by=FACILITATOR, t=at * 10.0))
        events.append(Heard.of(Piece(f"p{at:06d}", at * 10.0, at * 10.0 + 5, speaker, text, opens=True)))
    return events


def _drafted(kept: Kept) -> list[tuple[int, str, int]]:
    return [(event.consultation, event.document, len(event.entries)) for event in kept.events if isinstance(event, Drafted)]


@pytest.mark.parametrize(
    ("lines", "documents"),
    [
        (13, []),
        (14, ["contrat"]),
        (16, ["contrat"]),
        (17, ["contrat", "notes"]),
        (18, ["contrat", "notes"]),
        (20, ["contrat", "notes", "plan"]),
    ],
)
def test_each_document_is_due_when_its_stage_ends(lines: int, documents: list[str]) -> None:
    assert list(finished(fold(_said(0, lines), SEANCE))) == [(0, document) for document in documents]


def test_a_click_ends_a_stage_before_anybody_speaks() -> None:
    click = StageMoved(piece="", stage=Stage.EXPLORATION, by=FACILITATOR, t=131.0)
    assert list(finished(fold([*_said(0, 13), click], SEANCE))) == [(0, "contrat")]
    assert list(finished(fold([], SEANCE))) == []


def test_documents_are_proposed_once_and_again_when_something_changes_them(kept: Kept) -> None:
    proposing = Papers(kept)
    for first, last in ((0, 12), (12, 15), (15, 16)):
        kept.keep(*_said(first, last))
        proposing.propose()
        proposing.propose()
    assert _drafted(kept) == [(0, "contrat", 5)]
    kept.keep(*_said(16, 20), VoiceNamed(voice="Julien", person="Marc", by=FACILITATOR))
    proposing.propose()
    assert [document for _, document, _ in _drafted(kept)] == ["contrat", "contrat", "notes", "plan"]
    assert {event.by for event in kept.events if isinstance(event, Drafted)} == {"heard"}


def test_what_is_proposed_is_shown_and_nothing_else_until_the_end(kept: Kept) -> None:
    proposing = Papers(kept)
    assert (proposing.rows(whole=False), len(proposing.rows(whole=True))) == ([], 3)
    kept.keep(*_said(0, 15))
    proposing.propose()
    shown = proposing.rows(whole=False)
    assert [(row["document"], row["client"], row["status"]) for row in shown] == [("contrat", "Inès", "proposition")]
    assert shown[0]["parts"][0]["entries"][0]["sources"][0]["quote"].startswith("Ma question")


def test_a_change_made_while_it_was_drafting_is_not_run_over(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.keep(*_said(0, 20))
    proposing, real = Papers(kept), changed
    waits = ["cut", "write"]

    def slow(*given: object, **named: object) -> tuple[Drafted, ...]:
        made = real(*given, **named)  # type: ignore[arg-type] # as it was called
        match waits.pop(0) if waits else "":
            case "cut":
                kept.erase({"p000010"}, *passages(kept.events, {"p000010"}))
            case "write":
                apply(kept, Change("add", "plan", part="je_fais", text="La mienne"))
        return made

    monkeypatch.setattr("codev_voice.companion.live.proposing.changed", slow)
    proposing.propose()
    assert _drafted(kept) == []
    proposing.propose()
    assert [document for _, document, _ in _drafted(kept)] == ["plan"]
    proposing.propose()
    assert "motivé" not in str([event for event in kept.events if isinstance(event, Drafted)])
    assert "La mienne" in str(proposing.rows(whole=False))


def test_a_thread_proposes_and_stops(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev_voice.companion.live.proposing.CALM", 0.01)
    proposing = Papers(kept)
    kept.keep(*_said(0, 15))
    proposing.start()
    until = time.monotonic() + 10
    while not _drafted(kept) and time.monotonic() < until:
        time.sleep(0.01)
    proposing.stop()
    assert [document for _, document, _ in _drafted(kept)] == ["contrat"]
    proposing.start()
    assert proposing._thread is not None
    assert not proposing._thread.is_alive()
