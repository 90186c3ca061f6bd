from __future__ import annotations

import io
import zipfile

import pytest

from codev_voice.errors import FileError
from codev_voice.transcripts.source import looks_like_docx, open_source
from transcripts.documents import document


def _archive(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_text_is_opened_as_lines() -> None:
    source = open_source("a\r\nb".encode("utf-8-sig"), "x")
    assert (source.lines, source.leads, source.text, source.is_docx) == (("a", "b"), ("", ""), "a\nb", False)


def test_a_document_is_opened_with_its_bold_beginnings() -> None:
    source = open_source(document("**Ana:** oui\n**non** **si**", "rien"), "x")
    assert source.lines == ("Ana: oui", "non si", "rien")
    assert source.leads == ("Ana:", "non", "")
    assert source.is_docx


@pytest.mark.parametrize("data", [b"", b" \r\n\t"])
def test_an_empty_file_is_said_empty(data: bytes) -> None:
    with pytest.raises(FileError, match="x est vide"):
        open_source(data, "x")


def test_binary_files_are_refused() -> None:
    with pytest.raises(FileError, match="n'est pas un texte lisible"):
        open_source(b"RIFF\x00\x00\x00\x00WAVE", "x")


@pytest.mark.parametrize(
    "data",
    [
        document("Ana   0:03", "Oui.")[:400],
        _archive(**{"word/document.xml": b"<pas du xml"}),
        _archive(**{"word/document.xml": b"<a/>", "[Content_Types].xml": b"<a"}),
        _archive(
            **{
                "word/document.xml": b"<a/>",
                "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            }
        ),
        b"PK\x03\x04 rien",
    ],
)
def test_damaged_documents_are_refused(data: bytes) -> None:
    with pytest.raises(FileError, match="endommagé"):
        open_source(data, "x")


def test_other_archives_are_refused() -> None:
    with pytest.raises(FileError, match="archive"):
        open_source(_archive(**{"xl/workbook.xml": b"<a/>"}), "x")


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(FileError, match="trop gros"):
        open_source(_archive(**{"word/document.xml": b" " * (65 * 2**20)}), "x")


def test_documents_are_told_from_other_archives() -> None:
    assert looks_like_docx(document("a"))
    assert not looks_like_docx(_archive(**{"xl/workbook.xml": b"<a/>"}))
