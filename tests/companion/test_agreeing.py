from __future__ import annotations

from pathlib import Path

from codev_voice.companion.agreeing import VERSION, agreement, answered, asked_already
from codev_voice.companion.hear import Options, hear
from codev_voice.session.events import Consent, Opened
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events
from sessions import write_session


def test_the_answer_is_kept_once_with_the_question_it_answers() -> None:
    (given,) = agreement((), agreed=True)
    assert (given.given, given.person, given.text, given.by) == (True, None, VERSION, "facilitator")
    assert agreement([given], agreed=True) == ()
    assert agreement((), agreed=None) == ()
    assert answered([Opened(version="1", source="s"), Consent(given=True, person="Ana")])


def test_a_session_heard_again_with_the_answer_keeps_it(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    folder = Folder(tmp_path / "s")
    assert not asked_already(folder)
    hear(transcript, people=settings, into=folder.path)
    assert not asked_already(folder)
    for _ in range(2):
        assert hear(transcript, people=settings, into=folder.path, options=Options(agreed=True)).already
    assert [event.text for event in read_events(folder.journal) if isinstance(event, Consent)] == [VERSION]
