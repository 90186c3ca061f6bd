from __future__ import annotations

from dataclasses import replace

from codev_voice.companion.live.clock import elapsed, minutes, run, spent, unheard
from codev_voice.session.seance import Seance
from codev_voice.session.timing import entries
from codev_voice.session.values import Entry, Session, Stage, Stretch

SEANCE = Seance(preset=60)


def _session(*moves: tuple[float, int], pauses: tuple[Stretch, ...] = (), gaps: tuple[Stretch, ...] = ()) -> Session:
    return Session((), (), entries=tuple(Entry(t, Stage(stage)) for t, stage in moves), pauses=pauses, gaps=gaps)


def test_time_is_spent_from_each_change_to_the_next() -> None:
    found = spent(_session((10.0, 1), (70.0, 2), (100.0, 1), (130.0, 2)), SEANCE, 200.0)
    assert [found[stage] for stage in Stage] == [10.0, 90.0, 100.0, 0.0, 0.0, 0.0, 0.0]
    assert spent(_session(), SEANCE, 30.0)[Stage.RETURN] == 30.0
    assert spent(_session(), Seance(stage0=False), 30.0)[Stage.ACCOUNT] == 30.0


def test_the_clock_stands_hors_micro_and_where_neither_side_is_heard() -> None:
    session = _session(
        (0.0, 0),
        (100.0, 1),
        pauses=(Stretch(20.0, 30.0), Stretch(150.0)),
        gaps=(Stretch(25.0, 40.0), Stretch(50.0, 60.0, "micro"), Stretch(90.0, 105.0, "micro"), Stretch(95.0, 110.0, "appel")),
    )
    assert elapsed(session, 170.0) == 170.0 - 20.0 - 10.0 - 20.0
    found = spent(session, SEANCE, 170.0)
    assert (found[Stage.RETURN], found[Stage.ACCOUNT]) == (100.0 - 20.0 - 5.0, 70.0 - 5.0 - 20.0)


def test_a_second_consultation_begins_anew_and_has_no_stage_0() -> None:
    two = Seance(preset=180, consultations=2)
    session = _session((0.0, 0), (60.0, 1), (200.0, 5), (300.0, 1), (360.0, 2))
    assert [entry.t for entry in run(session, two)] == [300.0, 360.0]
    assert spent(session, two, 400.0)[Stage.ACCOUNT] == 60.0
    assert minutes(session, two)[Stage.RETURN] == 0.0
    assert minutes(_session((0.0, 0)), two)[Stage.RETURN] == 8.0
    assert run(session, SEANCE) == entries(session, SEANCE)


def test_the_clock_goes_on_where_the_stages_are_followed_by_hand() -> None:
    session = _session((0.0, 1), (120.0, 2), (150.0, 3), pauses=(Stretch(100.0),))
    hand = replace(session, by_hand=(Stretch(110.0),))
    assert [spent(session, SEANCE, 200.0)[Stage(stage)] for stage in (1, 2, 3)] == [100.0, 0.0, 0.0]
    assert [spent(hand, SEANCE, 200.0)[Stage(stage)] for stage in (1, 2, 3)] == [110.0, 30.0, 50.0]
    assert unheard(hand, SEANCE, 160.0) == {Stage.ACCOUNT, Stage.CLARIFICATION, Stage.CONTRACT}
    assert unheard(session, SEANCE, 160.0) == frozenset()
