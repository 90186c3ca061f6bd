from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codev_voice.companion.desk import Act, Message
from codev_voice.companion.hear import hear
from codev_voice.companion.live import reading
from codev_voice.companion.live.reading import ReadDesk
from codev_voice.errors import SessionError, SettingsError
from codev_voice.method import advice_model, clause_network
from codev_voice.session.events import Event, Reviewed
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal, read_events
from sessions import write_session


@pytest.fixture
def place(tmp_path: Path) -> Path:
    transcript, settings = write_session(tmp_path)
    hear(transcript, people=settings, into=tmp_path / "séance")
    return tmp_path / "séance"


def _row(desk: ReadDesk, number: int) -> dict[str, Any]:
    found: dict[str, Any] = desk.view()["turns"][number]
    return found


def test_an_old_session_is_read(place: Path) -> None:
    view = ReadDesk(place).view()
    assert (view["phase"], view["title"], view["date"], view["seq"]) == ("lecture", "Un petit codev", "jeudi 12 mars 2026", 0)
    assert (view["turn_count"], view["recording"], view["open"], view["ask"]) == (20, False, None, None)
    assert [one["excerpt"] for one in view["notices"]] == ["Tu devrais lui écrire une lettre avant de le voir."]
    assert {one["stage"] for one in view["speech"]} == set(range(7))
    assert view["warnings"] == []


def test_its_review_follows_what_is_corrected(place: Path) -> None:
    desk = ReadDesk(place)
    assert "Fatou" in desk.review()["people"]
    desk.act(Act("name", voice="Fatou", person="Aïcha"))
    assert "Fatou" not in desk.review()["people"]


def test_nothing_that_anybody_types_turns_around_what_others_read(place: Path) -> None:
    desk = ReadDesk(place)
    desk.act(Act("name", voice="Fatou", person="Aï\u202echa\u2066"))
    assert _row(desk, 7)["speaker"] == "Aïcha"
    (part,) = (part for part in desk.view()["papers"][2]["parts"] if part["part"] == "je_fais")
    line = part["entries"][0]
    text, person, details = "Voir \u202eMarc\u202c lundi", "\u2067Inès", {"obstacle": "\u202dla peur"}
    desk.act(Act("paper_edit", document="plan", entry=line["id"], text=text, person=person, details={**details}))
    (part,) = (part for part in desk.view()["papers"][2]["parts"] if part["part"] == "je_fais")
    after = part["entries"][0]
    assert (after["text"], after["person"], after["details"]["obstacle"]) == ("Voir Marc lundi", "Inès", "la peur")


@pytest.mark.parametrize(
    ("act", "changed"),
    [
        (lambda _: Act("name", voice="Fatou", person="Aïcha"), lambda view: view["turns"][7]["speaker"] == "Aïcha"),
        (lambda _: Act("answer", number=1, answer="not_advice"), lambda view: view["notices"][0]["answer"] == "not_advice"),
        (lambda piece: Act("keep", piece=piece), lambda view: view["turns"][7]["kept"] is True),
        (lambda piece: Act("stage", piece=piece, stage=3), lambda view: view["turns"][7]["stage"] == 3),
    ],
)
def test_people_correct_it_and_every_page_is_told(
    place: Path, act: Callable[[str], Act], changed: Callable[[dict[str, Any]], bool]
) -> None:
    desk = ReadDesk(place)
    told: list[Message] = []
    stop = desk.follow(told.append)
    assert not changed(desk.view())
    desk.act(act(_row(desk, 7)["pieces"][0]))
    assert changed(desk.view())
    assert [(message.kind, message.seq, changed(message.data)) for message in told] == [("etat", 1, True)]
    assert changed(ReadDesk(place).view())
    stop()
    desk.act(Act("keep", piece=_row(desk, 0)["pieces"][0]))
    assert len(told) == 1


def test_the_last_decision_of_the_client_destroys_what_was_heard(place: Path) -> None:
    desk = ReadDesk(place)
    for document in ("contrat", "notes", "plan"):
        assert desk.view()["turn_count"] == 20
        sheet = next(one for one in desk.view()["papers"] if one["document"] == document)
        desk.act(Act("paper_approve", document=document, digest=sheet["digest"], as_client=True))
    view = desk.view()
    assert (view["turn_count"], view["notices"]) == (0, [])
    assert {stage["spent"] for stage in view["rail"]} == {0}
    assert view["warnings"][0].startswith("la transcription a été détruite le ")
    assert [sheet["status"] for sheet in view["papers"]] == ["approuve"] * 3
    assert ReadDesk(place).view()["papers"] == view["papers"]


def test_what_another_program_does_meanwhile_is_shown_and_told(place: Path) -> None:
    desk = ReadDesk(place)
    told: list[Message] = []
    desk.follow(told.append)
    for document in ("contrat", "notes", "plan"):
        ReadDesk(place).act(Act("paper_refuse", document=document, as_client=True))
    view = desk.view()
    assert (view["turn_count"], view["seq"], [one["status"] for one in view["papers"]]) == (0, 1, ["refuse"] * 3)
    assert [(message.kind, message.seq, message.data) for message in told] == [("etat", 1, view)]
    assert desk.view() == view
    assert len(told) == 1


def test_the_page_is_shown_before_its_documents_are_drafted(place: Path) -> None:
    waiting: list[Callable[[], None]] = []
    desk = ReadDesk(place, later=waiting.append)
    told: list[Message] = []
    desk.follow(told.append)
    first = desk.view()
    assert (first["turn_count"], first["papers"], first["drafting"]) == (20, [], True)
    (draft,) = waiting
    draft()
    assert desk.view() == {**ReadDesk(place).view(), "seq": 1}
    assert [(message.kind, message.seq, message.data["drafting"], len(message.data["papers"])) for message in told] == [
        ("change", 1, False, 3)
    ]
    assert len(waiting) == 1


def test_documents_are_drafted_from_what_the_session_has_become_meanwhile(place: Path) -> None:
    waiting: list[Callable[[], None]] = []
    desk = ReadDesk(place, later=waiting.append)
    desk.act(Act("name", voice="Fatou", person="Aïcha"))
    assert (desk.view()["drafting"], len(waiting)) == (True, 1)
    waiting.pop()()
    assert desk.view() == {**ReadDesk(place).view(), "seq": 2}
    desk.act(Act("name", voice="Aïcha", person="Fatou"))
    (draft,) = waiting
    (place / "journal").unlink()
    draft()
    assert "n'est plus dans son dossier" in desk.view()["warnings"][0]


def test_whoever_looks_does_not_wait_for_an_act(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, gate = threading.Event(), threading.Event()
    opened: list[bool] = []

    def slow(*_: object) -> None:
        begun.set()
        opened.append(gate.wait(60))

    monkeypatch.setattr(reading, "rename", slow)
    desk = ReadDesk(place)
    first = desk.view()
    acting = threading.Thread(target=desk.act, args=(Act("name", voice="Fatou", person="Aïcha"),))
    acting.start()
    assert begun.wait(60)
    assert desk.view() == first
    gate.set()
    acting.join()
    assert opened == [True]


def test_words_that_are_being_cut_are_shown_no_longer_and_the_documents_come_afterwards(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], None]] = []
    desk = ReadDesk(place, later=waiting.append)
    waiting.pop()()
    seen: list[dict[str, Any]] = []
    appended = Journal.append

    def append(journal: Journal, *events: Event) -> tuple[Event, ...]:
        seen.append(desk.view())  # the words are gone, what is judged of the others is still to be written
        made = appended(journal, *events)
        seen.append(desk.view())
        return made

    monkeypatch.setattr(Journal, "append", append)
    desk.act(Act("cut", piece=_row(desk, 7)["pieces"][0]))
    assert len(seen) == 2
    assert all("écrire une lettre" not in str(view) for view in seen)
    (draft,) = waiting
    draft()
    last = desk.view()
    assert last == {**ReadDesk(place).view(), "seq": last["seq"]}


def test_what_an_act_has_judged_again_was_judged_ahead(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = clause_network.shares

    def shares(*given: Any) -> Any:  # noqa: ANN401 - as it is given
        asked.append(1)
        return real(*given)

    monkeypatch.setattr(clause_network, "shares", shares)
    advice_model.packaged.cache_clear()
    desk = ReadDesk(place, later=lambda _: None)
    before = (place / "journal").read_bytes()
    desk.prepare()
    assert asked
    asked.clear()
    assert ((place / "journal").read_bytes(), desk.view()["seq"]) == (before, 0)
    desk.act(Act("stage", piece=_row(desk, 19)["pieces"][0], stage=5))
    assert asked == []
    (place / "journal").unlink()
    desk.prepare()
    advice_model.packaged.cache_clear()


def test_documents_that_the_journal_holds_are_there_at_once(place: Path) -> None:
    ReadDesk(place).act(Act("paper_approve", document="notes", digest=ReadDesk(place).view()["papers"][1]["digest"], as_client=True))
    waiting: list[Callable[[], None]] = []
    view = ReadDesk(place, later=waiting.append).view()
    assert (view["drafting"], [sheet["status"] for sheet in view["papers"]], waiting) == (
        False,
        ["proposition", "approuve", "proposition"],
        [],
    )


def test_why_an_act_is_refused_is_shown_at_once(place: Path) -> None:
    desk = ReadDesk(place)
    ReadDesk(place).act(Act("paper_refuse", document="notes", as_client=True))
    told: list[Message] = []
    desk.follow(told.append)
    with pytest.raises(SessionError, match="refusé"):
        desk.act(Act("paper_approve", document="notes", digest="0" * 64, as_client=True))
    assert [message.data["papers"][1]["status"] for message in told] == ["refuse"]


def test_a_session_forgotten_while_it_is_read_is_shown_no_longer(place: Path) -> None:
    desk = ReadDesk(place)
    (place / "journal").unlink()
    view = desk.view()
    assert (view["turns"], view["papers"], view["title"], view["people"]) == ([], [], "Séance de codéveloppement", [])
    assert "n'est plus dans son dossier" in view["warnings"][0]


def test_a_review_that_could_not_be_made_was_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise SessionError("Rien à compter", "réentendez la séance")

    monkeypatch.setattr("codev_voice.review.view.review_view", fails)
    with pytest.raises(SessionError, match="Rien à compter"):
        ReadDesk(place).review()
    assert not any(isinstance(event, Reviewed) for event in read_events(place / "journal"))


def test_a_review_that_is_read_is_kept_once_while_she_reads(place: Path) -> None:
    desk = ReadDesk(place)
    for _ in range(2):
        desk.review()
    assert [event.by for event in read_events(place / "journal") if isinstance(event, Reviewed)] == ["facilitator"]


def test_a_passage_is_cut_afterwards_too(place: Path) -> None:
    desk = ReadDesk(place)
    desk.act(Act("cut", piece=_row(desk, 7)["pieces"][0]))
    assert "écrire une lettre" not in str(desk.view())
    assert any(row["cut"] for row in desk.view()["turns"])
    assert desk.view()["notices"] == []


def test_what_was_kept_or_moved_is_taken_back(place: Path) -> None:
    desk = ReadDesk(place)
    piece = _row(desk, 7)["pieces"][0]
    for act in (Act("keep", piece=piece), Act("unkeep", piece=piece), Act("stage", piece=piece, stage=3), Act("undo", piece=piece)):
        desk.act(act)
    assert (_row(desk, 7)["kept"], _row(desk, 7)["stage"]) == (False, 2)


@pytest.mark.parametrize("act", ["start", "pause", "resume", "stop", "go_on", "consent", "cut_last", "add_person", "confirm_stage"])
def test_what_is_of_a_session_that_goes_on_is_refused(place: Path, act: Any) -> None:  # noqa: ANN401 - one of the acts
    desk = ReadDesk(place)
    with pytest.raises(SessionError, match="Cette séance est finie"):
        desk.act(Act(act, person="Inès", given=True, piece="p000001", minutes=1.0))
    assert desk.view()["seq"] == 0


@pytest.mark.parametrize(
    "act",
    [
        Act("keep", piece="ailleurs"),
        Act("keep"),
        Act("stage", stage=3),
        Act("stage", stage=9, piece="p000001"),
        Act("cut"),
        Act("cut", piece="ailleurs"),
        Act("answer", number=1),
        Act("answer", number=9, answer="said"),
        Act("name", voice="Personne", person="Aïcha"),
    ],
)
def test_what_lacks_something_or_is_not_there_is_refused(place: Path, act: Act) -> None:
    with pytest.raises(SettingsError):
        ReadDesk(place).act(act)


def test_a_session_that_is_held_or_was_interrupted_is_not_corrected(place: Path) -> None:
    desk = ReadDesk(place)
    piece = _row(desk, 7)["pieces"][0]
    with writing(Folder(place)), pytest.raises(SessionError, match="en cours d'écriture"):
        desk.act(Act("keep", piece=piece))
    with Journal(place / "journal") as journal:
        ended = next(at for at, event in enumerate(journal.events) if type(event).__name__ == "Ended")
        events = journal.events[:ended]
    (place / "journal").unlink()
    with Journal(place / "journal") as journal:
        journal.append(*events)  # type: ignore[arg-type] # none is unknown here
    interrupted = ReadDesk(place)
    assert interrupted.view()["warnings"]
    with pytest.raises(SessionError, match="jusqu'au bout"):
        interrupted.act(Act("keep", piece=piece))


def test_documents_are_read_and_changed(place: Path) -> None:
    desk = ReadDesk(place)
    papers = desk.view()["papers"]
    assert [(paper["document"], paper["status"]) for paper in papers] == [
        ("contrat", "proposition"),
        ("notes", "proposition"),
        ("plan", "proposition"),
    ]
    entry = papers[1]["parts"][0]["entries"][0]
    assert entry["sources"][0]["quote"].startswith("Moi, j'ai vécu")
    desk.act(Act("paper_mark", document="notes", entry=entry["id"], mark="garde", as_client=True))
    desk.act(Act("paper_approve", document="notes", digest=desk.view()["papers"][1]["digest"], as_client=True))
    approved = ReadDesk(place).view()["papers"][1]
    assert (approved["status"], approved["approved"]["person"], approved["parts"][0]["entries"][0]["mark"]) == ("approuve", "Inès", "garde")
    with pytest.raises(SettingsError, match="de quel document"):
        desk.act(Act("paper_edit"))


def test_a_session_without_sound_plays_nothing(place: Path) -> None:
    assert ReadDesk(place).sound("p000001") is None


def test_what_is_kept_goes_to_the_notes_and_comes_back_out(place: Path) -> None:
    desk = ReadDesk(place)
    piece = _row(desk, 7)["pieces"][0]
    first = desk.view()["papers"][1]["parts"][0]["entries"][0]
    desk.act(Act("paper_mark", document="notes", entry=first["id"], mark="garde", as_client=True))
    for act, number in (("keep", 3), ("unkeep", 2)):
        desk.act(Act(act, piece=piece))  # type: ignore[arg-type] # both are acts
        assert len(desk.view()["papers"][1]["parts"][0]["entries"]) == number
