from __future__ import annotations

import numpy as np
import pytest

from codev_voice.companion import recognising
from codev_voice.companion.recognising import asked, mean_of, reminder
from codev_voice.errors import MachineError
from codev_voice.session import voiceprints
from codev_voice.session.values import Person, Role
from companion.kept_voices import SIDES, keep

ROSTER = (Person("Inès", Role.CLIENT), Person("Bruno", Role.CONSULTANT))


def test_nobody_asked_and_nothing_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "hearing_now", lambda: pytest.fail("no need of it"))
    assert asked(ROSTER) == {}
    assert asked(()) == {}


def test_only_people_of_the_roster_may_be_recognised() -> None:
    keep("INÈS", 0)
    keep("Claire", 1)
    found = asked(ROSTER)
    assert list(found) == ["Inès"]  # as the roster writes it
    assert np.array_equal(found["Inès"], SIDES[0])


def test_a_voice_heard_in_several_sessions_is_their_mean() -> None:
    keep("Inès", 0, 1)
    voice = voiceprints.of("Inès")
    assert voice is not None
    assert mean_of(voice)[:3].tolist() == pytest.approx([0.7071, 0.7071, 0], abs=1e-3)


def test_what_another_network_heard_says_nothing() -> None:
    keep("Inès", 0, network="avant")
    keep("Bruno", 1)
    assert list(asked(ROSTER)) == ["Bruno"]


def test_a_machine_that_refuses_does_not_hold_a_session_up(monkeypatch: pytest.MonkeyPatch) -> None:
    keep("Inès", 0)

    def refuse() -> None:
        raise MachineError("Le trousseau du système ne répond pas", "déverrouillez-le")

    monkeypatch.setattr(voiceprints, "kept", refuse)
    assert asked(ROSTER) == {}
    assert reminder("Inès") == ""


def test_a_voice_that_is_kept_is_told_with_how_to_erase_it() -> None:
    assert reminder("Inès") == ""
    keep("Inès", 0)
    assert reminder("inès").startswith("La voix d'inès reste gardée sur cette machine")
    assert '« codev-voice voices forget "Inès" »' in reminder("Inès")
