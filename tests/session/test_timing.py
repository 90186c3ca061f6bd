from __future__ import annotations

from codev_voice.session.seance import Seance
from codev_voice.session.timing import by_hand, entries, runs, standing
from codev_voice.session.values import Entry, Session, Stage, Stretch

TWO = Seance(preset=180, consultations=2)


def _session(*moves: tuple[float, int], **what: tuple[Stretch, ...]) -> Session:
    return Session((), (), entries=tuple(Entry(t, Stage(stage)) for t, stage in moves), **what)  # type: ignore[arg-type] # stretches


def test_the_clock_stands_hors_micro_and_where_neither_side_is_heard() -> None:
    session = _session(
        pauses=(Stretch(20.0, 30.0), Stretch(150.0)),
        gaps=(Stretch(25.0, 40.0), Stretch(50.0, 60.0, "micro"), Stretch(90.0, 105.0, "micro"), Stretch(95.0, 110.0, "appel")),
    )
    assert standing(session, 170.0) == ((20.0, 40.0), (95.0, 105.0), (150.0, 170.0))
    assert standing(_session(gaps=(Stretch(5.0, 9.0, "micro"),)), 10.0) == ()


def test_what_is_followed_by_hand_does_not_stop_it() -> None:
    session = _session(pauses=(Stretch(20.0, 100.0), Stretch(150.0)), gaps=(Stretch(30.0, 100.0),), by_hand=(Stretch(40.0, 100.0),))
    assert standing(session, 170.0) == ((20.0, 40.0), (150.0, 170.0))
    assert by_hand(session, 60.0) == ((40.0, 60.0),)
    assert by_hand(session, 30.0) == ()


def test_another_consultation_begins_where_a_client_tells_again_after_the_end() -> None:
    session = _session((0.0, 0), (60.0, 1), (200.0, 5), (300.0, 1), (360.0, 2))
    assert [[entry.t for entry in run] for run in runs(session, TWO)] == [[0.0, 60.0, 200.0], [300.0, 360.0]]
    assert runs(session, Seance()) == (entries(session, Seance()),)


def test_the_first_stage_begins_with_the_session() -> None:
    assert entries(_session((10.0, 2)), Seance()) == (Entry(0.0, Stage.RETURN), Entry(10.0, Stage.CLARIFICATION))
    assert entries(_session(), Seance(stage0=False)) == (Entry(0.0, Stage.ACCOUNT),)
