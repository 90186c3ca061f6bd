"""Files are made by PyAV itself, in every container people send."""

from __future__ import annotations

import io
import os
import wave
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from codev_voice.errors import FileError
from codev_voice.sound.reading import read_tracks

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _tone(seconds: float, hertz: float = 440.0, rate: int = 48_000, level: float = 0.3) -> NDArray[np.float32]:
    return (level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def _sides(seconds: float) -> NDArray[np.float32]:
    """(2, samples): the left speaks in the first half, the right in the second."""
    tone = _tone(seconds)
    half = tone.size // 2
    sides = np.zeros((2, tone.size), dtype=np.float32)
    sides[0, :half] = tone[:half]
    sides[1, half:] = tone[half:]
    return sides


def _write(path: Path, sound: NDArray[np.float32], codec: str, *, rate: int = 48_000, options: dict[str, str] | None = None) -> Path:
    """`sound` is (channels, samples)."""
    layout = "stereo" if sound.shape[0] == 2 else "mono"
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        size = stream.codec_context.frame_size or 1_024
        resampler = av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=rate, frame_size=size)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout=layout)
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = 0
        for block in [*resampler.resample(frame), *resampler.resample(None), None]:
            container.mux(stream.encode(block))
    return path


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [
        ("wav", "pcm_s16le"),
        ("m4a", "aac"),
        ("mp4", "aac"),
        ("mp3", "libmp3lame"),
        ("opus", "libopus"),
        ("flac", "flac"),
        ("webm", "libopus"),
    ],
)
def test_every_container_gives_two_tracks_when_the_sides_differ(tmp_path: Path, suffix: str, codec: str) -> None:
    tracks = read_tracks(_write(tmp_path / f"appel.{suffix}", _sides(4.0), codec))
    assert tracks.seconds == pytest.approx(4.0, abs=0.1)
    assert tracks.micro is not None
    assert tracks.call is not None
    assert tracks.mono.dtype == tracks.micro.dtype == tracks.call.dtype == np.float32
    early, late = slice(8_000, 24_000), slice(40_000, 56_000)
    assert np.abs(tracks.micro[early]).max() == pytest.approx(0.3, abs=0.05)
    assert np.abs(tracks.micro[late]).max() < 0.02
    assert np.abs(tracks.call[late]).max() == pytest.approx(0.3, abs=0.05)
    assert np.abs(tracks.mono[early]).max() == pytest.approx(0.15, abs=0.03)


def test_a_stereo_file_of_two_copies_is_one_track(tmp_path: Path) -> None:
    tracks = read_tracks(_write(tmp_path / "a.wav", np.stack([_tone(2.0)] * 2), "pcm_s16le"))
    assert tracks.micro is None
    assert np.abs(tracks.mono).max() == pytest.approx(0.3, abs=0.01)


def test_two_tracks_can_be_asked_for(tmp_path: Path) -> None:
    assert read_tracks(_write(tmp_path / "a.wav", np.stack([_tone(2.0)] * 2), "pcm_s16le"), tracks="two").call is not None


def test_one_track_can_be_asked_for(tmp_path: Path) -> None:
    assert read_tracks(_write(tmp_path / "a.wav", _sides(2.0), "pcm_s16le"), tracks="one").call is None


def test_two_tracks_of_a_mono_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"a\.wav n'a qu'une voie"):
        read_tracks(_write(tmp_path / "a.wav", _tone(1.0)[None], "pcm_s16le"), tracks="two")


def test_values_above_full_scale_are_clipped(tmp_path: Path) -> None:
    tracks = read_tracks(_write(tmp_path / "a.wav", _tone(1.0, level=1.5)[None], "pcm_f32le"))
    assert np.abs(tracks.mono).max() == 1.0


def test_progress_reaches_its_end(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    read_tracks(_write(tmp_path / "a.wav", _tone(3.0)[None], "pcm_s16le"), progress=lambda what, part: told.append((what, part)))
    assert told[-1] == ("Lecture du son", 1.0)
    assert [part for _, part in told] == sorted(part for _, part in told)


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.wav", _tone(1.0)[None], "pcm_s16le")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read_tracks(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"absent\.wav n'existe pas"):
        read_tracks(tmp_path / "absent.wav")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="est un dossier"):
        read_tracks(tmp_path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"RIFF")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read everything: the system's answer is played instead

        def refuse(*_args: object, **_kwargs: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match="pas le droit de lire"):
        read_tracks(path)


def test_a_folder_that_windows_will_not_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match="est un dossier"):
        read_tracks(tmp_path)


def test_a_failing_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(FileError, match="ne peut pas être lu"):
        read_tracks(tmp_path / "a.wav")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.touch()
    with pytest.raises(FileError, match=r"a\.wav est vide"):
        read_tracks(path)


def test_a_header_without_samples(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
    with pytest.raises(FileError, match="aucun son lisible"):
        read_tracks(tmp_path / "a.wav")


def test_a_silent_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"a\.wav est silencieux"):
        read_tracks(_write(tmp_path / "a.wav", np.zeros((2, 48_000), dtype=np.float32), "pcm_s16le"))


def test_a_text_file_called_wav(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_text("Compte rendu de la réunion du 12 mars.\n" * 50, encoding="utf-8")
    with pytest.raises(FileError, match="pas un enregistrement lisible"):
        read_tracks(path)


def test_a_playlist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "liste.m3u8"
    path.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/autre.wav\n#EXT-X-ENDLIST\n", encoding="utf-8")
    with pytest.raises(FileError):
        read_tracks(path)


def test_a_film_without_sound(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        assert isinstance(stream, av.VideoStream)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
        for packet in [*stream.encode(picture), *stream.encode(None)]:
            container.mux(packet)
    with pytest.raises(FileError, match=r"film\.mp4 n'a pas de piste sonore"):
        read_tracks(path)


def _cut(tmp_path: Path, share: float, **options: str) -> Path:
    noise = np.random.default_rng(1).standard_normal((1, 20 * 48_000)).astype(np.float32) * np.float32(0.1)
    whole = _write(tmp_path / "whole.mp4", noise, "aac", options=options).read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


def test_an_mp4_cut_before_its_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="fichier coupé"):
        read_tracks(_cut(tmp_path, 0.9))


def test_an_mp4_of_which_most_is_there_is_heard(tmp_path: Path) -> None:
    tracks = read_tracks(_cut(tmp_path, 0.8, movflags="faststart"))
    assert tracks.seconds == pytest.approx(16.0, abs=1.0)
    assert tracks.seconds + tracks.missing == pytest.approx(20.0, abs=0.1)


def test_an_mp4_of_which_little_is_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"cut\.mp4 est coupé : \d s lisibles sur 20 s"):
        read_tracks(_cut(tmp_path, 0.3, movflags="faststart"))


def test_a_change_of_rate_on_the_way_is_followed(tmp_path: Path) -> None:
    parts = io.BytesIO()
    for number, rate in enumerate((44_100, 48_000)):
        sound = _tone(2.0, rate=rate)[None]
        parts.write(_write(tmp_path / f"{number}.mp3", sound, "libmp3lame", rate=rate).read_bytes())
    path = tmp_path / "both.mp3"
    path.write_bytes(parts.getvalue())
    assert read_tracks(path).seconds == pytest.approx(4.0, abs=0.3)
