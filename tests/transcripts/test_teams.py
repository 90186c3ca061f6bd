from __future__ import annotations

import datetime

import pytest

from codev_voice.errors import FileError
from codev_voice.transcripts import parse_transcript
from transcripts.documents import document

HEADER = ("Codev du mardi-20260615_133555-Meeting Transcript", "June 15, 2026, 1:35PM", "27m 42s", "Claire Noël started transcription")


def _turns(data: bytes, name: str = "x.docx") -> list[tuple[str, str, float]]:
    return [(piece.voice, piece.text, piece.start) for piece in parse_transcript(data, name).pieces]


def test_a_document_with_each_turn_in_one_paragraph() -> None:
    data = document(
        *HEADER,
        "**Sophie Martin**   0:03\nBonjour à tous.",
        "**MARTIN Paul (Externe)**   0:05\nBonjour.\nÇa va ?",
        "**Sophie Martin**\t1:02:05\nOn finit à 10:30.",
        "Claire Noël stopped transcription",
    )
    imported = parse_transcript(data, "x.docx")
    assert [(piece.voice, piece.text, piece.start) for piece in imported.pieces] == [
        ("Sophie Martin", "Bonjour à tous.", 3.0),
        ("MARTIN Paul (Externe)", "Bonjour. Ça va ?", 5.0),
        ("Sophie Martin", "On finit à 10:30.", 3725.0),
    ]
    assert (imported.format, imported.title, imported.date) == ("teams-docx", "Codev du mardi", datetime.date(2026, 6, 15))
    assert imported.estimated
    assert imported.pieces[0].end == pytest.approx(3.0 + 3 / 160 * 60)


def test_a_document_with_names_and_words_apart() -> None:
    data = document("Sophie Martin   0:03", "Bonjour.", "", "Paul Roy   0:03", "Bonjour.", "Oui.")
    assert _turns(data) == [("Sophie Martin", "Bonjour.", 3.0), ("Paul Roy", "Bonjour. Oui.", 3.0)]


@pytest.mark.parametrize(
    "line", ["Sophie Martin a démarré la transcription", "Sophie Martin ha avviato la trascrizione", "Claire started transcription"]
)
def test_who_started_the_transcription_is_never_speech(line: str) -> None:
    data = document("Sophie Martin   0:03", "Bonjour.", line, "Paul Roy   0:09", "La transcription marche ?")
    assert _turns(data) == [("Sophie Martin", "Bonjour.", 3.0), ("Paul Roy", "La transcription marche ?", 9.0)]


def test_turns_of_one_person_join_when_no_pause_parts_them() -> None:
    data = document("Ana   0:03", "Je pense que", "Ana   0:20", "c'est fini.", "Ana   0:21", "Oui.", "Ana   1:30", "Bon.")
    assert _turns(data) == [("Ana", "Je pense que c'est fini. Oui.", 3.0), ("Ana", "Bon.", 90.0)]


def test_the_day_comes_from_the_header_else_from_the_name() -> None:
    assert parse_transcript(document("Codev", "15 juin 2026, 13:35", "Ana   0:03", "Oui."), "x.docx").date == datetime.date(2026, 6, 15)
    named = parse_transcript(document("Ana   0:03", "Oui."), "Codev du mardi-20260616_133555-Meeting Transcript.docx")
    assert (named.title, named.date) == ("Codev du mardi", datetime.date(2026, 6, 16))
    assert parse_transcript(document("Ana   0:03", "Oui."), "x.docx").date is None


def test_the_same_lines_as_text() -> None:
    imported = parse_transcript(b"Ana   0:03\nOui.\n", "x.txt")
    assert (imported.format, imported.pieces[0].text) == ("teams-txt", "Oui.")


def test_headings_without_words_are_refused() -> None:
    with pytest.raises(FileError, match="aucune parole"):
        parse_transcript(document("Ana   0:03", "Paul   0:04"), "x.docx")
