from __future__ import annotations

from codev_voice.companion.live.asking import asks_to_stop, whole
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session, Stretch, Turn

SEANCE = Seance(preset=60)


def _heard(end: float, pauses: tuple[Stretch, ...] = ()) -> Session:
    return Session((Turn(0, 0.0, end, "v", "mot"),), (), pauses=pauses)


def test_it_is_asked_long_after_the_planned_end() -> None:
    assert asks_to_stop(_heard(4799), SEANCE, 4800.0) is None
    assert asks_to_stop(_heard(4801), SEANCE, 4801.0) == "La séance devait finir il y a 20 minutes. Arrêter l'écoute ?"
    assert asks_to_stop(_heard(4801, (Stretch(0.0, 600.0),)), SEANCE, 4801.0) is None


def test_it_is_asked_after_ten_minutes_without_a_word() -> None:
    assert asks_to_stop(_heard(100), SEANCE, 700.0) is None
    assert asks_to_stop(_heard(100), SEANCE, 701.0) == "Je n'ai entendu personne depuis dix minutes. Arrêter l'écoute ?"
    assert asks_to_stop(Session((), ()), SEANCE, 601.0) is not None
    assert asks_to_stop(_heard(100, (Stretch(150.0, 650.0),)), SEANCE, 1200.0) is None


def test_who_went_on_is_not_asked_again_before_as_long() -> None:
    assert asks_to_stop(_heard(100), SEANCE, 1301.0, answered=705.0) is None
    assert asks_to_stop(_heard(100), SEANCE, 1306.0, answered=705.0) is not None
    assert asks_to_stop(_heard(6000), SEANCE, 6000.0, answered=4810.0) is None
    assert asks_to_stop(_heard(6011), SEANCE, 6011.0, answered=4810.0) is not None


def test_the_whole_session_holds_both_consultations() -> None:
    assert whole(SEANCE) == 60
    assert whole(Seance(preset=180, consultations=2)) == 180
