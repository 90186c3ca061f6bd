from __future__ import annotations

import datetime

import pytest

from codev_voice.errors import FileError
from codev_voice.transcripts import parse_transcript
from transcripts.documents import document

NOTES = """# 📝 Notes
15 avr. 2026
## Codev du mardi
Invité [Sophie Martin](mailto:sophie@exemple.fr) ~~[Nadia B](mailto:nadia@exemple.fr)~~
Pièces jointes Codev du mardi
Enregistrements de la réunion
[Transcription](https://exemple.fr)
### Résumé
**Sujet abordé:** quelqu'un dans Salle Ampère a parlé de sa charge.
### Étapes suivantes
- [ ] **Sophie Martin:** Écrire à l'équipe.
### Détails
* **Charge:** Sophie Martin a expliqué sa charge (00:01:50).
"""
SPEECH = """# 📖 Transcription
15 avr. 2026
## Codev du mardi - Transcription
### 00:01:44 {#00:01:44}
**Sophie Martin:** alors voilà, moi ce qui me\x20\x20
**Paul Roy:** Mm.\x20\x20
**Sophie Martin:** préoccupe. Note: c'est la *charge*, 10 h 30 : trop.\x20\x20
### 00:03:00 {#00:03:00}
**Paul Roy:** D'accord \\- tu as combien de projets ?\x20\x20
### Transcription terminée après 00:03:10
*Cette transcription modifiable a été générée par ordinateur et peut contenir des erreurs. Les utilisateurs peuvent la modifier.*
"""
SAID = [
    ("Sophie Martin", "alors voilà, moi ce qui me préoccupe. Note: c'est la charge, 10 h 30 : trop."),
    ("Paul Roy", "Mm."),
    ("Paul Roy", "D'accord - tu as combien de projets ?"),
]
PLAIN = "\n".join(
    line.replace("**", "").replace("*", "").replace("\\", "").split(" {")[0].lstrip("# ").rstrip() for line in SPEECH.split("\n")
)


def _document(text: str) -> bytes:
    lines = [line.split(" {")[0].lstrip("# ").replace("\\", "").rstrip() for line in text.split("\n")]
    return document(
        *(
            line.strip("*").replace("*charge*", "charge") if not line.startswith("**") else line.replace("*charge*", "charge")
            for line in lines
        )
    )


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (SPEECH.encode(), "meet-md"),
        (SPEECH.replace("\n", "\r\n").encode("utf-8-sig"), "meet-md"),
        ((NOTES + SPEECH).encode(), "meet-md"),
        (PLAIN.encode(), "meet-txt"),
        (PLAIN.encode("utf-16"), "meet-txt"),
        (_document(SPEECH), "meet-docx"),
        (_document(NOTES + SPEECH), "meet-docx"),
    ],
    ids=["md", "md-crlf-bom", "md-notes", "txt", "txt-utf16", "docx", "docx-notes"],
)
def test_meet(data: bytes, form: str) -> None:
    imported = parse_transcript(data, "Codev")
    assert [(piece.voice, piece.text) for piece in imported.pieces] == SAID
    assert imported.format == form
    assert imported.title == "Codev du mardi"
    assert imported.date == datetime.date(2026, 4, 15)
    assert imported.estimated
    assert all(piece.estimated for piece in imported.pieces)
    assert imported.pieces[0].start == 104.0
    assert imported.pieces[2].start == 180.0
    assert imported.pieces[2].end <= 190.0


def test_what_gemini_wrote_is_never_speech() -> None:
    imported = parse_transcript((NOTES + SPEECH).encode(), "x")
    assert "Gemini" in imported.warnings[0]
    assert "équipe" not in "".join(piece.text for piece in imported.pieces)
    after = parse_transcript((SPEECH + NOTES).encode(), "x")
    assert [piece.text for piece in after.pieces] == [text for _, text in SAID]


@pytest.mark.parametrize("data", [NOTES.encode(), _document(NOTES), NOTES.replace("#", "").replace("*", "").encode()])
def test_notes_alone_are_refused(data: bytes) -> None:
    with pytest.raises(FileError, match=r"notes rédigées par Gemini.*onglet « Transcription »") as caught:
        parse_transcript(data, "x")
    assert "Ampère" not in str(caught.value)


def test_notes_before_times_without_a_title_are_left_out() -> None:
    speech = SPEECH.split("Transcription\n", 2)[2]
    imported = parse_transcript((NOTES + speech).encode(), "x")
    assert [piece.text for piece in imported.pieces] == [text for _, text in SAID]


ENGLISH = """Codev (2026-04-15 10:02 GMT+2) - Transcript
Attendees
Sophie Martin, Paul Roy, Nadia B
Transcript
Sophie Martin: Bonjour.
Paul Roy: Oui.
00:05:00
Sophie Martin: On finit.
Transcription ended after 00:05:30

This editable transcript was computer generated and might contain errors. People can also change the text after it was created.
"""
ITALIAN = """📖 Trascrizione
15 apr 2026
Codev - Trascrizione
00:00:00
Sophie Martin: Bonjour.
Paul Roy: Oui.
00:05:00
Sophie Martin: On finit.
La trascrizione è terminata dopo 00:05:30
Questa trascrizione modificabile è stata generata dal computer.
"""
UNTITLED = """00:00:00
Sophie Martin: Bonjour.
Paul Roy: Oui.
00:05:00
Sophie Martin: On finit.
Cette transcription modifiable a été générée par ordinateur et peut contenir des erreurs.
"""
UNTIMED = """Codev - Transcription
Invités: Nadia B
Sophie Martin: Bonjour.
Paul Roy: Oui.
Sophie Martin: On finit.
Transcription terminée après 00:05:30
"""


@pytest.mark.parametrize("text", [ENGLISH, ITALIAN, UNTITLED, UNTIMED], ids=["english", "italian", "untitled", "untimed"])
def test_every_language_of_the_fixed_lines(text: str) -> None:
    imported = parse_transcript(text.encode(), "2026-04-15.txt")
    assert [(piece.voice, piece.text) for piece in imported.pieces] == [
        ("Sophie Martin", "Bonjour."),
        ("Paul Roy", "Oui."),
        ("Sophie Martin", "On finit."),
    ]
    assert imported.date == datetime.date(2026, 4, 15)
    starts = [piece.start for piece in imported.pieces]
    assert starts == sorted(starts)
    assert all(piece.end <= 330 for piece in imported.pieces)


def test_notes_after_a_transcript_without_its_last_line_are_left_out() -> None:
    text = SPEECH.split("### Transcription terminée", maxsplit=1)[0] + NOTES
    assert [piece.text for piece in parse_transcript(text.encode(), "x").pieces] == [text for _, text in SAID]


def test_who_was_invited_did_not_speak() -> None:
    text = "Transcript\n**Attendees:** Nadia B, Sophie Martin\n00:00:00\n**Sophie Martin:** Bonjour.\n"
    assert [(piece.voice, piece.text) for piece in parse_transcript(text.encode(), "x").pieces] == [("Sophie Martin", "Bonjour.")]


def test_lines_without_a_name_go_on_with_the_last() -> None:
    text = "00:00:00\nSophie Martin: Je me dis que\nNote: c'est long\n10 h 30 : réunion\nPaul Roy: Oui.\n00:02:00\nSophie Martin: Voilà.\n"
    assert [(piece.voice, piece.text) for piece in parse_transcript(text.encode(), "x").pieces] == [
        ("Sophie Martin", "Je me dis que Note: c'est long 10 h 30 : réunion"),
        ("Paul Roy", "Oui."),
        ("Sophie Martin", "Voilà."),
    ]


def test_guests_who_are_on_no_list_keep_their_words() -> None:
    text = "00:00:00\nSophie Martin: Bonjour.\nMalik: Bonjour.\nsophie: Oui.\n"
    said = parse_transcript(text.encode(), "x", ["Sophie", "Paul"]).pieces
    assert [piece.voice for piece in said] == ["Sophie Martin", "Malik", "sophie"]


def test_a_bold_name_may_have_its_colon_outside() -> None:
    assert parse_transcript(b"00:00:00\n**Sophie M.**: Oui.\n", "x").pieces[0].voice == "Sophie M."
    assert parse_transcript(document("00:00:00", "**Sophie M.** : Oui."), "x").pieces[0].voice == "Sophie M."
    assert parse_transcript(document("00:00:00", "**Sophie M.** : Oui."), "x").pieces[0].text == "Oui."


def test_bold_in_the_middle_is_no_name() -> None:
    said = parse_transcript(document("00:00:00", "**Sophie M.:** c'est **moi**.", "**oui** voilà."), "x").pieces
    assert [(piece.voice, piece.text) for piece in said] == [("Sophie M.", "c'est moi. oui voilà.")]
