from __future__ import annotations

import pytest

from codev_voice.sound.devices import pulse
from codev_voice.sound.devices.choosing import this_system
from codev_voice.sound.devices.portaudio import PortAudio
from codev_voice.sound.devices.pulse import Pulse
from codev_voice.sound.devices.wasapi import Wasapi


@pytest.mark.parametrize(
    ("platform", "server", "expected"),
    [("linux", True, Pulse), ("linux", False, PortAudio), ("darwin", True, PortAudio), ("win32", False, Wasapi)],
)
def test_each_machine_has_its_module(platform: str, *, server: bool, expected: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "usable", lambda: server)
    assert type(this_system(platform)) is expected
