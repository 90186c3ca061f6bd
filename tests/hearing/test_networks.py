from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codev_voice.errors import WeightsError
from codev_voice.hearing.networks import network
from codev_voice.weights import bundled

if TYPE_CHECKING:
    from pathlib import Path


def test_a_damaged_network_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half.onnx").write_bytes(b"\x08\x09 cut")
    monkeypatch.setattr(bundled, "INSTALLED", tmp_path)
    with pytest.raises(WeightsError, match=r"half\.onnx.*abîmé"):
        network("half.onnx", threads=1)
