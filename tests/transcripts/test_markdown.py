from __future__ import annotations

import datetime

from codev_voice.transcripts.markdown import write
from transcripts.sessions import SECRET, SESSION, TWO


def test_stages_and_turns() -> None:
    assert write(SESSION, title="Codev #3", date=datetime.date(2026, 11, 24)) == (
        "# Codev \\#3\n\nmardi 24 novembre 2026\n\n"
        "## 1. Exposé\n\n**Claire Noël** (0:00) : Bonjour \\*à tous\\*.\n\n**Sophie** (0:04) : J'ai un sujet difficile.\n\n"
        "## 2. Clarification\n\n**Voix 3** (1:02:10) : Et si tu leur écrivais ?\n"
    )
    assert SECRET not in write(SESSION)


def test_estimated_times_are_said_so() -> None:
    written = write(TWO)
    assert written.startswith("# Transcription\n\n*Heures estimées")
    assert "**A** (≈ 0:00) : Un." in written


def test_turns_have_their_number_when_asked() -> None:
    written = write(SESSION, numbered=True)
    assert "[0] **Claire Noël** (0:00) : Bonjour" in written
    assert "[2] **Voix 3** (1:02:10) : Et si" in written
