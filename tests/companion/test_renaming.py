from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from codev_voice.companion.hear import hear
from codev_voice.companion.opening import open_session
from codev_voice.companion.papers import do
from codev_voice.companion.renaming import rename
from codev_voice.companion.tidying import apply
from codev_voice.documents.changing import Change
from codev_voice.documents.sheet import Document
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.events import Ended, Unknown
from codev_voice.session.journal import Journal, read_events, utc_now
from codev_voice.session.values import Role
from sessions import write_session


def _heard(tmp_path: Path, *, roster: bool = True) -> Path:
    transcript, settings = write_session(tmp_path)
    lines = transcript.read_text(encoding="utf-8").replace('"speaker": "Fatou", "role": "consultant"', '"speaker": "Voix 9"')
    for role in ("client", "consultant", "animateur"):
        lines = lines.replace(f'"role": "{role}", ', "")
    transcript.write_text(lines, encoding="utf-8")
    return hear(transcript, people=settings if roster else None, into=tmp_path / "s").folder.path


def test_a_voice_named_after_somebody_of_the_roster_takes_her_role_everywhere(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    assert not any(turn.notices for turn in open_session(path).session.turns if turn.role is not Role.CONSULTANT)
    voice = rename(path, "voix 9", "fatou")
    session = open_session(path).session
    assert (voice.person, voice.role) == ("Fatou", Role.CONSULTANT)
    assert [turn.role for turn in session.turns if turn.person == "Fatou"] == [Role.CONSULTANT] * 4
    assert session.turns[7].notices[0].kind.startswith("A")
    assert rename(path, "Fatou", "Fatou").label == "Voix 9"


def test_the_role_follows_the_voice_or_the_option(tmp_path: Path) -> None:
    path = _heard(tmp_path, roster=False)
    assert rename(path, "Claire", "Clara").role is Role.FACILITATOR
    assert rename(path, "Julien", "Jules", Role.OBSERVER).role is Role.OBSERVER
    session = open_session(path).session
    assert {turn.speaker for turn in session.turns} == {"Clara", "Jules", "Inès", "Voix 9"}
    assert "Claire" not in {person.name for person in session.people}


def test_a_voice_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    with pytest.raises(SettingsError, match="« Voix 9 »"):
        rename(path, "Voix 3", "Fatou")
    with pytest.raises(SettingsError, match="vide"):
        rename(path, "Voix 9", "  ")
    with pytest.raises(SessionError):
        rename(tmp_path, "Voix 9", "Fatou")


def test_a_name_borne_by_two_voices_is_ambiguous(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    rename(path, "Voix 9", "Léa", Role.CONSULTANT)
    rename(path, "Julien", "Léa")
    with pytest.raises(SettingsError, match="Plusieurs voix"):
        rename(path, "Léa", "Fatou")


def test_accents_coded_otherwise_are_the_same_name(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    assert rename(path, unicodedata.normalize("NFD", "Inès"), unicodedata.normalize("NFD", "Zoé")).person == "Zoé"
    assert rename(path, "Zoé", unicodedata.normalize("NFD", "INÈS")).person == "Inès"


def test_no_name_at_all_is_nobodys(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Aucune voix"):
        rename(_heard(tmp_path), " ", "Fatou")


def test_a_session_not_heard_to_its_end_is_not_renamed(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    events = [event for event in read_events(path / "journal") if not isinstance(event, Ended | Unknown)]
    (path / "journal").unlink()
    with Journal(path / "journal") as journal:
        journal.append(*events)
    with pytest.raises(SessionError, match="jusqu'au bout"):
        rename(path, "Voix 9", "Fatou")


def test_no_voice_is_named_once_the_words_were_destroyed(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    do(path, *(Change("refuse", document, 0) for document in Document))
    apply(path, utc_now())
    with pytest.raises(SessionError, match="a été détruite"):
        rename(path, "voix 9", "fatou")
