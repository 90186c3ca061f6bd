"""The client's sheet, filled in as in Word."""

from __future__ import annotations

import io

import docx
from docx.table import Table

from codev_voice.documents.sheet_form import QUESTIONS, blank_docx


def filled(answers: dict[str, str]) -> bytes:
    """The blank with these answers in its frames."""
    word = docx.Document(io.BytesIO(blank_docx()))
    tables = [part for part in word.iter_inner_content() if isinstance(part, Table)]
    for question, table in zip(QUESTIONS, tables, strict=True):
        if question.key in answers:
            table.cell(0, 0).paragraphs[0].text = answers[question.key]
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()
