from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import codev_voice
from codev_voice.weights.quiet import SILENCE, stay_offline

if TYPE_CHECKING:
    import pytest


def test_every_library_is_told_even_when_the_environment_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SILENCE:
        monkeypatch.setenv(name, "something else")
    stay_offline()
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["PYANNOTE_METRICS_ENABLED"] == "0"
    assert {name: os.environ[name] for name in SILENCE} == SILENCE


def test_the_hub_library_itself_refuses_the_network() -> None:
    source = str(Path(codev_voice.__file__).parents[1])
    script = (
        f"import sys; sys.path.insert(0, {source!r})\n"
        "from codev_voice.weights.quiet import stay_offline; stay_offline()\n"
        "import huggingface_hub as h\n"
        "try: h.HfApi(endpoint='http://127.0.0.1:9').model_info('a/b')\n"
        "except h.errors.OfflineModeIsEnabled: print('offline', h.constants.HF_HUB_DISABLE_TELEMETRY)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["offline", "True"]
