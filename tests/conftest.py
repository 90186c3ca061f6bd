"""What holds for every test: nobody's own data folder is touched but to read the real models; Ctrl-C reaches whoever is started."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

# A shell that runs the tests in the background has them ignore Ctrl-C, and so would the commands they start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _data_folder_apart(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests without real models have an empty data folder of their own, in this process and in those it starts."""
    if request.node.get_closest_marker("real") is None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))
        monkeypatch.delenv("CODEV_VOICE_MODELS", raising=False)
