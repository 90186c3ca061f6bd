"""The machine as it is: the effects behind `doctor`, gathered as facts and judged elsewhere."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codev_voice.companion.sizes import Timing
from codev_voice.errors import CodevError, WeightsError
from codev_voice.hearing.words import Whisper, load
from codev_voice.session.card import Method
from codev_voice.session.keys import usual
from codev_voice.session.progress import Progress, silent
from codev_voice.weights.bundled import bundled
from codev_voice.weights.checking import Report, check
from codev_voice.weights.digests import sha256
from codev_voice.weights.places import data_folder, whisper_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENGINES = ("numpy", "scipy", "onnxruntime", "ctranslate2", "faster_whisper", "av", "pyannote.core")
"""Compiled libraries that hearing a recording needs."""
NETWORKS = ("voices/segmentation-3.0.onnx", "voices/campplus.onnx")
_DIGESTS = "voices/digests.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found: sizes in bytes, None where the system does not say.

    `broken` are engines that do not import, `networks` the voice networks missing or altered, `microphones` None without PortAudio,
    `cards` the CUDA cards seen, `timing` None when base could not be measured, `keys` where a new session's key goes.
    """

    python: tuple[int, int, int]
    system: str
    cores: int
    memory: int | None
    folder: Path
    free: int
    writable: bool
    broken: tuple[str, ...]
    networks: tuple[str, ...]
    models: tuple[Report, ...]
    cards: int
    microphones: int | None
    extra: bool
    timing: Timing | None
    keys: Method = Method.FILE


def gather(progress: Progress = silent) -> Facts:
    """Look at everything; takes some seconds, writes nothing that stays, opens no microphone.

    Raises:
        WeightsError: the file of kept digests is unreadable.
    """
    folder = data_folder()
    step = "Examen de la machine"
    progress(step, 0.0)
    broken = tuple(name for name in ENGINES if not _imports(name))
    progress(step, 0.3)
    models = tuple(check())
    progress(step, 0.6)
    cards = 0 if "ctranslate2" in broken else cuda_cards()
    usable = any(report.name == "base" and report.usable for report in models) and not broken
    timing = measure(cards) if usable else None
    progress(step, 1.0)
    return Facts(
        python=sys.version_info[:3],
        system=sys.platform,
        cores=cores(),
        memory=memory(),
        folder=folder,
        free=shutil.disk_usage(_standing(folder)).free,
        writable=_writable(folder),
        broken=broken,
        networks=tuple(name for name in NETWORKS if not network_is_right(name)),
        models=models,
        cards=cards,
        microphones=microphones(),
        extra=all(_findable(name) for name in ("jiwer", "pyannote.metrics")),
        timing=timing,
        keys=usual(),
    )


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> int | None:
    """Bytes of the machine's memory, None if the system does not say."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _windows_memory() -> int | None:
    """`GetPhysicallyInstalledSystemMemory`, in kilobytes; the only way without a library of its own."""
    import ctypes

    kilobytes = ctypes.c_ulonglong()
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - the attribute exists on Windows only, and types say so
    return int(kilobytes.value) * 1024 if kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes)) else None


def microphones() -> int | None:
    """How many inputs PortAudio sees; None when PortAudio itself is missing."""
    try:
        import sounddevice
    except (ImportError, OSError):
        return None
    try:
        return sum(int(device["max_input_channels"] > 0) for device in sounddevice.query_devices())
    except sounddevice.PortAudioError:
        return 0


def cuda_cards() -> int:
    """CUDA cards the transcription engine sees."""
    import ctranslate2

    try:
        return int(ctranslate2.get_cuda_device_count())
    except RuntimeError:
        return 0


def network_is_right(name: str) -> bool:
    """Whether this file of models is there with the bytes its digest announces."""
    try:
        path = bundled(name)
        announced = json.loads(bundled(_DIGESTS).read_text(encoding="utf-8"))["files"]
        return bool(sha256(path) == announced[path.name])
    except (WeightsError, OSError, ValueError, KeyError):
        return False


def measure(cards: int) -> Timing | None:
    """Time base on the first device that works, the CUDA card first; None when the weights cannot be loaded.

    On the processor, half of the cores (two at least): the call needs the others.
    """
    threads = max(2, cores() // 2)
    for device in ("cuda", "cpu") if cards else ("cpu",):
        try:
            return time_whisper(Whisper(whisper_folder("base"), device=device, threads=threads))
        except (CodevError, RuntimeError, ValueError, OSError):
            continue
    return None


def time_whisper(whisper: Whisper, repeats: int = 3) -> Timing:
    """Time one window and a run of tokens, the best of `repeats`, with the model as `hear` and `live` load it.

    Neither depends on what is said: a window is encoded whole whatever it holds (silence will do), and the end-of-text token is
    forbidden, so that the decoder always runs its length.

    Raises:
        WeightsError: the weights are missing or damaged.
        MachineError: "cuda" without a usable card.
        RuntimeError: the device cannot be used (ctranslate2's own).
    """
    import ctranslate2
    import numpy as np

    loaded = load(whisper)
    model, number = loaded.model, loaded.hf_tokenizer.token_to_id
    window = ctranslate2.StorageView.from_array(np.zeros((1, model.n_mels, 3000), dtype=np.float32))
    prompt = [number(f"<|{name}|>") for name in ("startoftranscript", "fr", "transcribe", "notimestamps")]
    end = number("<|endoftext|>")
    encoded = model.encode(window, to_cpu=True)
    counts: list[int] = []

    def decode() -> None:
        result = model.generate(encoded, [prompt], beam_size=5, max_length=68, suppress_tokens=[end], suppress_blank=False)
        counts.append(len(result[0].sequences_ids[0]))

    encoding, used = min(_seconds(lambda: model.encode(window, to_cpu=True)) for _ in range(repeats))
    decoding, _ = min(_seconds(decode) for _ in range(repeats))
    share = 1.0 if model.device == "cuda" else min(1.0, used / (encoding * whisper.threads))
    return Timing(encoding, decoding / max(1, *counts), model.device, whisper.threads, share)


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and seconds of processor in all this process's threads."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


def _imports(name: str) -> bool:
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001 - a broken binary raises anything from its own initialisation
        return False
    return True


def _findable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _standing(folder: Path) -> Path:
    """The folder, or its nearest parent that exists."""
    candidates: Sequence[Path] = (folder, *folder.parents)
    return next((path for path in candidates if path.exists()), Path())


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=_standing(folder)):
            return True
    except OSError:
        return False
