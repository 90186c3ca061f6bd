from __future__ import annotations

import pytest

from codev_voice.errors import SettingsError
from codev_voice.session.seance import Seance
from codev_voice.session.timetable import PRESETS, planned
from codev_voice.session.values import Stage


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("stage0", [True, False])
def test_every_line_sums_to_its_preset(preset: int, stage0: bool) -> None:  # noqa: FBT001 - a parameter of the table
    minutes = planned(Seance(preset=preset, stage0=stage0))
    assert sum(minutes.values()) == preset
    assert bool(minutes[Stage.RETURN]) is stage0


def test_two_consultations_share_the_longer_presets() -> None:
    assert sum(planned(Seance(preset=180, consultations=2)).values()) == 90
    first = planned(Seance(preset=210, consultations=2))
    assert first[Stage.RETURN] == 20
    assert sum(first.values()) == 110


def test_what_was_edited_wins() -> None:
    assert planned(Seance(minutes={4: 31.5}))[Stage.EXPLORATION] == 31.5


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(SettingsError, match="45"):
        planned(Seance(preset=45))
