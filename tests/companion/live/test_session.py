from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from codev_voice.companion import judging
from codev_voice.companion.live import after, kept, proposing
from codev_voice.companion.live import session as live
from codev_voice.companion.live.options import load
from codev_voice.errors import MachineError, SessionError
from codev_voice.hearing.live import messages as said
from codev_voice.hearing.recognising import packed
from codev_voice.session import keys
from codev_voice.session.events import Event, Gap, Heard, Noticed, Paused, Resumed, Started
from codev_voice.session.sealing import SOUND
from codev_voice.session.voiceprints import voices_folder
from codev_voice.sound import messages as sound
from codev_voice.sound.segments import CALL, SegmentWriter
from codev_voice.sound.tracks import RATE
from companion.kept_voices import SIDES, keep
from companion.live.held import Held, holding


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    with holding(tmp_path / "s", monkeypatch) as found:
        yield found


def kinds(held: Held) -> list[str]:
    return [type(event).__name__ for event in held.session.kept.events]


def test_nothing_is_heard_before_everybody_said_yes(held: Held) -> None:
    held.session.open()
    assert held.view()["phase"] == "accueil"
    assert held.recorders.told == ["open"]  # for its level only
    with pytest.raises(SessionError, match="Malik, Sophie, Bruno"):
        held.act("start")
    held.agree()
    held.act("consent", person="Bruno", given=False)
    with pytest.raises(SessionError, match=r"\(Bruno\)"):
        held.act("start")
    assert held.recorders.told == ["open", "stop"]  # after one no the devices are let go of
    assert held.hearing.told == []


def test_with_everybodys_yes_it_records_and_hears(held: Held) -> None:
    held.begin()
    assert held.recorders.told == ["record", "open"]
    assert held.hearing.told == ["start"]
    view = held.view()
    assert (view["phase"], view["recording"]) == ("ecoute", True)
    assert load(held.folder).began is not None
    assert any(isinstance(event, Started) for event in held.session.kept.events)
    held.act("start")  # a second click is nothing
    assert held.recorders.told == ["record", "open"]


def test_the_facilitator_is_known_from_her_track(held: Held) -> None:
    held.begin()
    held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
    assert held.view()["turns"][0]["speaker"] == "Malik"


def test_what_is_being_said_passes_and_what_is_heard_stays(held: Held) -> None:
    held.begin()
    held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
    held.hearing.say(said.Saying(settled="On commence", provisional="par le", voice="Micro", start=4.0, heard=5.0))
    assert held.view()["open"] == {"speaker": "Malik", "sure": True, "settled": "On commence", "provisional": "par le"}
    held.hearing.say(said.Saying(settled="", provisional="", voice="…", start=5.0, heard=6.0))
    view = held.view()
    assert view["open"] is None
    assert [turn["text"] for turn in view["turns"]] == ["Bonsoir à toutes et à tous."]


def test_the_worker_is_begun_where_the_journal_stops(held: Held) -> None:
    held.begin()
    held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
    held.hears(1, 4.0, "Voix 1", "Bonsoir Malik.")
    held.hearing.say(said.Revoiced(voices={"p000001": "Voix 2", "p000009": "Voix 3"}))
    begin = held.hearing.begin()
    assert (begin.number, begin.people, begin.two_tracks) == (2, 3, True)
    assert begin.since == held.session.kept.times["p000001"][1]
    assert [voice for *_, voice in begin.known] == ["Micro", "Voix 2"]
    assert "Sophie" in begin.prompt


def test_hors_micro_stops_all_and_only_the_facilitator_resumes(held: Held) -> None:
    held.begin()
    held.act("pause")
    assert held.recorders.told[-1] == "pause"
    assert held.hearing.told[-1] == "flush"
    view = held.view()
    assert (view["phase"], view["recording"], view["line"]) == ("pause", False, "")
    held.act("pause")
    assert kinds(held).count("Paused") == 1
    held.act("resume")
    assert held.recorders.told[-1] == "resume"
    assert held.view()["phase"] == "ecoute"
    found = [type(event) for event in held.session.kept.events if isinstance(event, Paused | Resumed)]
    assert found == [Paused, Resumed]


def test_a_yes_taken_back_suspends_for_all(held: Held) -> None:
    held.begin()
    held.act("consent", person="Sophie", given=False)
    assert held.view()["phase"] == "pause"
    with pytest.raises(SessionError, match="Sophie n'a pas dit oui"):
        held.act("resume")
    held.act("consent", person="Sophie", given=True)
    held.act("resume")
    assert held.view()["phase"] == "ecoute"


def test_to_withdraw_tells_of_a_voice_that_is_kept(held: Held) -> None:
    keep("Sophie", 0)
    held.begin()
    held.act("consent", person="Bruno", given=False)
    assert not any("reste gardée" in line for line in held.view()["warnings"])
    held.act("consent", person="Bruno", given=True)
    held.act("consent", person="Sophie", given=False)
    assert any("La voix de Sophie reste gardée" in line for line in held.view()["warnings"])
    held.act("consent", person="Bruno", given=False)
    assert any("La voix de Sophie reste gardée" in line for line in held.view()["warnings"])


def test_nothing_is_captured_any_more_while_one_looks_for_a_voice_that_is_kept(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    phases: list[str] = []
    held.begin()

    def looked_for(_: object) -> str:
        phases.append(held.view()["phase"])
        return ""

    monkeypatch.setattr("codev_voice.companion.live.session.reminder", looked_for)
    held.act("consent", person="Sophie", given=False)
    assert phases == ["pause"]


def test_who_asked_is_recognised_and_only_if_she_is_in_the_roster(held: Held) -> None:
    keep("sophie", 0)
    keep("Yann", 1)
    held.begin()
    assert held.hearing.begin().asked == {"Sophie": packed(SIDES[0]).hex()}
    held.hears(0, 1.0, "Voix 1", "On commence.")
    held.hearing.say(said.Recognised(voices={"Voix 1": "Sophie"}))
    assert [voice.person for voice in held.session.kept.session.voices if voice.label == "Voix 1"] == ["Sophie"]
    assert packed(SIDES[0]).hex() not in held.folder.journal.read_text(encoding="utf-8", errors="replace")


def test_nobody_asked_and_nothing_of_a_voice_is_written(held: Held) -> None:
    held.begin()
    assert held.hearing.begin().asked == {}
    held.hears(0, 1.0, "Voix 1", "On commence.")
    assert not voices_folder().exists()


def test_who_comes_in_late_is_asked_before_anything_more_is_heard(held: Held) -> None:
    held.begin()
    held.act("add_person", person=" Karim ")
    view = held.view()
    assert view["phase"] == "pause"
    assert view["people"][-1] == {"name": "Karim", "role": "consultant", "role_name": view["people"][-1]["role_name"], "consent": None}
    with pytest.raises(SessionError, match="Karim"):
        held.act("resume")


def test_devices_lost_found_and_a_full_disk_are_said(held: Held) -> None:
    held.begin()
    held.recorders.say(sound.Lost(channel="micro", t=4.0, why="le micro a disparu"))
    assert any("micro" in line.lower() for line in held.view()["warnings"])
    held.recorders.say(sound.Back(channel="micro", t=9.0, gap=5.0))
    assert [(event.channel, event.seconds) for event in held.session.kept.events if isinstance(event, Gap)] == [("micro", 5.0)]
    held.recorders.say(sound.Full(t=10.0, why="plus de place"))
    view = held.view()
    assert view["recording"] is False
    assert "Le disque est plein" in view["warnings"][0]
    held.hears(0, 1.0, "Micro", "Ceci sera entendu à la reprise.")
    assert view["turns"] == []


def test_a_journal_that_refuses_is_said_and_stops_nothing(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.begin()

    def refuse(*_: Event) -> tuple[Event, ...]:
        raise MachineError("La machine refuse d'écrire", "vérifiez le disque")

    with monkeypatch.context() as patch:
        patch.setattr(held.journal, "append", refuse)
        held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
    assert held.view()["warnings"][0] == "La machine refuse d'écrire : vérifiez le disque."
    held.hears(1, 3.0, "Micro", "On continue.")
    assert [turn["text"] for turn in held.view()["turns"]] == ["On continue."]


def test_what_nobody_foresaw_is_a_warning_and_the_session_ends_all_the_same(
    held: Held, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def unforeseen(*_: object, **__: object) -> dict[str, str]:
        raise IndexError("Bonsoir à toutes et à tous.")

    monkeypatch.setattr(kept, "firm_names", unforeseen)
    monkeypatch.setattr(kept, "name_voices", unforeseen)
    held.begin()
    held.hears(0, 11.0, "Voix 1", "Bonsoir à toutes et à tous.")
    held.hears(1, 13.0, "Micro", "On continue.")
    view = held.view()
    assert [turn["text"] for turn in view["turns"]] == ["Bonsoir à toutes et à tous.", "On continue."]
    assert view["warnings"][0] == (
        "Erreur imprévue (IndexError) : l'écoute continue, et le son est gardé ; signalez cette ligne après la séance."
    )
    assert view["recording"]
    held.act("stop")
    assert held.session.over.wait(60)
    view = held.view()
    assert (view["phase"], held.session.ended, held.session.problem) == ("fin", True, None)
    assert "ce qui a été compris en direct" in view["warnings"][0]
    assert [turn["text"] for turn in view["turns"]] == ["Bonsoir à toutes et à tous.", "On continue."]
    assert capfd.readouterr() == ("", "")


def test_a_piece_that_cannot_be_judged_does_not_spoil_the_next(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.begin()
    with monkeypatch.context() as patch:
        patch.setattr(judging.Judge, "_noticed", None)
        held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
    held.hears(1, 3.0, "Micro", "On continue.")
    assert [turn["text"] for turn in held.view()["turns"]] == ["On continue."]
    assert "Erreur imprévue (TypeError)" in held.view()["warnings"][0]
    assert list(held.session.kept.judge._turn_of) == ["p000001"]


def test_a_process_that_cannot_be_started_is_said(held: Held) -> None:
    held.begin()
    held.hearing.failed(MachineError("Le trousseau ne répond pas", "ouvrez-le"))
    assert held.view()["warnings"][0] == "Le trousseau ne répond pas : ouvrez-le."


def test_a_worker_that_cannot_hear_says_why(held: Held) -> None:
    held.begin()
    held.hearing.say(said.Failed(problem="le modèle est abîmé", remedy="lancez « codev-voice models fetch »"))
    assert held.view()["warnings"][0] == "le modèle est abîmé : lancez « codev-voice models fetch »."


def test_the_echo_is_said_while_it_is_measured(held: Held) -> None:
    held.begin()
    held.hearing.say(said.Behind(lag=0.0, heard=5.0, bleed=-6.0))
    assert any("casque" in line for line in held.view()["warnings"])
    held.hearing.say(said.Behind(lag=0.0, heard=6.0))
    assert not any("casque" in line for line in held.view()["warnings"])


def test_lag_is_shown_when_nothing_comes(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.begin()
    monkeypatch.setattr(held.session, "now", lambda: 30.0)
    assert held.view()["lag"] == 28.0
    held.hearing.say(said.Behind(lag=1.5, heard=29.0))
    assert held.view()["lag"] == 1.5


def test_the_end_hears_the_rest_then_goes_through_the_whole(held: Held) -> None:
    held.begin()
    with SegmentWriter(held.folder.sound, CALL) as writer:
        writer.write(0.0, np.zeros(16_000, dtype=np.int16))
    held.hears(0, 0.1, "Voix 1", "Bonsoir à toutes et à tous.")
    held.act("stop")
    assert held.session.over.wait(60)
    assert held.recorders.told[-1] == "stop"
    assert "finish" in held.hearing.told
    assert held.view()["phase"] == "fin"
    assert held.session.ended
    held.act("stop")
    assert kinds(held).count("Ended") == 1


def test_a_session_taken_up_again_records_unless_the_call_was_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.begin()
        held.hears(0, 0.1, "Micro", "Bonsoir à toutes et à tous.")
        options = held.session.options
    with holding(tmp_path / "s", monkeypatch, options) as again:
        again.session.open()
        assert again.recorders.told == ["record", "open"]
        assert again.view()["phase"] == "ecoute"
        again.act("pause")
        options = again.session.options
    with holding(tmp_path / "s", monkeypatch, options) as paused:
        paused.session.open()
        assert paused.recorders.told == ["pause", "record", "open"]
        assert paused.view()["phase"] == "pause"
        paused.act("stop")
        assert paused.session.over.wait(60)
        options = paused.session.options
    assert options.over
    with holding(tmp_path / "s", monkeypatch, options) as ended:
        ended.session.open()
        assert ended.session.over.is_set()
        assert ended.recorders.told == []
        assert [event.text for event in ended.session.kept.events if isinstance(event, Heard)] == ["Bonsoir à toutes et à tous."]


def test_after_a_crash_in_the_last_pass_only_hearing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.begin()
        held.hears(0, 0.1, "Micro", "Bonsoir à toutes et à tous.")
        held.session._set(over=True)
        options = held.session.options
    with holding(tmp_path / "s", monkeypatch, options) as again:
        again.session.open()
        assert again.session.over.wait(60)
        assert again.recorders.told == ["stop"]
        assert again.hearing.told[:2] == ["start", "finish"]
        assert again.session.ended


def test_advice_in_the_clarification_is_told_to_her_alone(held: Held) -> None:
    held.begin()
    held.hears(0, 1.0, "Micro", "On passe aux questions de clarification, rien que des faits.")
    held.act("stage", stage=2)
    held.act("name", voice="Micro", person="Malik")
    held.hears(1, 6.0, "Voix 1", "Mon équipe refuse les astreintes du samedi depuis janvier.")
    held.act("name", voice="Voix 1", person="Sophie")
    held.hears(2, 12.0, "Voix 2", "Tu devrais leur écrire un mail à tous dès demain matin.")
    held.act("name", voice="Voix 2", person="Bruno")
    held.hears(3, 20.0, "Voix 2", "Tu pourrais aussi demander à ton directeur de venir leur expliquer.")
    assert [event for event in held.session.kept.events if isinstance(event, Noticed)]


def test_with_a_no_the_stages_and_the_time_are_followed_by_hand(held: Held) -> None:
    held.session.open()
    held.act("consent", person="Bruno", given=False)
    held.act("stage", stage=1)
    held.session._set(by_hand=time.time() - 60)
    held.act("stage", stage=2)
    view = held.view()
    assert (view["phase"], view["stage"], view["recording"]) == ("accueil", 2, False)
    assert 55 <= view["rail"][1]["spent"] <= 65
    assert held.recorders.told == ["open", "stop"]
    held.act("consent", person="Bruno", given=True)
    for name in ("Malik", "Sophie"):
        held.act("consent", person=name, given=True)
    held.act("start")  # everybody agreed after all: the clock goes on
    assert held.session.options.began == held.session.options.by_hand
    assert held.view()["stage"] == 2


def test_on_a_full_disk_the_session_ends_all_the_same_and_says_it(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.begin()
    held.hears(0, 0.1, "Micro", "Bonsoir à toutes et à tous.")

    def refuse(*_: object) -> None:
        raise MachineError("Le disque est plein", "libérez de la place")

    with monkeypatch.context() as patch:
        patch.setattr(held.journal, "append", refuse)
        patch.setattr(live, "save", refuse)
        held.act("stop")
        assert held.session.over.wait(60)
    assert held.session.problem == "Le disque est plein : libérez de la place."
    assert not held.session.ended
    assert held.view()["recording"] is False


def test_documents_are_proposed_as_their_stages_end_and_all_at_the_end(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev_voice.companion.live.proposing.CALM", 0.01)
    held.begin()
    held.act("stage", stage=3)
    held.hears(1, 4.0, "Voix 1", "Ma question, c'est comment garder Marc motivé après l'annonce.")
    held.hears(2, 9.0, "Voix 2", "D'accord pour moi.")
    held.act("name", voice="Voix 1", person="Sophie")
    assert held.view()["papers"] == []
    held.act("stage", stage=4)
    until = time.monotonic() + 20
    while not held.view()["papers"] and time.monotonic() < until:
        time.sleep(0.01)
    (contract,) = held.view()["papers"]
    assert [contract[key] for key in ("document", "client", "status", "version")] == ["contrat", "Sophie", "proposition", 1]
    demand = contract["parts"][0]["entries"][0]
    assert (demand["text"], demand["sources"][0]["piece"]) == ("Comment garder Marc motivé après l'annonce", "p000001")
    held.act("paper_edit", document="contrat", entry=demand["id"], text="Comment garder Marc", as_client=True)
    held.hears(3, 12.0, "Voix 2", "Tu pourrais lui proposer de piloter le projet Lyon.")
    held.act("stop")
    assert held.session.over.wait(60)
    papers = held.view()["papers"]
    assert [paper["document"] for paper in papers] == ["contrat", "notes", "plan"]
    assert papers[0]["parts"][0]["entries"][0]["text"] == "Comment garder Marc"
    kinds = [type(event).__name__ for event in held.journal.events]
    assert kinds[-1] == "Ended"
    assert kinds.count("Drafted") == 3  # the end changes nothing of the contract


def test_followed_by_hand_the_documents_are_there_to_be_written(held: Held) -> None:
    held.session.open()
    held.act("consent", person="Bruno", given=False)
    assert [(paper["document"], paper["parts"]) for paper in held.view()["papers"]] == [("contrat", []), ("notes", []), ("plan", [])]
    held.act("paper_add", document="notes", part="note", text="Un phare", person="Bruno")
    assert held.view()["papers"][1]["parts"][0]["entries"][0]["origin"] == "ajoute"


def test_a_piece_is_played_from_the_sound_that_is_kept(held: Held) -> None:
    held.begin()
    held.hears(1, 0.0, "Voix 1", "Bonsoir.")
    assert held.session.sound("p000001") is None
    with SegmentWriter(held.folder.sound, CALL) as writer:
        writer.write(0.0, np.ones(RATE, dtype=np.int16))
    assert (held.session.sound("p000001") or b"")[:4] == b"RIFF"
    assert held.session.sound("ailleurs") is None


def test_nothing_said_is_in_clear_anywhere_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s").mkdir()
    key = keys.create(tmp_path / "s").part(SOUND).key.hex()
    with holding(tmp_path / "s", monkeypatch) as held:
        held.begin()
        held.hears(0, 1.0, "Voix 1", "Tu devrais démissionner demain, Zébulon te le dira.")
        held.hears(1, 6.0, "Voix 2", "Je crains la réunion de Montauban.")
        piece = next(iter(held.session.kept.times))
        held.act("keep", piece=piece)
        assert held.hearing.begin().key == key
        assert key not in repr(held.hearing.begin())
        before = len(held.session.kept.events)
    left = b"".join(place.read_bytes() for place in (tmp_path / "s").rglob("*") if place.is_file()).lower()
    for word in ("démissionner", "zébulon", "montauban", "crains", "voix 1", '"heard"', key):
        assert word.encode() not in left, word
        assert word.encode("utf-16-le") not in left, word
    with holding(tmp_path / "s", monkeypatch) as held:
        assert len(held.session.kept.events) == before
        assert "Zébulon" in str(held.view())


def test_what_was_cut_comes_back_neither_while_it_is_said_nor_settled(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.begin()
    monkeypatch.setattr(live.LiveSession, "now", lambda _: 100.0)
    held.hearing.say(said.Saying(settled="secret dit", provisional="", voice="Voix 1", start=90.0, heard=99.0))
    held.act("cut_last", minutes=0.5)
    held.hearing.say(said.Saying(settled="secret dit et encore", provisional="", voice="Voix 1", start=90.0, heard=100.5))
    held.hears(1, 69.0, "Voix 1", "un deux trois quatre cinq six sept huit secret neuf dix")
    assert "secret" not in str(held.view())
    assert not any(isinstance(event, Heard) for event in held.session.kept.events)
    held.hearing.say(said.Saying(settled="et maintenant", provisional="", voice="Voix 1", start=101.0, heard=102.0))
    assert held.view()["open"]["settled"] == "et maintenant"


def test_documents_that_cannot_be_drafted_are_said_and_tried_again(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("mot dit pendant la séance")

    monkeypatch.setattr(proposing, "CALM", 0.01)
    monkeypatch.setattr(proposing, "changed", fails)
    held.begin()
    held.hears(0, 1.0, "Voix 1", "Bonsoir à toutes et à tous.")
    for _ in range(200):
        if any("KeyError" in line for line in held.view()["warnings"]):
            break
        time.sleep(0.02)  # the thread of the documents tells it in its own time
    (line,) = (line for line in held.view()["warnings"] if "KeyError" in line)
    assert "mot dit" not in line


def test_a_full_memory_at_the_end_leaves_the_session_to_be_taken_up(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise MemoryError

    held.begin()
    held.hears(0, 1.0, "Voix 1", "Bonsoir à toutes et à tous.")
    monkeypatch.setattr(after, "tracks_of", full)
    held.act("stop")
    assert held.session.over.wait(20)
    assert not held.session.ended
    assert "mémoire" in (held.session.problem or "")


def test_a_session_that_could_not_be_heard_whole_is_not_ended(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.begin()
    held.hears(0, 1.0, "Voix 1", "Bonsoir à toutes et à tous.")
    held.session._troubles.met(MachineError("Le trousseau ne répond pas", "déverrouillez-le"))
    monkeypatch.setattr(held.session._ears, "finish", lambda: False)
    held.act("stop")
    assert held.session.over.wait(20)
    assert (held.session.ended, "Ended" in kinds(held)) == (False, False)
    assert "trousseau" in (held.session.problem or "")
