from __future__ import annotations

import datetime
from dataclasses import replace

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.render.ics import dated, to_ics, uid, undated
from codev_voice.documents.sheet import Sheet
from documents.render.reading import lost
from documents.render.written import APPROVED_AT, HOSTILE, OTHER_SCRIPTS, PLAN, approved, typed, typed_plan

NOW = datetime.datetime(2026, 11, 18, 8, tzinfo=datetime.UTC)


def _events(*plans: Sheet) -> list[icalendar.Component]:
    return list(icalendar.Calendar.from_ical(to_ics(plans, "séance", NOW)).walk("VEVENT"))


def test_only_promises_with_a_certain_day_are_in_the_calendar() -> None:
    assert [entry.text for entry in dated(PLAN)] == ["Voir Marc"]
    assert [entry.text for entry in undated(PLAN)] == ["Écrire à la direction", "Mettre en place un tutorat"]


def test_an_action_takes_a_whole_day_and_does_not_ring() -> None:
    (event,) = _events(approved(PLAN))
    assert event.decoded("dtstart") == datetime.date(2026, 11, 20)
    assert event.decoded("dtend") == datetime.date(2026, 11, 21)
    assert event.decoded("dtstamp") == APPROVED_AT
    assert (str(event["summary"]), str(event["status"]), str(event["transp"])) == ("Voir Marc", "CONFIRMED", "TRANSPARENT")
    assert not event.walk("VALARM")


def test_what_nobody_approved_is_a_proposition_in_the_calendar_too() -> None:
    (event,) = _events(PLAN)
    assert (str(event["summary"]), str(event["status"])) == ("Proposition : Voir Marc", "TENTATIVE")
    assert "brouillon à relire par Inès" in str(event["description"])
    assert event.decoded("dtstamp") == NOW


def test_the_same_action_bears_the_same_name_once_corrected() -> None:
    entry = PLAN.entries[1]
    corrected = replace(entry, text="Voir Marc et Julie", edited=True)
    assert uid(entry, PLAN, "séance") == uid(corrected, replace(PLAN, version=2), "séance")
    assert uid(entry, PLAN, "séance") != uid(entry, PLAN, "autre")
    assert uid(entry, PLAN, "séance") != uid(entry, replace(PLAN, consultation=1), "séance")


@settings(max_examples=20, deadline=None)
@given(st.lists(typed, min_size=1, max_size=3))
def test_every_word_of_a_dated_action_is_read_back(texts: list[str]) -> None:
    _check(texts)


def test_every_word_is_read_back_from_the_worst() -> None:
    _check([*HOSTILE, *OTHER_SCRIPTS])


def _check(texts: list[str]) -> None:
    plan = typed_plan(texts)
    data = to_ics((plan,), "séance", NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = list(icalendar.Calendar.from_ical(data).walk("VEVENT"))
    assert len(events) == len(texts)
    for entry, event in zip(dated(plan), events, strict=True):
        assert lost(replace(plan, entries=(entry,)), f"{event['summary']}\n{event['description']}") == []
