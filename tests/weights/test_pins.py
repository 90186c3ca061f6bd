from __future__ import annotations

import re

import pytest

from codev_voice.errors import WeightsError
from codev_voice.weights.pins import BASE, MODELS, Hub, Wheels, wanted


def test_both_ways_of_naming() -> None:
    assert wanted("whisper-small") is wanted("small") is MODELS["small"]


def test_an_unknown_name_is_refused_with_the_candidates() -> None:
    with pytest.raises(WeightsError, match=r"« huge ».*tiny, base, small"):
        wanted("huge")


def test_base_is_pinned_file_by_file() -> None:
    assert isinstance(BASE.source, Wheels)
    assert [name for name, _ in BASE.source.parts] == [pin.name for pin in BASE.files]
    assert all(re.fullmatch("[0-9a-f]{64}", pin.sha256) for pin in BASE.files)
    assert sum(pin.size for pin in BASE.files) == BASE.about
    assert all("==" in package for package in BASE.source.packages)


def test_the_other_sizes_come_from_the_hub() -> None:
    assert {model.name for model in MODELS.values() if isinstance(model.source, Hub)} == {*MODELS} - {"base"}
    assert MODELS["small"].folder == "whisper-small"
