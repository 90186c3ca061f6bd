"""What holds for every test: nobody's own data folder is touched but to read the real models; Ctrl-C reaches whoever is started."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("patient")

# Before numpy: judging a sentence takes a few milliseconds with one thread, far more with two on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A shell that runs the tests in the background has them ignore Ctrl-C, and so would the commands they start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _data_folder_apart(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Tests without real models have an empty data folder of their own, in this process and in those it starts; all have their own keys."""
    with pytest.MonkeyPatch.context() as apart:  # a test that undoes its own changes keeps these
        apart.setenv("CODEV_VOICE_KEYS", str(tmp_path.parent / f"{tmp_path.name}-cles"))
        apart.setenv("CODEV_VOICE_VOICES", str(tmp_path.parent / f"{tmp_path.name}-voix"))
        if request.node.get_closest_marker("real") is None:
            apart.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))
            apart.delenv("CODEV_VOICE_MODELS", raising=False)
        yield
