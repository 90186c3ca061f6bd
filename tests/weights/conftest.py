from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weights.standins import hub_served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from weights.standins import Hub


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, empty; nothing named by the environment."""
    monkeypatch.delenv("CODEV_VOICE_MODELS", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    return tmp_path / "data" / "weights"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """The model hub's stand-in, named by HF_ENDPOINT."""
    with hub_served() as served:
        monkeypatch.setenv("HF_ENDPOINT", served.address)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield served
