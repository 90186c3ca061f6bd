from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.opening import open_session
from codev_voice.errors import SessionError
from codev_voice.session.events import Opened
from codev_voice.session.frames import frame
from codev_voice.session.journal import Journal


def test_what_was_never_heard_cannot_be_shown(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal") as journal:
        journal.append(Opened(version="1", source="x"))
    with pytest.raises(SessionError, match="pas encore été entendue"):
        open_session(tmp_path)


def test_events_of_a_newer_version_are_warned_of_once(tmp_path: Path) -> None:
    heard = b'{"kind":"heard","id":"p1","start":0,"end":1,"voice":"a","text":"oui"}'
    (tmp_path / "journal").write_bytes(frame(b'[{"kind":"hologram"},{"kind":"hologram"},' + heard + b"]"))
    opened = open_session(tmp_path)
    assert len([warning for warning in opened.warnings if "plus récente" in warning]) == 1
    assert opened.session.turns[0].text == "oui"
