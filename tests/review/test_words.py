from __future__ import annotations

import pytest

from codev_voice.review.shares import tell
from codev_voice.review.words import EXPECTED, minutes, told
from codev_voice.session.values import Role, Stage


@pytest.mark.parametrize(("seconds", "said"), [(10, "moins d'une minute"), (61, "1 minute"), (150, "2 minutes"), (600, "10 minutes")])
def test_minutes(seconds: float, said: str) -> None:
    assert minutes(seconds) == said


def test_a_wide_margin_is_told_in_words_only() -> None:
    assert told(tell(0.6, 0.2), Role.CLIENT) == "surtout le ou la client·e"
    assert told(tell(0.2, 0.2), Role.CLIENT) == "sans chiffre sûr"
    assert told(tell(0.5, 0.02), Role.CLIENT) == "environ 45 à 55 %"


def test_every_stage_and_role_has_its_expected_range() -> None:
    assert set(EXPECTED) == set(Stage)
    assert all(0 <= low < high <= 100 for stage in EXPECTED.values() for low, high in stage.values())
