"""codev_voice: a voice-assisted companion for online codéveloppement sessions, on the facilitator's own machine."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before any import of onnxruntime, whoever imports this package (see weights/quiet.py)

__version__ = "0.1.0"
