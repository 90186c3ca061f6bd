from __future__ import annotations

import datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.session.events import (
    Consent,
    Corrected,
    Cut,
    Event,
    Heard,
    KeptForNotes,
    NoticeAnswered,
    Noticed,
    Opened,
    Opined,
    Reviewed,
    StageMoved,
    Started,
    Unknown,
)
from codev_voice.session.paper_events import Drafted
from codev_voice.session.papers import PaperLine
from codev_voice.session.retention import READING, Due, What, Why, is_notice, left, ripe, schedule
from codev_voice.session.seance import Seance
from codev_voice.session.values import Answer, Level, Piece, Stage

DAY = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
WEEK = datetime.timedelta(days=7)
HEARD = Heard.of(Piece("a", 0.0, 1.0, "v", "Bonjour."))
NOTICED = Noticed(piece="a", advice="A1", excerpt="Bonjour.", confidence=0.9, level=Level.ALERT)


def _at(event: Event, when: datetime.datetime = DAY) -> Event:
    return msgspec.structs.replace(event, at=when)


def _opened(*events: Event) -> list[Event]:
    return [_at(Opened(version="1", source="direct base")), *events]


def test_after_seven_days_the_sound_goes_and_the_transcript_with_it() -> None:
    events = _opened(_at(Started(), DAY + datetime.timedelta(hours=1)), HEARD)
    when = DAY + datetime.timedelta(hours=1) + WEEK
    assert schedule(events, Seance(), sound=True) == (Due(What.SOUND, when, Why.DAYS), Due(What.TRANSCRIPT, when, Why.DAYS))


def test_a_transcript_that_was_brought_counts_its_days_from_there() -> None:
    assert schedule(_opened(HEARD), Seance(), sound=False) == (Due(What.TRANSCRIPT, DAY + WEEK, Why.DAYS),)


def test_the_setting_is_read() -> None:
    assert schedule(_opened(HEARD), Seance(keep_days=2), sound=True)[0].when == DAY + datetime.timedelta(days=2)
    assert [due.what for due in schedule(_opened(HEARD), Seance(keep_transcript=True), sound=True)] == [What.SOUND]


def test_documents_that_are_settled_make_it_due_at_once_and_never_later() -> None:
    settled = DAY + datetime.timedelta(hours=3)
    assert {(due.when, due.why) for due in schedule(_opened(HEARD), Seance(), sound=True, settled=settled)} == {(settled, Why.SETTLED)}
    late = DAY + 2 * WEEK
    assert {(due.when, due.why) for due in schedule(_opened(HEARD), Seance(), sound=True, settled=late)} == {(DAY + WEEK, Why.DAYS)}


def test_what_is_not_there_is_not_due() -> None:
    assert schedule(_opened(), Seance(), sound=False) == ()
    assert schedule([], Seance(), sound=True) == ()
    assert schedule(_opened(_at(Reviewed())), Seance(), sound=False) == ()


def test_what_was_noticed_is_due_once_she_has_read_her_review_and_not_while_she_reads() -> None:
    events = _opened(HEARD, NOTICED, _at(Reviewed()), _at(Reviewed(), DAY + datetime.timedelta(hours=1)))
    found = schedule(events, Seance(keep_transcript=True), sound=False)
    assert found == (Due(What.NOTICES, DAY + datetime.timedelta(hours=1) + READING, Why.REVIEWED),)
    assert ripe(found, DAY + datetime.timedelta(hours=2)) == ()
    assert ripe(found, DAY + datetime.timedelta(hours=2), read=True) == found
    assert ripe(found, DAY + datetime.timedelta(hours=14)) == found
    assert is_notice(NOTICED)
    assert not is_notice(HEARD)


OPINED, ANSWERED = Opined(piece="a", excerpt="Bonjour.", departs=True), NoticeAnswered(piece="a", excerpt="Bonjour.", answer=Answer.SAID)


def test_without_its_notices_a_session_keeps_its_words() -> None:
    assert left([HEARD, NOTICED, OPINED, ANSWERED, Reviewed()], {What.NOTICES}) == [HEARD, None, None, None, Reviewed()]


def test_without_its_transcript_a_session_keeps_its_documents_and_no_word_that_was_said() -> None:
    paper = Drafted(
        consultation=0, document="plan", entries=(PaperLine(id="je_fais:a:0", part="je_fais", text="Je vois Marc.", sources=("a",)),)
    )
    kept: list[Event | Unknown] = [Consent(given=True, person="Ana"), StageMoved(piece="a", stage=Stage.CONTRACT), paper]
    gone = [HEARD, NOTICED, OPINED, ANSWERED, Corrected(piece="a", voice="w"), KeptForNotes(piece="a")]
    newer = Unknown("hologram", {"kind": "hologram", "of": ["a"]}), Unknown("hologram", {"kind": "hologram", "of": []})
    assert left([*gone, *kept, *newer, Cut(after="a")], {What.TRANSCRIPT}) == [None] * 6 + kept + [None, newer[1], Cut(after="")]
    assert left([HEARD, NOTICED], {What.SOUND}) == [HEARD, NOTICED]


@given(st.integers(0, 24 * 60), st.integers(1, 7))
def test_nothing_is_kept_longer_than_it_was_promised(hours: int, days: int) -> None:
    now = DAY + datetime.timedelta(hours=hours)
    found = ripe(schedule(_opened(HEARD), Seance(keep_days=days), sound=True), now)
    assert {due.what for due in found} == ({What.SOUND, What.TRANSCRIPT} if hours >= 24 * days else set())
