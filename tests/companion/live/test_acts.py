from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from codev_voice.companion.desk import Act
from codev_voice.companion.live.acts import do
from codev_voice.companion.live.statement import VERSION
from codev_voice.errors import CodevError, SettingsError
from codev_voice.hearing.live import messages as said
from codev_voice.session.events import Consent, NoticeAnswered, Noticed, VoiceNamed
from codev_voice.session.values import Stage
from codev_voice.sound.segments import CALL, SegmentWriter, read_blocks
from companion.live.held import Held, holding


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    with holding(tmp_path / "s", monkeypatch) as found:
        found.begin()
        found.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
        found.hears(1, 4.0, "Voix 1", "Marc est en arrêt depuis trois semaines.")
        found.hears(2, 8.0, "Voix 2", "Depuis quand exactement ?")
        yield found


def test_each_yes_is_kept_with_the_words_that_were_read(held: Held) -> None:
    given = [event for event in held.session.kept.events if isinstance(event, Consent)]
    assert [(event.person, event.given, event.text) for event in given] == [(name, True, VERSION) for name in ("Malik", "Sophie", "Bruno")]


def test_a_click_moves_the_stage_and_one_more_undoes_it(held: Held) -> None:
    before = held.view()["stage"]
    held.act("stage", stage=3)
    assert held.view()["stage"] == 3
    held.act("undo")
    assert held.view()["stage"] == before
    held.act("undo")  # nothing is left to undo
    assert held.view()["stage"] == before


def test_once_all_is_heard_a_stage_begins_at_a_passage(held: Held) -> None:
    held.session.kept.conclude([], 9.0)
    with pytest.raises(SettingsError, match="Ce passage n'est plus là"):
        held.act("stage", stage=2)
    piece = held.view()["turns"][2]["pieces"][0]
    held.act("stage", stage=2, piece=piece)
    assert [turn["stage"] for turn in held.view()["turns"]][1:] == [0, 2]
    held.act("undo", piece=piece)
    assert held.view()["turns"][2]["stage"] == 0
    with pytest.raises(SettingsError, match="aucune étape"):
        held.act("undo", piece=piece)


def test_a_doubt_is_confirmed_or_denied(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(held.session.kept.judge), "doubt", Stage.CLARIFICATION)
    assert held.view()["doubt"] == {"stage": 2, "name": held.view()["doubt"]["name"]}
    held.act("confirm_stage")
    assert held.view()["stage"] == 2
    monkeypatch.setattr(type(held.session.kept.judge), "doubt", Stage.CONTRACT)
    held.act("deny_stage")
    assert held.view()["stage"] == 2


def test_a_name_is_given_to_all_turns_of_a_voice_and_taught(held: Held) -> None:
    held.hears(3, 12.0, "Voix 1", "Depuis le mois dernier.")
    held.act("name", voice="Voix 1", person="  Sophie ")
    assert [turn["speaker"] for turn in held.view()["turns"]] == ["Malik", "Sophie", "Voix 2", "Sophie"]
    voice, spans = held.hearing.told[-1]
    assert (voice, len(spans)) == ("Voix 1", 2)


def test_a_passage_is_kept_for_the_notes_and_no_longer(held: Held) -> None:
    held.act("keep", piece="p000001")
    assert [turn["kept"] for turn in held.view()["turns"]] == [False, True, False]
    held.act("unkeep", piece="p000001")
    assert [turn["kept"] for turn in held.view()["turns"]] == [False, False, False]


def test_a_passage_cut_is_gone_from_the_page_the_journal_and_the_sound(held: Held) -> None:
    with SegmentWriter(held.folder.sound, CALL) as writer:
        writer.write(0.0, np.full(16_000 * 10, 500, dtype=np.int16))
    held.folder.exports.mkdir()
    (held.folder.exports / "notes.md").write_text("Marc est en arrêt", encoding="utf-8")
    held.act("cut", piece="p000001")
    assert not held.folder.exports.exists()
    texts = [turn["text"] for turn in held.view()["turns"]]
    assert "Marc" not in " ".join(texts)
    assert "Marc" not in str(held.view())
    assert b"Marc" not in held.folder.journal.read_bytes()
    sound = np.concatenate([block.samples for block in read_blocks(held.folder.sound)])
    assert not sound[round(4.1 * 16_000) : round(5.5 * 16_000)].any()
    assert sound[: 16_000 * 4].all()
    assert any(turn["cut"] for turn in held.view()["turns"])


def test_the_journal_does_not_say_whose_passage_was_cut(held: Held) -> None:
    for voice, person in (("Voix 1", "Sophie"), ("Voix 2", "Bruno")):
        held.act("name", voice=voice, person=person)
    for piece in ("p000000", "p000001"):
        held.act("cut", piece=piece)
    named = {event.voice: event.person for event in held.session.kept.events if isinstance(event, VoiceNamed)}
    assert named == {"Micro": "Malik", "Voix 2": "Bruno"}
    held.hears(3, 14.0, "Micro", "On reprend.")
    assert held.view()["turns"][-1]["speaker"] == "Malik"


def test_the_last_minutes_are_cut_with_what_is_being_said(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held.session, "now", lambda: 14.0)
    held.hearing.say(said.Saying(settled="et Marc", provisional="il a dit", voice="Voix 1", start=12.0, heard=13.0))
    held.act("cut_last", minutes=11 / 60)
    view = held.view()
    assert [turn["text"] for turn in view["turns"] if not turn["cut"]] == ["Bonsoir à toutes et à tous."]
    assert view["open"] is None
    held.hears(3, 12.0, "Voix 1", "et Marc il a dit que c'était fini.")  # the hearing had it already
    assert "Marc" not in str(held.view())


def test_a_cut_of_silence_is_said_too(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held.session, "now", lambda: 60.0)
    held.act("cut_last", minutes=0.5)
    assert len(held.session.kept.session.turns) == 3
    assert held.session.kept.session.cuts == (3,)


def test_an_answer_is_kept_and_the_clause_is_not_told_again(held: Held) -> None:
    held.act("stage", stage=2)
    for voice, person in (("Voix 1", "Sophie"), ("Voix 2", "Bruno")):
        held.act("name", voice=voice, person=person)
    held.hears(3, 14.0, "Voix 2", "Tu devrais lui écrire une lettre dès demain matin.")
    number = next(n for n, event in enumerate((e for e in held.session.kept.events if isinstance(e, Noticed)), start=1) if event)
    held.act("answer", number=number, answer="not_advice")
    assert [event.answer for event in held.session.kept.events if isinstance(event, NoticeAnswered)] == ["not_advice"]


@pytest.mark.parametrize(
    "wrong",
    [
        Act("consent", person="Inconnue", given=True),
        Act("consent", person="Malik"),
        Act("consent", given=True),
        Act("stage", stage=7),
        Act("stage"),
        Act("name", voice="Voix 9", person="Sophie"),
        Act("name", voice="Voix 1", person="  "),
        Act("name", voice="…", person="Sophie"),
        Act("answer", number=99, answer="said"),
        Act("keep", piece="p999999"),
        Act("cut", piece=None),
        Act("cut_last", minutes=0),
        Act("cut_last", minutes=1e9),
        Act("add_person", person="Malik"),
        Act("add_person", person=""),
    ],
    ids=lambda act: f"{act.act} {act.person or act.stage or act.piece or act.minutes}",
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(held: Held, wrong: Act) -> None:
    before = len(held.session.kept.events)
    with pytest.raises(SettingsError) as refused:
        do(held.session, wrong)
    assert isinstance(refused.value, CodevError)
    assert len(held.session.kept.events) == before


def test_going_on_answers_the_question(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held.session, "now", lambda: 700.0)
    assert "dix minutes" in held.view()["ask"]["question"]
    held.act("go_on")
    assert held.view()["ask"] is None


def test_documents_are_written_and_approved_by_acts(held: Held) -> None:
    held.act("paper_add", document="contrat", part="demande", text="Comment l'accueillir", as_client=True)
    held.act("paper_add", document="contrat", part="demande", text="Comment en parler")
    (contract,) = held.view()["papers"]
    first, second = contract["parts"][-1]["entries"]
    assert (contract["status"], first["origin"], second["origin"]) == ("proposition", "cliente", "ajoute")
    held.act("paper_approve", document="contrat", digest=contract["digest"], entries=(first["id"],), as_client=True)
    held.act("paper_edit", document="contrat", entry=first["id"], text="Comment l'attendre", as_client=True)
    (contract,) = held.view()["papers"]
    assert (contract["version"], contract["approved"]["person"], contract["status"]) == (2, "Sophie", "proposition")
    with pytest.raises(CodevError, match="Le texte a changé"):
        held.act("paper_approve", document="contrat", digest="autre", as_client=True)
    held.folder.exports.mkdir()
    held.act("paper_refuse", document="contrat", as_client=True)
    assert held.view()["papers"][0]["status"] == "refuse"
    assert not held.folder.exports.exists()
    assert "attendre" not in str(held.session.kept.events)


def test_each_act_on_a_document_is_one_of_the_pages(held: Held) -> None:
    for act in ("remove", "restore", "order", "mark", "share"):
        with pytest.raises(SettingsError):
            held.act(f"paper_{act}", document="plan", entry="ailleurs", as_client=True)
