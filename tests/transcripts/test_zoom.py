from __future__ import annotations

import pytest

from codev_voice.errors import FileError
from codev_voice.transcripts import parse_transcript

CAPTIONS = """[Sophie Martin] 00:14:05
alors voilà je me demande si.

[Sophie Martin] 00:14:08
je reste dans cette équipe

[Paul Roy] 00:14:12
mm

[Sophie Martin] 00:14:13
ou si je pars
sans rien dire.
"""


@pytest.mark.parametrize("data", [CAPTIONS.encode(), CAPTIONS.replace("\n", "\r\n").encode("utf-8-sig"), CAPTIONS.encode("cp1252")])
def test_saved_captions(data: bytes) -> None:
    imported = parse_transcript(data, "meeting_saved_closed_caption.txt")
    assert [(piece.voice, piece.text) for piece in imported.pieces] == [
        ("Sophie Martin", "alors voilà je me demande si je reste dans cette équipe ou si je pars sans rien dire."),
        ("Paul Roy", "mm"),
    ]
    assert imported.format == "zoom-captions"
    assert imported.pieces[0].start == 845.0
    assert imported.estimated


def test_the_hour_of_the_day_becomes_time_elapsed() -> None:
    captions = "[Ana] 23:59:50\nbonsoir.\n\n[Léo] 23:59:58\nbonsoir.\n\n[Ana] 00:00:10\nalors.\n"
    assert [piece.start for piece in parse_transcript(captions.encode(), "x").pieces] == [0.0, 8.0, 20.0]


def test_captions_without_words_are_refused() -> None:
    with pytest.raises(FileError, match="aucune parole"):
        parse_transcript(b"[Ana] 00:00:10\n\n", "x")


@pytest.mark.parametrize(
    "chat",
    [
        "2026-09-23 18:05:11 From Ana to Everyone:\n\tbonjour\n",
        "2026-09-23 18:05:11 De Ana Roy à Tout le monde :\r\n\tbonjour\r\n18:06:11 De Léo à Ana (direct) :\r\n\tsecret\r\n",
        "18:05:11 Von Ana an Alle:\n\tbonjour\n",
    ],
)
def test_the_chat_is_refused_by_its_name(chat: str) -> None:
    with pytest.raises(FileError, match=r"meeting_saved_new_chat\.txt est la conversation écrite \(chat\) de Zoom") as caught:
        parse_transcript(chat.encode(), "meeting_saved_new_chat.txt")
    assert "meeting_saved_closed_caption.txt" in caught.value.remedy
    assert "secret" not in str(caught.value)
