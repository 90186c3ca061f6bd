from __future__ import annotations

import pytest

from codev_voice.errors import MachineError
from codev_voice.sound.devices.metering import Heard, Level, Metering, level
from codev_voice.sound.devices.values import Capture, Source
from codev_voice.sound.levels import Loudness
from sound.fakes import SOURCES, FakeSystem, until


@pytest.mark.parametrize(
    ("loud", "shown"),
    [
        (None, Level(0.0, Heard.NOTHING)),
        (Loudness(-100.0, -100.0, 0.0), Level(0.0, Heard.SILENCE)),
        (Loudness(-48.0, -30.0, 0.0), Level(pytest.approx(0.2), Heard.LOW)),  # type: ignore[arg-type] # stands for a float
        (Loudness(-30.0, -20.0, 0.0), Level(0.5, Heard.GOOD)),
        (Loudness(0.0, 0.0, 1.0), Level(1.0, Heard.CLIPPED)),
    ],
)
def test_a_level_is_a_bar_and_words(loud: Loudness | None, shown: Level) -> None:
    assert level(loud) == shown


def test_each_source_has_its_own_level() -> None:
    system = FakeSystem()
    with Metering(system, SOURCES) as metering:
        assert [shown.words for _, shown in metering.levels()] == [Heard.NOTHING, Heard.NOTHING]
        for _ in range(5):
            system.last("m").hear(3_277)
            system.last("c").hear(0)
        until(lambda: [shown.words for _, shown in metering.levels()] == [Heard.GOOD, Heard.SILENCE])
        system.last("m").end()
        until(lambda: metering.levels()[0][1].words is Heard.NOTHING)
    assert all(capture.closed for _, capture in system.opened)


def test_a_source_that_does_not_open_leaves_the_others() -> None:
    class Half(FakeSystem):
        def open(self, source: Source) -> Capture:
            if source.id == "m":
                raise MachineError("occupé", "fermez l'autre programme")
            return super().open(source)

    system = Half()
    with Metering(system, SOURCES) as metering:
        for _ in range(5):
            system.last("c").hear(3_277)
        until(lambda: metering.levels()[1][1].words is Heard.GOOD)
        assert metering.levels()[0][1].words is Heard.NOTHING
