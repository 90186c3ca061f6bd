"""Reading any recording into 16 kHz samples, and saying in French why one cannot be read.

The file is opened for reading only and decoded frame by frame: beside the samples that are returned (64 kB a second of sound
and of track), memory does not grow with the recording.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, BinaryIO, Literal

from codev_voice.errors import FileError, MachineError
from codev_voice.sound.sides import differ
from codev_voice.sound.tracks import RATE, Tracks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from numpy.typing import NDArray

    from codev_voice.session.progress import Progress

    Samples = NDArray[np.float32]

FLOOR = 1e-4
"""Peak, full scale 1, under which a whole file is silent (-80 dB: a muted microphone, a wrong device)."""
TOLERATED = 2.0
"""Seconds that may be missing from the length announced: containers round it."""
MOST = 0.5
"""Share of the length announced that must be readable for a damaged file to be heard all the same."""

_OTHER_FILE = "donnez un enregistrement (m4a, mp4, wav, mp3, opus, flac, webm…) ou une transcription (vtt, docx, txt…)"


def read_tracks(path: Path, *, tracks: Literal["auto", "two", "one"] = "auto", progress: Progress | None = None) -> Tracks:
    """Decode the first sound track of a file.

    Args:
        path: anything FFmpeg's libraries decode.
        tracks: "two" takes left for the facilitator's microphone and right for the call, "one" mixes everything down, "auto"
            takes two when the channels really differ.
        progress: told how much of the file is decoded.

    Returns:
        The samples, clipped to [-1, 1]. A damaged file of which at least half can be read is given with its `missing` seconds.

    Raises:
        FileError: no file, no permission, not a sound file, no sound track, cut too short, silent, or "two" on a mono file.
        MachineError: the samples do not fit in memory.
    """
    try:
        with path.open("rb") as file:
            if not file.read(1):
                problem = f"{path.name} est vide (0 octet)"
                raise FileError(problem, "vérifiez que l'enregistrement s'est bien terminé ou copiez-le de nouveau")
            file.seek(0)
            left, right, announced = _decode(file, path.name, progress)
    except FileNotFoundError:
        problem = f"le fichier {path.name} n'existe pas"
        raise FileError(problem, "vérifiez le chemin donné") from None
    except IsADirectoryError:
        problem = f"{path.name} est un dossier"
        raise FileError(problem, _OTHER_FILE) from None
    except PermissionError:
        if path.is_dir():  # Windows answers so for a folder
            problem = f"{path.name} est un dossier"
            raise FileError(problem, _OTHER_FILE) from None
        problem = f"vous n'avez pas le droit de lire {path.name}"
        raise FileError(problem, "changez les droits du fichier ou copiez-le dans un de vos dossiers") from None
    except MemoryError:
        problem = f"la mémoire ne suffit pas pour lire {path.name}"
        raise MachineError(problem, "fermez d'autres programmes ou coupez l'enregistrement en deux") from None
    except OSError as error:
        problem = f"{path.name} ne peut pas être lu ({error.strerror or type(error).__name__})"
        raise FileError(problem, "copiez l'enregistrement sur ce disque et réessayez") from None
    missing = _missing(left.size / RATE, announced, path.name)
    return _assemble(left, right, tracks, missing, path.name)


def _decode(file: BinaryIO, name: str, progress: Progress | None) -> tuple[Samples, Samples | None, float]:
    """Left (or only) channel, right channel, and the length the file announces in seconds (0 when it does not)."""
    import av
    import numpy as np

    # A file object and this list keep a playlist or a reference inside the file from opening anything else.
    options = {"protocol_whitelist": "file"}
    try:
        container = av.open(file, mode="r", options=options)
    except av.error.FFmpegError:
        problem = f"{name} n'est pas un enregistrement lisible (format inconnu, ou fichier coupé avant d'être terminé)"
        remedy = f"{_OTHER_FILE} ; si c'est un téléchargement, recommencez-le"
        raise FileError(problem, remedy) from None
    with container:
        if not container.streams.audio:
            problem = f"{name} n'a pas de piste sonore"
            raise FileError(problem, _OTHER_FILE)
        stream = container.streams.audio[0]
        announced = _announced(container, stream)
        left: list[Samples] = []
        right: list[Samples] = []
        read = 0
        told = 0.0
        for block in _resampled(container, stream):
            left.append(np.clip(block[0], -1.0, 1.0))
            if block.shape[0] > 1:
                right.append(np.clip(block[1], -1.0, 1.0))
            read += block.shape[1]
            if progress and announced and read / RATE - told > announced / 100:
                told = read / RATE
                progress("Lecture du son", min(told / announced, 1.0))
    if progress:
        progress("Lecture du son", 1.0)
    return _joined(left), _joined(right) if right else None, announced


def _announced(container: InputContainer, stream: AudioStream) -> float:
    """The length in seconds by the track, else by the file, else 0."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / 1_000_000 if container.duration else 0.0


def _resampled(container: InputContainer, stream: AudioStream) -> Iterator[Samples]:
    """Blocks of (1 or 2, samples) at 16 kHz; what is damaged at the end is left out."""
    from av.audio.resampler import AudioResampler

    layout = "stereo" if stream.codec_context.channels == 2 else "mono"  # noqa: PLR2004 -- 5.1 and others are mixed down
    resampler = AudioResampler(format="fltp", layout=layout, rate=RATE)
    shape = None
    for frame in _frames(container, stream):
        if shape not in (None, (frame.format.name, frame.layout.name, frame.sample_rate)):
            # Some streams change rate or layout on the way: what waits is flushed, a new resampler takes over.
            yield from (_samples(block) for block in resampler.resample(None))
            resampler = AudioResampler(format="fltp", layout=layout, rate=RATE)
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        frame.pts = None  # times inside the file may jump; the samples are what was recorded
        yield from (_samples(block) for block in resampler.resample(frame))
    if shape is not None:
        yield from (_samples(block) for block in resampler.resample(None))


def _samples(block: AudioFrame) -> Samples:
    """The samples of a planar float frame, (channels, samples)."""
    import numpy as np

    return np.asarray(block.to_ndarray(), dtype=np.float32)


def _frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """Decoded frames; a packet that cannot be decoded is skipped, and reading ends where the file is cut."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except av.error.FFmpegError:
            return
        if packet is None:
            return
        with contextlib.suppress(av.error.FFmpegError):
            yield from packet.decode()


def _joined(blocks: list[Samples]) -> Samples:
    """The blocks end to end, each freed once copied: never twice the sound in memory."""
    import numpy as np

    whole = np.empty(sum(block.size for block in blocks), dtype=np.float32)
    at = whole.size
    while blocks:
        block = blocks.pop()
        whole[at - block.size : at] = block
        at -= block.size
    return whole


def _missing(seconds: float, announced: float, name: str) -> float:
    """Seconds announced and not readable, 0 within what containers round.

    Raises:
        FileError: nothing, or less than half, can be read.
    """
    if not seconds:
        problem = f"{name} ne contient aucun son lisible"
        raise FileError(problem, "le fichier est sans doute incomplet : copiez-le ou téléchargez-le de nouveau")
    missing = announced - seconds
    if missing <= max(TOLERATED, 0.01 * announced):
        return 0.0
    if seconds < MOST * announced:
        problem = f"{name} est coupé : {_minutes(seconds)} lisibles sur {_minutes(announced)} annoncées"
        raise FileError(problem, "copiez ou téléchargez l'enregistrement de nouveau")
    return missing


def _assemble(left: Samples, right: Samples | None, tracks: str, missing: float, name: str) -> Tracks:
    """The tracks as asked.

    Raises:
        FileError: silence, or two tracks asked of a file that has one.
    """
    import numpy as np

    peak = max(float(np.abs(side).max()) for side in (left, right) if side is not None)
    if peak < FLOOR:
        problem = f"{name} est silencieux : aucun son du début à la fin"
        raise FileError(problem, "vérifiez le micro et le périphérique enregistré")
    if right is None:
        if tracks == "two":
            problem = f"{name} n'a qu'une voie, pas deux pistes"
            raise FileError(problem, "relancez sans demander deux pistes")
        return Tracks(left, missing=missing)
    mono = left + right
    mono *= np.float32(0.5)
    if tracks == "two" or (tracks == "auto" and differ(left, right)):
        return Tracks(mono, left, right, missing)
    return Tracks(mono, missing=missing)


def _minutes(seconds: float) -> str:
    """« 8 min 02 s », as French people write a length."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{whole} s"  # noqa: PLR2004 -- seconds in a minute
