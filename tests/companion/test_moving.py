from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.hear import hear
from codev_voice.companion.moving import move, stage_named
from codev_voice.companion.opening import open_session
from codev_voice.companion.papers import do
from codev_voice.companion.renaming import rename
from codev_voice.companion.tidying import apply
from codev_voice.documents.changing import Change
from codev_voice.documents.sheet import Document
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import utc_now
from codev_voice.session.values import Role, Stage
from sessions import write_session


def _heard(tmp_path: Path) -> Path:
    transcript, settings = write_session(tmp_path)
    return hear(transcript, people=settings, into=tmp_path / "s").folder.path


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("0", Stage.RETURN),
        ("6", Stage.LEARNING),
        ("Clarification", Stage.CLARIFICATION),
        ("exposé", Stage.ACCOUNT),
        ("synth", Stage.SYNTHESIS),
    ],
)
def test_a_stage_is_a_number_or_a_name(text: str, stage: Stage) -> None:
    assert stage_named(text) is stage


@pytest.mark.parametrize("text", ["", "7", "-1", "e", "pause"])
def test_what_names_no_stage_is_refused_with_those_that_exist(text: str) -> None:
    with pytest.raises(SettingsError, match=r"2 \(Clarification\)"):
        stage_named(text)


def test_a_stage_said_afterwards_holds_until_the_next_move_and_everything_follows(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    live = [turn.stage_live for turn in open_session(path).session.turns]
    session = move(path, 5, Stage.CONTRACT)
    assert [session.turns[at].stage for at in (4, 5, 7, 13, 16)] == [
        Stage.CLARIFICATION, Stage.CONTRACT, Stage.CONTRACT, Stage.EXPLORATION, Stage.SYNTHESIS,
    ]  # fmt: skip
    assert session.turns[7].notices == ()
    assert [turn.stage_live for turn in session.turns] == live
    rename(path, "Fatou", "Aline", Role.CONSULTANT)
    assert open_session(path).session.turns[7].stage is Stage.CONTRACT


def test_it_can_be_said_again_and_taken_back(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    before = open_session(path).session
    move(path, 5, Stage.CONTRACT)
    assert move(path, 5, Stage.EXPLORATION).turns[5].stage is Stage.EXPLORATION
    assert [click.turn for click in move(path, 3, Stage.ACCOUNT).clicks] == [3, 5]
    move(path, 3, None)
    assert move(path, 5, None) == before


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    for turn in (-1, 20):
        with pytest.raises(SettingsError, match="choisissez de 0 à 19"):
            move(path, turn, Stage.ACCOUNT)
    with pytest.raises(SettingsError, match="rien à défaire"):
        move(path, 3, None)
    move(path, 5, Stage.CONTRACT)
    with pytest.raises(SettingsError, match="choisissez parmi 5"):
        move(path, 3, None)
    with writing(Folder(path)), pytest.raises(SessionError, match="en cours d'écriture"):
        move(path, 5, Stage.ACCOUNT)
    with pytest.raises(SessionError):
        move(tmp_path, 5, Stage.ACCOUNT)


def test_no_stage_is_moved_once_the_words_were_destroyed(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    do(path, *(Change("refuse", document, 0) for document in Document))
    apply(path, utc_now())
    with pytest.raises(SessionError, match="a été détruite"):
        move(path, 5, Stage.ACCOUNT)
