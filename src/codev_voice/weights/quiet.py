"""Nothing phones home: libraries that could are told not to, before any of them is imported."""

from __future__ import annotations

import os

SILENCE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_XET": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "OTEL_SDK_DISABLED": "true",
    "DO_NOT_TRACK": "1",
}
"""Environment variables read by huggingface_hub, pyannote.audio and OpenTelemetry when they are imported."""


def stay_offline() -> None:
    """Forbid the model libraries any network and any telemetry, for this process and its children.

    Call it before any engine is imported. Fetching does not need it lifted: `codev_voice.weights.hub` speaks plain HTTP itself.
    """
    os.environ.update(SILENCE)
