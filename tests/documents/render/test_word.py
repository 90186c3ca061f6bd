from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.render.printing import printed
from codev_voice.documents.render.word import to_docx
from documents.render.reading import lost
from documents.render.written import (
    APPROVED_AT,
    AROUND,
    HOSTILE,
    NOTES,
    OTHER_SCRIPTS,
    PLAN,
    approved,
    typed,
    typed_contract,
    typed_notes,
    typed_plan,
)

if TYPE_CHECKING:
    from docx.document import Document


def _open(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def _read(data: bytes) -> str:
    word = _open(data)
    body = [paragraph.text for paragraph in word.paragraphs]
    return "\n".join((*body, *(cell.text for table in word.tables for row in table.rows for cell in row.cells)))


def test_every_page_of_a_proposition_says_so() -> None:
    heads = [section.header.paragraphs[0].text for section in _open(to_docx(printed(PLAN, AROUND))).sections]
    assert heads == ["Proposition\u00a0: brouillon à relire par Inès"]
    assert _open(to_docx(printed(approved(PLAN), AROUND))).sections[0].header.paragraphs[0].text == ""


def test_headings_are_headings_and_lists_are_lists() -> None:
    styles = [(paragraph.style.name, paragraph.text) for paragraph in _open(to_docx(printed(PLAN, AROUND))).paragraphs if paragraph.style]
    assert ("Title", "Mon plan d’action") in styles
    assert ("Heading 1", "Ce que je fais") in styles
    assert any(name == "List Bullet" and text.startswith("la prime") for name, text in styles)


def test_the_file_says_its_title_its_language_and_nobody_else() -> None:
    about = _open(to_docx(printed(NOTES, AROUND), APPROVED_AT)).core_properties
    assert (about.title, about.language, about.author, about.comments) == ("Notes de l’exploration", "fr-FR", "", "")
    assert about.created == APPROVED_AT.replace(tzinfo=None) or about.created == APPROVED_AT


@settings(max_examples=2, deadline=None)
@given(st.lists(typed, min_size=1, max_size=2))
def test_every_approved_word_is_read_back(texts: list[str]) -> None:
    for sheet in (typed_plan(texts), typed_contract(texts)):
        assert lost(sheet, _read(to_docx(printed(sheet, AROUND)))) == []


def test_every_approved_word_is_read_back_from_the_worst() -> None:
    texts = [*HOSTILE, *OTHER_SCRIPTS]
    for sheet in (typed_plan(texts[::3]), typed_notes(texts), typed_contract(texts)):
        assert lost(sheet, _read(to_docx(printed(sheet, AROUND)))) == []
