from __future__ import annotations

import datetime

from codev_voice.transcripts.headings import headings, long_date
from transcripts.sessions import SESSION, TWO


def test_days_are_written_in_french() -> None:
    assert long_date(datetime.date(2026, 11, 24)) == "mardi 24 novembre 2026"
    assert long_date(datetime.date(2026, 3, 1)) == "dimanche 1er mars 2026"


def test_a_heading_where_the_stage_changes() -> None:
    assert headings(SESSION) == {0: "1. Exposé", 2: "2. Clarification"}


def test_a_heading_where_a_consultation_begins() -> None:
    assert headings(TWO) == {0: "Consultation 1 (Ana) : 1. Exposé", 1: "Consultation 2"}
