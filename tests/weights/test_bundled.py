from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codev_voice.errors import WeightsError
from codev_voice.weights import bundled

if TYPE_CHECKING:
    from pathlib import Path


def test_the_installed_file_wins_over_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed, checkout = tmp_path / "installed", tmp_path / "checkout"
    monkeypatch.setattr(bundled, "INSTALLED", installed)
    monkeypatch.setattr(bundled, "CHECKOUT", checkout)
    for folder in (checkout, installed):
        (folder / "voices").mkdir(parents=True)
        (folder / "voices" / "some.onnx").touch()
        assert bundled.bundled("voices/some.onnx") == folder / "voices" / "some.onnx"


def test_a_missing_file_asks_to_install_again() -> None:
    with pytest.raises(WeightsError, match="réinstallez"):
        bundled.bundled("voices/nothing.onnx")
