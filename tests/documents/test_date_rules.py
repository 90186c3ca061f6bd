from __future__ import annotations

import datetime

import pytest

from codev_voice.documents.date_rules import RULES, Frame
from spoken import TUESDAY


@pytest.mark.parametrize(
    "words", ["demain", "lundi", "ce jeudi", "le 12 mars", "la semaine prochaine", "fin janvier", "pâques", "le premier lundi de décembre"]
)
def test_one_rule_reads_each_way_of_saying_a_day(words: str) -> None:
    reading = [rule for pattern, rule in RULES if pattern.fullmatch(words)]
    assert len(reading) == 1


@pytest.mark.parametrize(("words", "day"), [("demain", "2026-11-18"), ("la prochaine séance", "2026-12-15")])
def test_a_rule_reads_against_the_session(words: str, day: str) -> None:
    frame = Frame(TUESDAY, "FR", meeting=datetime.date(2026, 12, 15))
    found = [rule(match, frame) for pattern, rule in RULES if (match := pattern.fullmatch(words))]
    assert found == [datetime.date.fromisoformat(day)]
