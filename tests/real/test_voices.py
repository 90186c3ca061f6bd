"""The exported networks give what PyTorch and pyannote.audio gave, on this machine too; and tell real voices apart."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from codev_voice.hearing.fbank import fbank
from codev_voice.hearing.networks import network
from codev_voice.hearing.voices import diarise
from codev_voice.sound.tracks import Tracks

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.real
FOLDER = Path(__file__).resolve().parents[2] / "models" / "voices"


@cache
def golden() -> dict[str, NDArray[Any]]:
    with np.load(FOLDER / "golden.npz") as stored:
        return dict(stored)


def speech() -> NDArray[np.float32]:
    return np.asarray(golden()["sound"] / 32_768, dtype=np.float32)


def test_the_files_are_those_that_were_exported() -> None:
    digests = json.loads((FOLDER / "digests.json").read_text(encoding="utf-8"))["files"]
    assert {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in digests} == digests


def test_filterbanks_are_those_of_kaldi() -> None:
    mels = golden()["mels"]
    assert np.abs(fbank(speech()[: golden()["pieces"][-1]]) - mels).max() < 1e-2


def test_segmentation_is_that_of_pyannote() -> None:
    found = network("voices/segmentation-3.0.onnx", threads=2)({"sound": speech()[None, None]})[0]
    expected = golden()["classes"]
    assert np.abs(np.exp(found) - np.exp(expected)).max() < 2e-3
    assert (found.argmax(axis=1) == expected.argmax(axis=1)).mean() > 0.995


def test_embeddings_are_those_of_pytorch() -> None:
    model = network("voices/campplus.onnx", threads=2)
    for size, expected in zip(golden()["pieces"], golden()["embeddings"], strict=True):
        mels = fbank(speech()[:size])
        found = model({"mels": (mels - mels.mean(axis=0))[None]})[0]
        assert found @ expected / np.linalg.norm(found) / np.linalg.norm(expected) > 0.9999


def test_two_readings_of_one_person_are_one_voice() -> None:
    found = diarise(Tracks(np.concatenate([speech()] * 2)), people=6, threads=2)
    assert len(found.labels()) == len(diarise(Tracks(speech()), threads=2).labels())
    assert found.get_timeline().support().duration() > 10
