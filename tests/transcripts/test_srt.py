from __future__ import annotations

import pytest

from codev_voice.errors import FileError
from codev_voice.session.values import Session, Turn
from codev_voice.transcripts import parse_transcript
from codev_voice.transcripts.srt import write

SRT = """1
00:00:01,000 --> 00:00:02,500
Sophie Martin: Bonjour <i>à tous</i>.

2
00:00:03,000 --> 00:00:04,000
On commence.

3
00:00:04,200 --> 00:00:05,000
Paul Roy : Oui.
Attention : je dois partir à 10 h.
"""


@pytest.mark.parametrize("data", [SRT.encode(), SRT.replace("\n", "\r\n").encode("utf-8-sig"), SRT.encode("cp1252"), SRT.encode("utf-16")])
def test_names_are_in_the_text(data: bytes) -> None:
    imported = parse_transcript(data, "x.vtt")  # the name says nothing
    assert imported.format == "srt"
    assert [(piece.voice, piece.text, piece.start, piece.end) for piece in imported.pieces] == [
        ("Sophie Martin", "Bonjour à tous. On commence.", 1.0, 4.0),
        ("Paul Roy", "Oui. Attention : je dois partir à 10 h.", 4.2, 5.0),
    ]


def test_subtitles_without_names_are_refused() -> None:
    with pytest.raises(FileError, match="ne dit pas qui parle"):
        parse_transcript(b"1\n00:00:01,000 --> 00:00:02,500\nBonjour.\n", "x.srt")


def test_written_with_the_name_first() -> None:
    session = Session(
        (Turn(0, 1.0, 2.5, "Voix 1", "Bonjour\nà tous.", person="Ana"), Turn(1, 3.0, 3.0, "Voix 2", "Oui."), Turn(2, 4.0, 5.0, "V", "")), ()
    )
    assert write(session) == ("1\n00:00:01,000 --> 00:00:02,500\nAna: Bonjour à tous.\n\n2\n00:00:03,000 --> 00:00:03,001\nVoix 2: Oui.\n")
