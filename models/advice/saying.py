"""Say sentences with synthetic voices, one clip each, for `heard.py`, which starts this with the interpreter that has Kokoro.

    python models/advice/saying.py TOOL ORDERS FOLDER

TOOL is the script that speaks sessions (its voices, its rooms); ORDERS a file of JSON lines `{"name", "text", "voice", "speed"}`. Each
clip is FOLDER/NAME.wav, 16 kHz, appearing when whole; one that is there already is not said again. Needs kokoro-onnx, soundfile, scipy.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from kokoro_onnx import Kokoro  # type: ignore[import-not-found]  # not in the project's environment
from scipy.io import wavfile
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

RATE = 16_000


def main() -> None:
    """Say every order, in order."""
    place, orders, folder = map(Path, sys.argv[1:4])
    tool = _loaded(place)
    engine = Kokoro(str(tool.model()), str(place.with_name("voices.npz")))
    for line in orders.read_text(encoding="utf-8").splitlines():
        order = json.loads(line)
        clip = folder / f"{order['name']}.wav"
        if not clip.exists():
            part = clip.with_suffix(".part")
            wavfile.write(part, RATE, _said(engine, tool, order))
            part.rename(clip)


def _loaded(place: Path) -> Any:  # noqa: ANN401 -- a script outside the project
    spec = importlib.util.spec_from_file_location("tool", place)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{place} is no Python script")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _said(engine: Kokoro, tool: Any, order: dict[str, Any]) -> Any:  # noqa: ANN401 -- idem
    """One contribution: its sentences with breaths between, in a room, through a call's band, at some level."""
    rng = np.random.default_rng(zlib.crc32(order["name"].encode()))
    pieces = []
    for sentence in tool.sentences(order["text"]):
        sound, rate = engine.create(sentence, voice=order["voice"], speed=order["speed"], lang="fr-fr")
        pieces += [tool.trim(np.asarray(sound, dtype=np.float32)), np.zeros(int(rng.uniform(0.12, 0.38) * rate), dtype=np.float32)]
    dry = np.concatenate(pieces[:-1])
    band = butter(4, [120, 7_000], btype="band", fs=rate, output="sos")
    wet = sosfilt(band, fftconvolve(dry, tool.room(rng, float(rng.uniform(0.05, 0.22)))))[: dry.size + rate // 5]
    wet *= 0.12 * 10 ** (rng.uniform(-5, 1) / 20) / max(1e-6, float(np.sqrt(np.mean(dry**2))))
    wet += rng.standard_normal(wet.size) * 0.0008
    return (np.clip(resample_poly(wet, RATE, rate), -0.98, 0.98) * 32767).astype(np.int16)


if __name__ == "__main__":
    main()
