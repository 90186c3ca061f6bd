"""The weights: which bytes are wanted, where they lie, how they are fetched and checked."""

from codev_voice.weights.places import whisper_folder

__all__ = ["whisper_folder"]
