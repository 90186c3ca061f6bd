import numpy as np

from codev_voice.sound.tracks import Tracks


def test_length_is_in_seconds() -> None:
    assert Tracks(np.zeros(24_000, dtype=np.float32)).seconds == 1.5


def test_one_track_has_no_sides_and_misses_nothing() -> None:
    tracks = Tracks(np.zeros(10, dtype=np.float32))
    assert (tracks.micro, tracks.call, tracks.missing) == (None, None, 0.0)
