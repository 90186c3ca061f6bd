"""Files that nobody should give, made for real: films, cut films, silence, noise."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16000
LATIN = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Inès>C'était l'été, à Évry.</v>\n\n00:00:03.000 --> 00:00:05.000\n<v Zoé>Déjà ?</v>\n"
NAMELESS = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour à tous.\n"


def write_wav(path: Path, samples: NDArray[np.float32] | NDArray[np.float64]) -> Path:
    """Samples, (samples,) or (samples, channels), full scale 1, as 16-bit sound."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1] if samples.ndim > 1 else 1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples.clip(-1, 1) * 32767).astype("<i2").tobytes())
    return path


def write_film(path: Path, *, sound: bool, seconds: int = 4) -> Path:
    """A film of moving noise, with a hissing sound track or none."""
    noise = np.random.default_rng(3)
    with av.open(str(path), "w") as film:
        pictures = film.add_stream("mpeg4", rate=10)
        pictures.width = pictures.height = 64
        pictures.pix_fmt = "yuv420p"
        track = film.add_stream("aac", rate=RATE) if sound else None
        for _ in range(seconds * 10):
            picture = av.VideoFrame.from_ndarray(noise.integers(0, 255, (64, 64, 3), dtype=np.uint8), format="rgb24")
            film.mux(pictures.encode(picture))
        film.mux(pictures.encode())
        if track is not None:
            hiss = noise.normal(0, 0.1, (1, seconds * RATE)).astype(np.float32)
            frame = av.AudioFrame.from_ndarray(hiss, format="fltp", layout="mono")
            frame.rate = RATE
            film.mux(track.encode(frame))
            film.mux(track.encode())
    return path


def write_bad_files(folder: Path) -> None:
    """Every file of this module, in `folder`."""
    (folder / "vide.wav").touch()
    write_wav(folder / "silence.wav", np.zeros(3 * RATE))
    write_wav(folder / "bruit.wav", np.random.default_rng(1).normal(0, 0.05, 3 * RATE))
    write_film(folder / "muet.mp4", sound=False)
    whole = write_film(folder / "film.mp4", sound=True).read_bytes()
    (folder / "coupe.mp4").write_bytes(whole[: len(whole) // 2])
    (folder / "texte.wav").write_text("Ceci n'est pas un son, juste un texte.\n" * 5, encoding="utf-8")
    (folder / "sans-noms.vtt").write_text(NAMELESS, encoding="utf-8")
    (folder / "latin.vtt").write_bytes(LATIN.encode("latin-1"))
