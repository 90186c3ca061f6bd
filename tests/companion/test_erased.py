from __future__ import annotations

import datetime

from codev_voice.companion.erased import day_of, told
from codev_voice.session.events import Counted, Event, Expired, Heard
from codev_voice.session.retention import What
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Piece, Session

FIRST, SECOND = (datetime.datetime(2026, 12, day, 12, tzinfo=datetime.UTC) for day in (1, 2))


def _session(*events: Event) -> Session:
    return fold([Heard.of(Piece("a", 0.0, 1.0, "v", "oui")), *events], Seance())


def test_what_went_is_told_by_day() -> None:
    both = _session(Expired(what=("son", "transcription"), at=FIRST))
    assert told(both) == ("le son et la transcription ont été détruits le mardi 1er décembre 2026, comme promis au groupe.",)
    apart = _session(Expired(what=("reperages",), at=FIRST), Expired(what=("son",), at=SECOND), Expired(what=("hologramme",), at=SECOND))
    notices, sound = told(apart)
    assert notices.startswith(
        "les phrases relevées dans la clarification ont été effacées le mardi 1er décembre 2026, après votre relecture :"
    )
    assert sound == "le son a été détruit le mercredi 2 décembre 2026, comme promis au groupe."
    assert told(_session(Expired(what=("transcription",)))) == ("la transcription a été détruite, comme promis au groupe.",)
    assert told(_session()) == ()


def test_the_day_of_one_thing() -> None:
    session = _session(Expired(what=("transcription",), at=FIRST))
    assert day_of(session, What.TRANSCRIPT) == "le mardi 1er décembre 2026"
    assert day_of(session, What.SOUND) == ""


def test_what_was_counted_of_the_notices_is_said_to_be_kept() -> None:
    gone = Expired(what=("reperages",), at=FIRST)
    (counted,) = told(_session(Counted(advice=({"A1": 2},)), gone))
    (uncounted,) = told(_session(gone))
    assert counted.endswith("le bilan n'en garde que le nombre.")
    assert uncounted.endswith("le bilan n'en compte plus aucune.")
