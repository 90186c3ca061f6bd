from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest
from pyannote.core import Annotation, Segment

from codev_voice.errors import MachineError
from codev_voice.hearing.pipeline import diarise, with_facilitator
from codev_voice.session.progress import silent
from codev_voice.sound.tracks import Tracks


def _voices() -> Annotation:
    annotation = Annotation()
    annotation[Segment(0.0, 1.0)] = "SPEAKER_00"
    annotation[Segment(1.0, 2.0)] = "SPEAKER_01"
    return annotation


LOUD, QUIET = np.full(16_000, 0.5, dtype=np.float32), np.full(16_000, 0.01, dtype=np.float32)


def test_the_voice_of_the_microphone_is_the_facilitator() -> None:
    micro, call = np.concatenate([QUIET, LOUD]), np.concatenate([LOUD, QUIET])
    assert with_facilitator(_voices(), Tracks(micro + call, micro, call)).labels() == ["SPEAKER_00", "micro"]


def test_a_facilitator_who_says_nothing_is_no_voice() -> None:
    micro, call = np.concatenate([QUIET, QUIET]), np.concatenate([LOUD, LOUD])
    assert with_facilitator(_voices(), Tracks(micro + call, micro, call)).labels() == ["SPEAKER_00", "SPEAKER_01"]
    assert with_facilitator(Annotation(), Tracks(micro + call, micro, call)).labels() == []


def test_one_track_says_nothing_of_her() -> None:
    assert with_facilitator(_voices(), Tracks(LOUD)).labels() == ["SPEAKER_00", "SPEAKER_01"]


def test_without_the_extra_it_says_how_to_install_it() -> None:
    if find_spec("pyannote.audio"):
        pytest.skip("the extra is installed here")
    with pytest.raises(MachineError, match=r"codev-voice\[pyannote\]"):
        diarise(Tracks(LOUD), progress=silent)
