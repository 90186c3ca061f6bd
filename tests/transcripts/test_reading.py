"""Which reader a file is for; and, whatever the bytes, an answer or one French line."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codev_voice.errors import CodevError, FileError
from codev_voice.transcripts import Imported, is_transcript, parse_transcript, read_transcript
from transcripts.documents import document
from transcripts.test_meet import SPEECH
from transcripts.test_vtt import TEAMS, ZOOM
from transcripts.test_zoom import CAPTIONS

JSONL = '{"speaker": "Ana", "text": "Oui."}\n'
SRT = "1\n00:00:01,000 --> 00:00:02,000\nAna: Oui.\n"


@pytest.mark.parametrize(
    ("text", "form"),
    [(TEAMS, "teams-vtt"), (ZOOM, "zoom-vtt"), (SPEECH, "meet-md"), (CAPTIONS, "zoom-captions"), (JSONL, "jsonl"), (SRT, "srt")],
)
@pytest.mark.parametrize("name", ["x.vtt", "x.wav", "x"])
def test_the_content_decides_never_the_name(text: str, form: str, name: str) -> None:
    assert parse_transcript(text.encode(), name).format == form


@pytest.mark.parametrize("text", ["Bonjour.", "Ana: bonjour\nLéo: oui\n", "<html></html>", "[1, 2]"])
def test_other_texts_are_refused_with_what_is_read(text: str) -> None:
    with pytest.raises(FileError, match=r"x\.txt n'est pas une transcription reconnue : donnez .*Teams.*Zoom.*Meet") as caught:
        parse_transcript(text.encode(), "x.txt")
    assert "onjour" not in str(caught.value)


def test_a_file_of_two_formats_is_refused_with_the_candidates() -> None:
    with pytest.raises(FileError, match=r"plusieurs façons \(transcription de Google Meet .* ou sous-titres enregistrés par Zoom"):
        parse_transcript((SPEECH + CAPTIONS).encode(), "x.txt")


def test_a_document_of_no_product_is_refused() -> None:
    with pytest.raises(FileError, match="n'est pas une transcription reconnue"):
        parse_transcript(document("Compte rendu", "Rien."), "x.docx")


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-24 séance.jsonl"
    path.write_text(JSONL, encoding="utf-8")
    imported = read_transcript(path, people=["Ana"])
    assert imported.pieces[0].text == "Oui."
    assert str(imported.date) == "2026-11-24"


def test_a_path_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match=r"rien\.vtt n'existe pas"):
        read_transcript(tmp_path / "rien.vtt")
    with pytest.raises(FileError, match="est un dossier"):
        read_transcript(tmp_path)

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(FileError, match="ne peut pas être lu"):
        read_transcript(tmp_path / "x.vtt")


def _sound() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(range(256)) * 100)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEAMS.encode(), True),
        (TEAMS.encode("utf-16"), True),
        (TEAMS.encode("cp1252"), True),
        (document("Ana   0:03"), True),
        (b"une note appel\xe9e .wav", True),
        (("aé" * 4000).encode(), True),  # the sample ends inside a character
        (("a" * 4095 + "é" * 100).encode(), True),
        (("a" * 4093 + "😀" * 100).encode(), True),
        (("é" * 5000).encode("cp1252"), True),
        (("a" * 4095 + "é" * 100).encode("utf-16-be"), True),
        (b"", False),
        (_sound(), False),
        (b"ID3\x04\x00\x00\x00\x00\x00#TSSE" + bytes(40) + b"\xff\xfb\x90d", False),
        (b"OggS\x00\x02" + bytes(20) + b"OpusHead", False),
        (b"\x00\x00\x00 ftypM4A \x00\x00\x02\x00", False),
        (b"PK\x03\x04 autre archive", False),
    ],
)
def test_transcripts_are_told_from_sound(data: bytes, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_transcript(data) is expected


_BASES = [text.encode() for text in (TEAMS, ZOOM, SPEECH, CAPTIONS, JSONL, SRT)] + [
    document("Ana   0:03\nOui.", "**Paul:** bon"),
    TEAMS.encode("utf-16"),
]
_WRITTEN = """WEBVTT
00:01.000 --> 00:02.000
00:00:01,0 --> 0:0:2,5
<v Ana>Oui.</v>
<v
</v>
Ana: oui
Note: non
34
# 📖 Transcription
Transcript
### 00:01:44
00:01:44
**Ana:** oui
Transcription terminée après 00:58:32
📝 Notes
Résumé
[Ana] 00:00:01
Ana   0:03

NOTE x
oui.
mm
{"speaker": "Ana", "text": "oui"}
{"speaker": 1}
2026-09-23 18:05:11 From A to B:
\toui
&#0;&amp;&bad;
\ufeff
99:99:99.999 --> 0:0
[[[[
****"""
_LINES = st.sampled_from(_WRITTEN.split("\n"))


def _answer(data: bytes) -> Imported | CodevError:
    try:
        return parse_transcript(data, "fichier", ("Ana", "Léo"))
    except CodevError as error:
        return error


def _answered(data: bytes) -> None:
    """Either turns that hold together, or a French line."""
    is_transcript(data)
    answer = _answer(data)
    if isinstance(answer, Imported):
        _holds(answer)
    else:
        assert answer.problem
        assert answer.remedy
        assert "\n" not in str(answer)


def _holds(imported: Imported) -> None:
    assert imported.pieces
    assert [piece.id for piece in imported.pieces] == [f"p{number:06d}" for number in range(1, len(imported.pieces) + 1)]
    assert imported.estimated == any(piece.estimated for piece in imported.pieces)
    for piece in imported.pieces:
        assert piece.opens
        assert 0 <= piece.start <= piece.end
        assert piece.voice == " ".join(piece.voice.split()) != ""
        assert piece.text == " ".join(piece.text.split())


@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
def test_any_bytes_are_answered(data: bytes) -> None:
    _answered(data)


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    _answered(text.encode("utf-8", "replace"))


@given(st.lists(_LINES, max_size=25))
def test_any_lines_of_the_products_are_answered(lines: list[str]) -> None:
    _answered("\n".join(lines).encode())
    _answered(document(*lines[:6]) if len(lines) % 10 == 0 else "\r\n\r\n".join(lines).encode("utf-16"))


@given(st.sampled_from(range(len(_BASES))), st.integers(0, 40_000), st.integers(0, 40_000), st.binary(max_size=4))
def test_any_damage_is_answered(base: int, at: int, cut: int, put: bytes) -> None:
    data = _BASES[base]
    at, cut = at % len(data), cut % len(data) + 1
    _answered(data[:at] + put + data[at + len(put) :])
    _answered(data[:cut])


@pytest.mark.parametrize("sign", ["[", "*", "<v ", "{#", " ", "a: ", "<", "~~", "(", "0:", "\t", "&#", "Ana   0:0", "- ", "a "])
def test_a_hostile_line_is_answered(sign: str) -> None:
    for start in ("", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>", "00:00:01\nAna: ", "2026-09-23 18:05:11 De "):
        _answered((start + sign * 20_000).encode())
