"""Which module knows the devices of this machine."""

from __future__ import annotations

import sys

from codev_voice.sound.devices import pulse
from codev_voice.sound.devices.portaudio import PortAudio
from codev_voice.sound.devices.values import System
from codev_voice.sound.devices.wasapi import Wasapi


def this_system(platform: str = sys.platform) -> System:
    """WASAPI on Windows, the sound server where there is one, else PortAudio."""
    if platform == "win32":
        return Wasapi()
    return pulse.Pulse() if platform.startswith("linux") and pulse.usable() else PortAudio()
