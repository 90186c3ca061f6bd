"""codev_voice: a voice-assisted companion for online codéveloppement sessions, on the facilitator's own machine."""

__version__ = "0.1.0"
