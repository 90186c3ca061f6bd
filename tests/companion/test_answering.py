from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.answering import answer, numbered
from codev_voice.companion.hear import hear
from codev_voice.companion.opening import open_session
from codev_voice.companion.renaming import rename
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.events import Ended, Heard, Noticed
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal
from codev_voice.session.values import Answer, Level, Notice, Piece, Role, Session, Turn
from sessions import write_session


def _heard(tmp_path: Path) -> Path:
    transcript, settings = write_session(tmp_path)
    return hear(transcript, people=settings, into=tmp_path / "s").folder.path


def _notice(turn: int, excerpt: str, level: Level) -> Notice:
    return Notice(turn, f"p{turn}", "A1", excerpt, 0.5, level)


def test_told_or_only_logged_they_are_numbered_in_the_session_s_order() -> None:
    first = (_notice(0, "a", Level.LOG), _notice(0, "b", Level.LIGHT))
    turns = (
        Turn(0, 3.0, 4.0, "v", "", role=Role.CONSULTANT, notices=first),
        Turn(1, 5.0, 6.0, "v", "", notices=(_notice(1, "c", Level.ALERT),)),
    )
    found = numbered(Session(turns, ()))
    assert [(one.number, one.notice.excerpt, one.start, one.role, one.logged) for one in found] == [
        (1, "a", 3.0, Role.CONSULTANT, True),
        (2, "b", 3.0, Role.CONSULTANT, False),
        (3, "c", 5.0, None, False),
    ]


def test_an_answer_is_kept_and_replaced_and_survives_a_renaming(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    assert answer(path, 1, Answer.IGNORED).notice.answer is Answer.IGNORED
    answer(path, 1, Answer.NOT_ADVICE)
    before = [(one.number, one.notice) for one in numbered(open_session(path).session)]
    rename(path, "Fatou", "Aline", Role.CONSULTANT)
    after = numbered(open_session(path).session)
    assert [(one.number, one.notice) for one in after] == before
    assert (after[0].notice.answer, after[0].notice.level, after[0].notice.told) == (Answer.NOT_ADVICE, Level.ALERT, False)


def test_a_number_that_nothing_bears_is_refused(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    for number in (0, 99):
        with pytest.raises(SettingsError, match=f"le numéro {number}"):
            answer(path, number, Answer.SAID)
    silent = tmp_path / "t"
    silent.mkdir()
    with Journal(silent / "journal") as journal:
        journal.append(Heard.of(Piece("p0", 0.0, 1.0, "v", "Bonjour.")), Ended(seconds=1.0))
    with pytest.raises(SettingsError, match="Aucune phrase"):
        answer(silent, 1, Answer.SAID)


def test_only_a_session_heard_to_its_end_and_that_nobody_writes(tmp_path: Path) -> None:
    path = _heard(tmp_path)
    with writing(Folder(path)), pytest.raises(SessionError, match="en cours d'écriture"):
        answer(path, 1, Answer.SAID)
    begun = tmp_path / "t"
    begun.mkdir()
    with Journal(begun / "journal") as journal:
        journal.append(
            Heard.of(Piece("p0", 0.0, 1.0, "v", "Parle-lui.")),
            Noticed(piece="p0", advice="A1", excerpt="Parle-lui.", confidence=0.9, level=Level.ALERT),
        )
    with pytest.raises(SessionError, match="jusqu'au bout"):
        answer(begun, 1, Answer.SAID)
