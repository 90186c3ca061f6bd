from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.render.pdf import to_pdf
from codev_voice.documents.render.printing import printed
from codev_voice.documents.sheet import Sheet, Status
from documents.render.reading import lost
from documents.render.written import (
    APPROVED_AT,
    AROUND,
    CONTRACT,
    HOSTILE,
    NOTES,
    OTHER_SCRIPTS,
    PLAN,
    approved,
    typed_contract,
    typed_notes,
    typed_plan,
)


def _pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_every_page_of_a_proposition_says_so() -> None:
    pages = _pages(to_pdf(printed(typed_plan(["un mot"] * 12), AROUND)))
    assert len(pages) > 1
    assert not any("Proposition" in page for page in pages)
    draft = replace(typed_plan(["un mot"] * 12), status=Status.PROPOSITION, approval=None)
    drafts = _pages(to_pdf(printed(draft, AROUND)))
    assert len(drafts) > 1
    assert all("Proposition" in page for page in drafts)


@pytest.mark.parametrize("make", [typed_plan, typed_notes, typed_contract])
def test_every_approved_word_is_read_back(make: Callable[[list[str]], Sheet]) -> None:
    sheet = make(list(HOSTILE))
    assert lost(sheet, "".join(_body(page) for page in _pages(to_pdf(printed(sheet, AROUND))))) == []


def _held(thing: object) -> Any:  # noqa: ANN401 - whatever a PDF holds
    return thing


def _body(page: str) -> str:
    """The page without its foot, which would stand in the middle of what goes on overleaf."""
    return re.sub(r"\n(?:Mon plan d’action|Notes de l’exploration|Contrat de consultation)\s*(?:\d+ ?/ ?\d+)?\s*$", "", page)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not there")
def test_other_scripts_and_pictures_are_read_back(tmp_path: Path) -> None:
    for text in OTHER_SCRIPTS:
        (tmp_path / "a.pdf").write_bytes(to_pdf(printed(typed_notes([text]), AROUND)))
        read = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
        for word in text.split():
            assert word in read, text


def test_fonts_are_inside() -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(printed(CONTRACT, AROUND))))
    fonts = [font.get_object() for page in reader.pages for font in _held(page["/Resources"])["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)
    assert any("LibertinusSerif" in font["/BaseFont"] for font in fonts)


def test_the_file_has_a_title_a_language_and_a_structure() -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(printed(NOTES, AROUND))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Notes de l’exploration"
    assert str(reader.root_object["/Lang"]).startswith("fr")
    assert _held(reader.root_object["/MarkInfo"])["/Marked"]


def test_the_same_document_is_the_same_file() -> None:
    made = printed(approved(PLAN), AROUND)
    assert to_pdf(made, APPROVED_AT) == to_pdf(made, APPROVED_AT)


_drawn = st.text(
    st.sampled_from("abcdefghijklmnoprstuvyzéèêàçœÀÉ0123456789 ,.;:!?'«»()-#*_$\\@<>[]{}`~^|/&%=+\"\n"), min_size=1, max_size=80
)


@settings(max_examples=3, deadline=None)
@given(st.lists(_drawn.filter(str.strip), min_size=1, max_size=4))
def test_whatever_is_typed_in_french_is_read_back(texts: list[str]) -> None:
    sheet = typed_plan(texts)
    assert lost(sheet, "".join(_body(page) for page in _pages(to_pdf(printed(sheet, AROUND))))) == []
