"""Nothing phones home: libraries that could are told not to, before any of them is imported."""

from __future__ import annotations

import os

SILENCE = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_XET": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "OTEL_SDK_DISABLED": "true",
    "DO_NOT_TRACK": "1",
}
"""Environment variables read by onnxruntime, huggingface_hub, pyannote.audio and OpenTelemetry when they are imported.

Since 1.32 onnxruntime's Linux and macOS wheels keep a device identifier in the cache folder and send usage events to their maker;
its Python function that disables events comes too late, the variable stops both.
"""


def stay_offline() -> None:
    """Forbid the model libraries any network and any telemetry, for this process and its children.

    Call it before any engine is imported. Fetching does not need it lifted: `codev_voice.weights.hub` speaks plain HTTP itself.
    """
    os.environ.update(SILENCE)
