from __future__ import annotations

import datetime

from codev_voice.session.events import Cut, Ended, Event, Opened
from codev_voice.session.identity import identity

AT = datetime.datetime(2026, 11, 24, 9, 0, 0, 1, tzinfo=datetime.UTC)
OPENED = Opened(version="1", source="teams", title="Un petit codev", at=AT)


def test_a_session_stays_the_same_whatever_happens_to_it() -> None:
    later: tuple[Event, ...] = (Cut(at=AT), Ended(seconds=3.0))
    abroad = AT.astimezone(datetime.timezone(datetime.timedelta(hours=-5)))
    assert identity([OPENED]) == identity([OPENED, *later]) == identity([Opened(version="1", source="zoom", at=abroad)])


def test_two_sessions_are_told_apart_by_what_says_nothing_of_them() -> None:
    others = [Opened(version="1", source="teams", at=AT + datetime.timedelta(microseconds=1)), Opened(version="2", source="teams", at=AT)]
    assert len({identity([one]) for one in (OPENED, *others)} | {identity([])}) == 4
    assert len(identity([OPENED])) == 64
    assert "codev" not in identity([OPENED])
