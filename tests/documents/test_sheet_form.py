from __future__ import annotations

import io

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.sheet_form import QUESTIONS, Form, blank_docx, blank_pdf, read_form
from codev_voice.errors import FileError
from codev_voice.session.seance import FICHE
from documents.filled_form import filled


def test_every_answer_has_its_place() -> None:
    keys = {question.key for question in QUESTIONS}
    assert keys == {"client", "subject", "question", "words", *FICHE}


def test_a_blank_says_nothing() -> None:
    assert read_form(blank_docx(), "fiche.docx") == Form()


def test_what_was_written_is_read() -> None:
    data = filled({"client": " Inès ", "subject": "une\nannonce", "words": "Marc, CSE ; Lyon", "context": "six personnes\ndepuis mars"})
    form = read_form(data, "fiche.docx")
    assert (form.client, form.subject, form.question) == ("Inès", "une annonce", None)
    assert form.words == ("Marc", "CSE", "Lyon")
    assert form.answers == {"context": "six personnes\ndepuis mars"}


written = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30)


@settings(max_examples=3, deadline=None)
@given(st.dictionaries(st.sampled_from(FICHE), written, min_size=1))
def test_whatever_was_written_is_read_letter_for_letter(answers: dict[str, str]) -> None:
    assert read_form(filled(answers), "fiche.docx").answers == answers


def test_answers_written_under_the_questions_are_read_too() -> None:
    word = docx.Document()
    for text in ("MON SUJET EN UNE PHRASE", "une annonce", "Ce que j’ai déjà essayé", "en parler"):
        word.add_paragraph(text)
    made = io.BytesIO()
    word.save(made)
    assert read_form(made.getvalue(), "fiche.docx") == Form(subject="une annonce", answers={"tried": "en parler"})


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04rien", b"du texte"])
def test_what_is_no_filled_in_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(FileError, match=r"fiche\.docx"):
        read_form(data, "fiche.docx")


def test_another_document_is_refused() -> None:
    made = io.BytesIO()
    docx.Document().save(made)
    with pytest.raises(FileError, match="fiche-client"):
        read_form(made.getvalue(), "autre.docx")


def test_the_printed_blank_holds_on_one_page() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(blank_pdf())).pages
    text = page.extract_text().replace("’", "'")
    assert all(question.title in text for question in QUESTIONS)
