from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from codev_voice.companion.live import kept as kept_module
from codev_voice.companion.live.kept import Kept
from codev_voice.errors import MachineError
from codev_voice.session.events import FACILITATOR, Consent, Corrected, Cut, Ended, Event, Heard, Unknown, VoiceNamed
from codev_voice.session.journal import Journal
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Person, Piece, Role, Stage, Word
from codev_voice.session.values import Session as FoldedSession

PEOPLE = (Person("Malik", Role.FACILITATOR), Person("Sophie", Role.CLIENT), Person("Bruno", Role.CONSULTANT))
SEANCE = Seance(title="Essai", people=PEOPLE)


def piece(number: int, start: float, voice: str, text: str) -> Piece:
    words = tuple(Word(word, start + at * 0.3, start + at * 0.3 + 0.25) for at, word in enumerate(text.split()))
    return Piece(f"p{number:06d}", start, words[-1].end, voice, text, words, channel="appel", opens=True)


class Session:
    def __init__(self, path: Path) -> None:
        self.journal = Journal(path)
        self.changes = 0
        self.kept = Kept(self.journal, SEANCE, source="direct base", changed=self.count)

    def count(self) -> None:
        self.changes += 1


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path / "journal")


def test_a_new_session_is_opened_once(tmp_path: Path) -> None:
    Session(tmp_path / "journal").journal.close()
    again = Session(tmp_path / "journal")
    assert [type(event).__name__ for event in again.kept.events] == ["Opened"]


def test_what_is_heard_is_kept_judged_and_told(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Micro", "Bonsoir à tous, on commence par le retour de la dernière fois."))
    assert [turn.text for turn in session.kept.session.turns] == ["Bonsoir à tous, on commence par le retour de la dernière fois."]
    assert list(session.kept.times) == ["p000000"]
    assert session.changes == 1


def test_who_the_voices_are_is_looked_for_as_people_speak(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "Moi c'est Sophie, je dirige une équipe de support."))
    session.kept.hear(piece(1, 12.0, "Voix 2", "Moi, c'est Bruno, je suis chef d'atelier dans la mécanique."))
    assert {voice.label: voice.person for voice in session.kept.session.voices} == {"Voix 1": "Sophie", "Voix 2": "Bruno"}


def test_a_name_that_turns_out_to_be_anothers_is_taken_back(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "Moi c'est Sophie, je dirige une équipe de support."))
    session.kept.hear(piece(1, 12.0, "Voix 2", "On ne sait pas encore de quoi on va parler aujourd'hui."))
    session.kept.judged(lambda judge: judge.correct({"p000000": "Voix 2"}))
    session.kept.judged(lambda judge: judge.correct({"p000001": "Voix 1"}))
    session.kept.hear(piece(2, 24.0, "Voix 1", "D'accord, je vous laisse commencer comme vous voulez."))
    assert {voice.label: voice.person for voice in session.kept.session.voices} == {"Voix 1": None, "Voix 2": "Sophie"}


def test_the_beginning_heard_again_gives_names_and_is_kept_nowhere(session: Session, tmp_path: Path) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "Ma séance a commencé dans l'atelier hier matin."))
    session.kept.introduce([piece(0, 0.0, "Voix 1", "Moi c'est Bruno, j'ai commencé à l'atelier hier matin.")])
    assert [voice.person for voice in session.kept.session.voices] == ["Bruno"]
    assert b"Moi c'est Bruno" not in (tmp_path / "journal").read_bytes()
    session.kept.hear(piece(1, 14.0, "Voix 2", "Moi, c'est Sophie, je dirige une équipe de support."))
    assert [voice.person for voice in session.kept.session.voices] == ["Bruno", "Sophie"]


def test_who_the_voices_are_is_found_in_what_was_heard_again(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "Ma séance a commencé dans l'atelier hier matin."))
    session.kept.conclude([], 9.0, [piece(0, 0.0, "Voix 1", "Moi c'est Bruno, j'ai commencé à l'atelier hier matin.")])
    assert [voice.person for voice in session.kept.session.voices] == ["Bruno"]


def test_who_asked_to_be_recognised_is_named_from_her_first_words(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "On ne sait pas encore de quoi on va parler."))
    session.kept.recognise({"Voix 2": "Sophie"})  # before her sentence is over
    session.kept.hear(piece(1, 4.0, "Voix 2", "D'accord."))
    assert [voice.person for voice in session.kept.session.voices] == [None, "Sophie"]
    session.kept.recognise({"Voix 1": "Bruno", "Voix 2": "Sophie"})
    assert [voice.person for voice in session.kept.session.voices] == ["Bruno", "Sophie"]


def test_nobody_is_recognised_against_the_facilitator_s_word_nor_outside_the_roster(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "On ne sait pas encore de quoi on va parler."))
    session.kept.hear(piece(1, 4.0, "Voix 2", "D'accord."))
    session.kept.keep(VoiceNamed(voice="Voix 1", person="Sophie", by=FACILITATOR))
    session.kept.recognise({"Voix 1": "Bruno", "Voix 2": "Sophie"})
    assert [voice.person for voice in session.kept.session.voices] == ["Sophie", None]
    session.kept.recognise({"Voix 2": "Yann"})
    session.kept.conclude([], 9.0, None, {"Voix 1": "Bruno", "Voix 2": "Sophie"})
    assert [voice.person for voice in session.kept.session.voices] == ["Sophie", None]


def test_the_whole_session_names_who_asked_to_be_recognised(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "On ne sait pas encore de quoi on va parler."))
    session.kept.hear(piece(1, 4.0, "Voix 2", "D'accord."))
    session.kept.conclude([], 9.0, None, {"Voix 2": "Sophie"})
    assert [voice.person for voice in session.kept.session.voices] == [None, "Sophie"]


def test_what_the_facilitator_said_of_a_voice_stands(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "On attend encore quelqu'un je crois."))
    session.kept.judged(lambda judge: judge.rename({"Voix 1": "Bruno"}))
    session.kept.hear(piece(1, 12.0, "Voix 1", "Moi c'est Sophie, je dirige une équipe de support."))
    assert {voice.label: voice.person for voice in session.kept.session.voices} == {"Voix 1": "Bruno"}


def test_everybody_must_say_yes_late_arrivals_too(session: Session) -> None:
    kept = session.kept
    assert list(kept.silent) == ["Malik", "Sophie", "Bruno"]
    kept.keep(*(Consent(by=FACILITATOR, person=person.name, given=True) for person in PEOPLE))
    assert list(kept.silent) == []
    kept.judged(lambda judge: judge.people([Person("Karim", Role.CONSULTANT)]))
    assert list(kept.silent) == ["Karim"]
    kept.keep(Consent(by=FACILITATOR, person="Sophie", given=False))
    assert list(kept.silent) == ["Sophie", "Karim"]


def test_nothing_of_what_was_taken_out_is_left(session: Session, tmp_path: Path) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "Bonsoir tout le monde."))
    session.kept.hear(piece(1, 5.0, "Voix 2", "Marc est en arrêt maladie."))
    session.kept.erase({"p000001"}, Cut(after="p000000", by=FACILITATOR))
    assert [turn.text for turn in session.kept.session.turns] == ["Bonsoir tout le monde."]
    assert b"Marc" not in (tmp_path / "journal").read_bytes()


def test_a_journal_that_refuses_leaves_the_judge_as_it_was(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.kept.judged(lambda judge: judge.click(Stage.CONTRACT, 1.0))

    def refuse(*_: Event) -> tuple[Event, ...]:
        raise MachineError("Le disque est plein", "libérez de la place")

    with monkeypatch.context() as patch:
        patch.setattr(session.journal, "append", refuse)
        with pytest.raises(MachineError):
            session.kept.judged(lambda judge: judge.click(Stage.LEARNING, 2.0))
    assert session.kept.judge.stage is Stage.CONTRACT


def test_the_end_corrects_names_and_judges_the_whole(session: Session) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "Moi c'est Sophie, je dirige une équipe de support."))
    session.kept.hear(piece(1, 5.0, "Voix 1", "Moi, c'est Bruno, je suis chef d'atelier dans la mécanique."))
    session.kept.conclude([Corrected(piece="p000001", voice="Voix 2", by="after")], 9.0)
    assert [turn.person for turn in session.kept.session.turns] == ["Sophie", "Bruno"]
    assert session.kept.ended
    last = session.kept.events[-1]
    assert isinstance(last, Ended)
    assert last.seconds == 9.0
    assert any(isinstance(event, VoiceNamed) and event.by == "after" for event in session.kept.events)
    assert [piece.voice for piece in session.kept.pieces()] == ["Voix 1", "Voix 2"]


def test_a_session_taken_up_again_is_the_same(session: Session, tmp_path: Path) -> None:
    session.kept.hear(piece(0, 0.0, "Voix 1", "Moi c'est Sophie, je dirige une équipe de support."))
    session.kept.judged(lambda judge: judge.click(Stage.CLARIFICATION, 4.0))
    session.journal.close()
    again = Session(tmp_path / "journal")
    assert again.kept.session == session.kept.session
    assert again.kept.judge.stage is Stage.CLARIFICATION
    assert [event for event in again.kept.events if isinstance(event, Heard)]


def test_a_voice_that_the_end_does_not_tell_keeps_the_name_it_had(session: Session) -> None:
    session.kept.judged(lambda judge: judge.rename({"Micro": "Malik", "Voix 1": "Sophie"}, by="heard"))
    session.kept.hear(piece(0, 0.0, "Micro", "On y va."))
    session.kept.hear(piece(1, 3.0, "Voix 1", "D'accord, allons-y."))
    session.kept.conclude([], 5.0)
    assert [turn.person for turn in session.kept.session.turns] == ["Malik", "Sophie"]


def test_what_nobody_reads_is_not_folded(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    folds: list[int] = []

    def counted(events: Sequence[Event | Unknown], seance: Seance) -> FoldedSession:
        folds.append(len(events))
        return fold(events, seance)

    monkeypatch.setattr(kept_module, "fold", counted)
    for number in range(4):
        session.kept.hear(piece(number, number * 2.0, "Voix 1", "On attend encore quelqu'un."))
    assert folds == []
    assert len(session.kept.session.turns) == 4
    assert len(session.kept.session.voices) == 1
    assert len(folds) == 1


def test_the_last_sentence_is_judged_once_however_long_the_silence(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[str] = []

    def rest() -> tuple[Event, ...]:
        rests.append("repos")
        return ()

    monkeypatch.setattr(session.kept.judge, "rest", rest)
    session.kept.rest()
    assert rests == []
    session.kept.hear(piece(0, 0.0, "Voix 1", "On attend encore"))
    for _ in range(3):
        session.kept.rest()
    assert rests == ["repos"]
